"""Stairs, escalators, ramps and lifts that OpenStreetMap draws as lines and points between levels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import LineString, Point

from maps.draft import DraftFeature
from maps.imdf_profile import OWN
from maps.readers import osm_tags
from maps.readers.osm_features import Item, feature_id
from maps.readers.osm_levels import level_name, parse_levels, repeated_spans
from maps.venue import Accessibility, PortalKind

_MEET_M = 1.0
"""Flights whose ends come this near at a half landing are one staircase [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """A line from a lower level to a higher one.

    Parameters
    ----------
    low, high : float
        Its levels.
    foot, head : Point
        Its ends on them [local m].
    one_way : str
        ``up``, ``down``, or empty when it is travelled both ways.
    certain : bool
        Whether the source says which end is the higher.
    """

    items: tuple[Item, ...]
    kind: PortalKind
    low: float
    high: float
    foot: Point
    head: Point
    one_way: str
    certain: bool


def flights_of(item: Item, kind: PortalKind, units: Sequence[DraftFeature]) -> Iterator[Flight]:
    """Yield the flights of a line, one for each of its repetitions."""
    if not isinstance(item.geometry, LineString) or item.geometry.is_empty:
        return
    tags = item.tags
    repeats = parse_levels(tags["repeat_on"]) if "repeat_on" in tags else ()
    start, end = Point(item.geometry.coords[0]), Point(item.geometry.coords[-1])
    for span in repeated_spans(parse_levels(tags["level"]), repeats):
        low, high = span[0], span[-1]
        stated = osm_tags.travel_order(tags)
        rises = stated == "up" if stated else _rises(start, end, low, high, units)
        foot, head = (start, end) if rises else (end, start)
        along = {"forward": rises, "backward": not rises, "yes": True}.get(tags.get("conveying", ""))
        one_way = "" if along is None else ("up" if along else "down")
        yield Flight(
            items=(item,), kind=kind, low=low, high=high, foot=foot, head=head, one_way=one_way, certain=bool(stated)
        )


def joined(flights: Iterable[Flight], levels: frozenset[float]) -> tuple[Flight, ...]:
    """Join flights that meet on a half landing no room stands on, so that a staircase is one flight per storey."""
    done: list[Flight] = []
    for flight in sorted(flights, key=lambda flight: (flight.low, flight.items[0].element.id)):
        below = next((other for other in done if _meet(other, flight, levels)), None)
        if below is None:
            done.append(flight)
        else:
            done[done.index(below)] = replace(
                below,
                items=below.items + flight.items,
                high=flight.high,
                head=flight.head,
                certain=below.certain and flight.certain,
            )
    return tuple(done)


def portal_of_flight(flight: Flight) -> DraftFeature:
    """Return the flight as a portal whose stops have points; `maps.topology` finds their units."""
    item = flight.items[0]
    stops = [_stop(flight.low, flight.foot), _stop(flight.high, flight.head)]
    step_free = flight.kind in {PortalKind.RAMP, PortalKind.MOVING_WALKWAY}
    slope_percent = osm_tags.slope_percent(item.tags) if flight.kind is PortalKind.RAMP else None
    return DraftFeature(
        id=item.tags.get(f"{OWN}id") or f"{feature_id(item.element.id, flight.low)}-{flight.kind}",
        feature_type="portal",
        geometry=None,
        properties={
            "kind": flight.kind.value,
            "stops": stops[::-1] if flight.one_way == "down" else stops,
            "one_way": bool(flight.one_way),
            "access": osm_tags.access(item.tags).value,
            "accessibility": (osm_tags.accessibility(item.tags) if step_free else Accessibility.NO).value,
            "labels": osm_tags.labels(item.tags),
            **({} if slope_percent is None else {"slope_percent": slope_percent}),
        },
        source=", ".join(part.source for part in flight.items),
        confidence=1.0 if flight.certain else 0.6,
    )


def portal_of_lift(item: Item) -> DraftFeature:
    """Return a lift drawn as a point as a portal with a stop on each of its levels."""
    place = Point(shapely.centroid(item.geometry))
    return DraftFeature(
        id=item.tags.get(f"{OWN}id") or f"{feature_id(item.element.id, None)}-elevator",
        feature_type="portal",
        geometry=None,
        properties={
            "kind": PortalKind.ELEVATOR.value,
            "stops": [_stop(level, place) for level in item.levels],
            "access": osm_tags.access(item.tags).value,
            "accessibility": osm_tags.accessibility(item.tags).value,
            "labels": osm_tags.labels(item.tags),
        },
        source=item.source,
    )


def _stop(level: float, point: Point) -> dict[str, object]:
    return {"level_id": level_name(level), "point": [point.x, point.y]}


def _rises(start: Point, end: Point, low: float, high: float, units: Sequence[DraftFeature]) -> bool:
    """Say which end is up by where the rooms are; as drawn when they do not tell."""

    def stands(point: Point, level: float) -> bool:
        return any(
            unit.geometry is not None and unit.properties["level_id"] == level_name(level)
            and unit.geometry.dwithin(point, _MEET_M)
            for unit in units
        )  # fmt: skip

    as_drawn = stands(start, low) + stands(end, high)
    reversed_ = stands(end, low) + stands(start, high)
    return as_drawn >= reversed_


def _meet(below: Flight, above: Flight, levels: frozenset[float]) -> bool:
    same = below.high == above.low and below.kind is above.kind and below.one_way == above.one_way
    return same and below.high not in levels and below.head.dwithin(above.foot, _MEET_M)
