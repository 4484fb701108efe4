"""Plans the rest of a visit that is under way; keeps the plan unless another is worth the change."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from maps.ids import FeatureId
from nav.route import End
from nav.visits.itinerary import Itinerary, NoItinerary, NoItineraryReason
from nav.visits.planner import NO_WAITS, Waits, plan
from nav.visits.programme import columns_of, programme
from nav.visits.rules import Appointment, Fasting, ReadyAfter, Rule, SameCounter, describe, stops_of
from nav.visits.solving import WIDTH
from nav.visits.timing import find_timed
from nav.visits.visit import Stop, Visit, orders_of
from nav.visits.walks import Walks

WORTH_S, WORTH_SHARE = 120.0, 0.1
"""A change has to save two minutes and a tenth of what remains: less is lost in reading it (and in the forecast)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A stop that is over: at which counter, and when it ended [s]."""

    stop_id: str
    place_id: FeatureId
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a visit is: where the patient is now, and since when what is done."""

    now: End
    t_s: float
    done: tuple[Done, ...] = ()


class ReplanReason(enum.StrEnum):
    """Why the plan is kept or changed."""

    STILL_BEST = "still_best"
    SAVES_LITTLE = "saves_little"
    SAVES_TIME = "saves_time"
    NO_LONGER_POSSIBLE = "no_longer_possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The plan for what remains.

    Parameters
    ----------
    changed : bool
        Whether it is another than before.
    saving_s : float or None
        By how much earlier the best plan ends than the old one, whether it is taken or not; None if the old one has
        become impossible.
    """

    itinerary: Itinerary
    changed: bool
    reason: ReplanReason
    saving_s: float | None


def find_broken_fast(visit: Visit, progress: Progress) -> NoItinerary | None:
    """Return that a stop which needs fasting is still to come after something broke the fast, or None."""
    done = {each.stop_id for each in progress.done}
    for rule in visit.rules:
        late = isinstance(rule, Fasting) and rule.stop not in done
        for _, breaker in orders_of(rule, visit.stops) if late else ():
            if breaker in done:
                return NoItinerary(
                    reason=NoItineraryReason.FAST_BROKEN,
                    detail=f"{describe(rule)}, but {breaker} has broken the fast already.",
                    rules=(rule,),
                    stops=(rule.stop, breaker),
                )
    return None


def remaining(visit: Visit, progress: Progress) -> Visit:
    """Return what is left of a visit: where the patient is now, the stops to come, and the rules that still matter.

    A report that was ordered becomes an earliest time, the counter of an earlier stop the only one of its follow-up. An
    order that was not kept is past mending and dropped.
    """
    done = {each.stop_id: each for each in progress.done}
    rules = (_remaining_rule(rule, done) for rule in visit.rules)
    return replace(
        visit,
        start=progress.now,
        t_s=progress.t_s,
        stops=tuple(_remaining_stop(stop, visit.rules, done) for stop in visit.stops if stop.id not in done),
        rules=tuple(rule for rule in rules if rule is not None),
    )


def replan(
    visit: Visit,
    progress: Progress,
    old: Itinerary,
    walks: Walks,
    waits: Waits = NO_WAITS,
    *,
    waits_p90: Waits = NO_WAITS,
    width: int = WIDTH,
) -> Replanned | NoItinerary:
    """Return the plan for the rest of a visit: the old one unless another saves enough, or why there is none.

    Parameters
    ----------
    visit : Visit
        With the stops that are done, and the rules of now.
    old : Itinerary
        The plan so far.
    walks : Walks
        Between the counters of the stops to come, from where the patient is now.
    """
    broken = find_broken_fast(visit, progress)
    if broken is not None:
        return broken
    rest = remaining(visit, progress)
    best = plan(rest, walks, waits, waits_p90=waits_p90, width=width)
    if isinstance(best, NoItinerary):
        return best
    kept = _retimed(rest, old, walks, waits, waits_p90)
    if kept is None:
        return Replanned(itinerary=best, changed=True, reason=ReplanReason.NO_LONGER_POSSIBLE, saving_s=None)
    saving_s = kept.end_s - best.end_s
    if kept.choices == best.choices:
        return Replanned(itinerary=best, changed=False, reason=ReplanReason.STILL_BEST, saving_s=saving_s)
    if saving_s < max(WORTH_S, WORTH_SHARE * kept.duration_s):
        return Replanned(itinerary=kept, changed=False, reason=ReplanReason.SAVES_LITTLE, saving_s=saving_s)
    return Replanned(itinerary=best, changed=True, reason=ReplanReason.SAVES_TIME, saving_s=saving_s)


def _remaining_rule(rule: Rule, done: Mapping[str, Done]) -> Rule | None:
    """Return a rule as it applies to the stops to come; None if it does not any more."""
    if not done.keys() & set(stops_of(rule)):
        return rule
    if isinstance(rule, ReadyAfter) and rule.stop not in done:
        return Appointment(stop=rule.stop, earliest_s=done[rule.of].end_s + rule.after_s, latest_s=float("inf"))
    return None


def _remaining_stop(stop: Stop, rules: Sequence[Rule], done: Mapping[str, Done]) -> Stop:
    """Return a stop with the counters that are left to it: one, if it follows up on a stop that is done."""
    tied = [rule for rule in rules if isinstance(rule, SameCounter) and stop.id in stops_of(rule)]
    for rule in tied:
        for other in stops_of(rule):
            if other in done:
                return replace(stop, place_ids=(done[other].place_id,))
    return stop


def _retimed(rest: Visit, old: Itinerary, walks: Walks, waits: Waits, waits_p90: Waits) -> Itinerary | None:
    """Return the old plan from now on, with today's waits; None if it has become impossible."""
    arrays = programme(rest, walks, waits)
    number = {(rest.stops[stop].id, place_id): column for column, (stop, place_id) in enumerate(columns_of(rest))}
    names = {stop.id for stop in rest.stops}
    left = [choice for choice in old.choices if choice[0] in names]
    known = {stop_id for stop_id, _ in left} == names and all(choice in number for choice in left)
    if not known or not _keeps_rules(rest, left):
        return None
    return find_timed(rest, arrays, [number[choice] for choice in left], waits_p90, exact=False)


def _keeps_rules(rest: Visit, choices: Sequence[tuple[str, FeatureId]]) -> bool:
    """Return whether an order of stops and its counters keep the rules, times aside."""
    turn = {stop_id: index for index, (stop_id, _) in enumerate(choices)}
    place = dict(choices)
    same = [rule for rule in rest.rules if isinstance(rule, SameCounter)]
    return all(turn[earlier] < turn[later] for earlier, later in rest.orders()) and all(
        place[rule.stop] == place[rule.as_stop] for rule in same
    )
