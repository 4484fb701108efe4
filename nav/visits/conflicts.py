"""Why a visit cannot be planned: rules that contradict each other, and nothing besides."""

from collections.abc import Mapping
from dataclasses import replace

from maps.ids import FeatureId
from nav.visits.itinerary import NoItinerary, NoItineraryReason
from nav.visits.rules import Appointment, OpeningHours, Rule, describe, stops_of
from nav.visits.solving import solve
from nav.visits.visit import Visit, orders_of
from nav.visits.walks import Walks
from nav.waits.forecasts import WaitCurve


def explain(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve], *, width: int) -> NoItinerary:
    """Say why a visit that has no plan has none.

    Rules are taken away one at a time, and for good if it stays impossible without them (a deletion filter, Chinneck &
    Dravnieks 1991, doi:10.1287/ijoc.3.2.157). What is left is a conflict: without any one of its rules there is a plan.
    """
    kept = visit
    for rule in visit.rules:
        fewer = replace(kept, rules=tuple(other for other in kept.rules if other is not rule))
        if _is_impossible(fewer, walks, waits, width):
            kept = fewer
    if not kept.rules:
        return _unreachable(visit, walks, waits, width)
    rules = _in_cycle(kept)
    reason = _reason(rules)
    named = "; ".join(describe(rule) for rule in rules)
    return NoItinerary(
        reason=reason,
        detail=f"{_BEGINNINGS[reason]}: {named}.",
        rules=rules,
        stops=tuple(dict.fromkeys(stop for rule in rules for stop in stops_of(rule))),
    )


_BEGINNINGS = {
    NoItineraryReason.NO_OPEN_COUNTER: "No counter is open in time",
    NoItineraryReason.CONTRADICTION: "These rules contradict each other",
    NoItineraryReason.IMPOSSIBLE_WINDOW: "These times cannot all be kept",
}


def _reason(rules: tuple[Rule, ...]) -> NoItineraryReason:
    if all(isinstance(rule, OpeningHours) for rule in rules):
        return NoItineraryReason.NO_OPEN_COUNTER
    if any(isinstance(rule, Appointment | OpeningHours) for rule in rules):
        return NoItineraryReason.IMPOSSIBLE_WINDOW
    return NoItineraryReason.CONTRADICTION


def _is_impossible(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve], width: int) -> bool:
    solution = solve(visit, walks, waits, width=width)
    return solution.columns is None and solution.exact


def _unreachable(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve], width: int) -> NoItinerary:
    """Name the stops that nothing leads to and from; if each alone can be reached, all of them."""
    alone = [
        stop.id for stop in visit.stops if _is_impossible(replace(visit, stops=(stop,), rules=()), walks, waits, width)
    ]
    names = tuple(alone or (stop.id for stop in visit.stops))
    return NoItinerary(
        reason=NoItineraryReason.UNREACHABLE,
        detail=f"No way leads from the start by {', '.join(names) or 'nothing'} to the end.",
        stops=names,
    )


def _in_cycle(visit: Visit) -> tuple[Rule, ...]:
    """Return the rules so that each order begins where the one before ended, if they are a cycle; else as they are."""
    left = list(visit.rules)
    ordered = [left.pop(0)]
    while left:
        ends = {later for _, later in orders_of(ordered[-1], visit.stops)}
        after = [rule for rule in left if ends & {earlier for earlier, _ in orders_of(rule, visit.stops)}]
        if not after:
            return visit.rules
        ordered.append(after[0])
        left.remove(after[0])
    return tuple(ordered)
