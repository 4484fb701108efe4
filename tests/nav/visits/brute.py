"""The plain twin of the planner: try every order with every choice of counters, as the rules are written."""

import itertools
import math
from collections.abc import Iterator

import numpy as np

from nav.visits import Appointment, Before, Fasting, OpeningHours, ReadyAfter, Rule, SameCounter, Stop, Visit
from tests.nav.visits.random_visits import Day

Way = list[tuple[Stop, str]]


def best_way(day: Day) -> tuple[float, float] | None:
    """Return the earliest end and the least walking with it; None if no way keeps all rules."""
    ends = [end for way in every_way(day.visit) for end in [walk_through(day, way)] if end is not None]
    if not ends:
        return None
    earliest_s = min(end_s for end_s, _ in ends)
    return earliest_s, min(walked_s for end_s, walked_s in ends if end_s <= earliest_s + 1e-6)


def every_way(visit: Visit) -> Iterator[Way]:
    for order in itertools.permutations(visit.stops):
        for chosen in itertools.product(*(stop.place_ids for stop in order)):
            way = list(zip(order, chosen, strict=True))
            if all(keeps(way, rule) for rule in visit.rules):
                yield way


def keeps(way: Way, rule: Rule) -> bool:
    """Return whether an order keeps a rule, times aside."""
    turn = {stop.id: index for index, (stop, _) in enumerate(way)}
    place = {stop.id: place_id for stop, place_id in way}
    match rule:
        case Before(stop=stop, then=then):
            return turn[stop] < turn[then]
        case ReadyAfter(stop=stop, of=of):
            return turn[of] < turn[stop]
        case SameCounter(stop=stop, as_stop=as_stop):
            return turn[as_stop] < turn[stop] and place[as_stop] == place[stop]
        case Fasting(stop=stop):
            return all(turn[stop] < turn[other.id] for other, _ in way if other.breaks_fast and other.id != stop)
    return True


def walk_through(day: Day, way: Way) -> tuple[float, float] | None:
    """Return when the end is reached and how much was walked; None if a stop was too late."""
    walks = day.walks
    row = {place_id: index for index, place_id in enumerate(walks.place_ids)}
    now_s, walked_s, here = day.visit.t_s, 0.0, None
    ended_s: dict[str, float] = {}
    for stop, place_id in way:
        there = row[place_id]
        step_s = walks.from_start_s[there] if here is None else walks.between_s[here, there]
        start_s = service_begins(day, stop, place_id, now_s + step_s, ended_s)
        if not start_s < math.inf:
            return None
        now_s = ended_s[stop.id] = start_s + stop.service_s
        walked_s, here = walked_s + step_s, there
    step_s = walks.start_to_end_s if here is None else walks.to_end_s[here]
    return (now_s + step_s, walked_s + step_s) if now_s + step_s < math.inf else None


def service_begins(day: Day, stop: Stop, place_id: str, arrive_s: float, ended_s: dict[str, float]) -> float:
    """Return when service begins, infinite if never."""
    if arrive_s == math.inf:
        return math.inf
    not_before_s, latest_s, spans_s = -math.inf, math.inf, ((-math.inf, math.inf),)
    for rule in day.visit.rules:
        match rule:
            case Appointment() if rule.stop == stop.id:
                not_before_s, latest_s = max(not_before_s, rule.earliest_s), min(latest_s, rule.latest_s)
            case ReadyAfter() if rule.stop == stop.id:
                not_before_s = max(not_before_s, ended_s[rule.of] + rule.after_s)
            case OpeningHours() if rule.stop == stop.id and place_id in (rule.place_ids or stop.place_ids):
                spans_s = tuple(
                    (max(one[0], two[0]), min(one[1], two[1])) for one in spans_s for two in sorted(rule.spans_s)
                )
    for opens_s, closes_s in spans_s:
        if opens_s > closes_s:
            continue
        join_s = max(arrive_s, opens_s)
        start_s = max(join_s + wait_s(day, place_id, join_s), not_before_s)
        if join_s <= closes_s and start_s <= closes_s:
            return start_s if start_s <= latest_s else math.inf
    return math.inf


def wait_s(day: Day, place_id: str, join_s: float) -> float:
    curve = day.waits.get(place_id)
    if curve is None:
        return 0.0
    knots_s = curve.start_s + curve.bin_s * np.arange(len(curve.wait_s))
    return float(np.interp(join_s, knots_s, curve.wait_s))
