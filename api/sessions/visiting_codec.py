"""A visit under way as plain values and back, for `api.sessions.codec`."""

from typing import Any

import msgspec

from api.sessions.visiting import Visiting
from maps.ids import FeatureId
from maps.position import Position
from nav.route import Place
from nav.visits import (
    Appointment,
    Before,
    Done,
    Fasting,
    Itinerary,
    NoItineraryReason,
    OpeningHours,
    ReadyAfter,
    ReplanReason,
    Rule,
    SameCounter,
    Stop,
    Visit,
)

_RULES: dict[str, type[Rule]] = {
    each.__name__: each for each in (Appointment, Before, Fasting, OpeningHours, ReadyAfter, SameCounter)
}


class PackedEnd(msgspec.Struct, array_like=True):
    """A place or a point."""

    place: FeatureId | None = None
    point: Position | None = None


class PackedVisiting(msgspec.Struct, array_like=True):
    """A visit under way. Rules are named: their classes cannot be told apart by their fields."""

    start: PackedEnd
    end: PackedEnd | None
    t_s: float
    stops: tuple[Stop, ...]
    rules: list[tuple[str, dict[str, Any]]]
    itinerary: Itinerary
    planned_unix_s: float
    done: tuple[Done, ...]
    here: bool
    changes: int
    offered: Itinerary | None
    why: ReplanReason | None
    broken: NoItineraryReason | None


_PLAIN = ("itinerary", "planned_unix_s", "done", "here", "changes", "offered", "why", "broken")


def pack_visiting(visiting: Visiting) -> PackedVisiting:
    """Return a visit under way as plain values."""
    visit = visiting.visit
    return PackedVisiting(
        start=_pack_end(visit.start),
        end=None if visit.end is None else _pack_end(visit.end),
        t_s=visit.t_s,
        stops=visit.stops,
        rules=[(type(rule).__name__, msgspec.to_builtins(rule)) for rule in visit.rules],
        **{name: getattr(visiting, name) for name in _PLAIN},
    )


def unpack_visiting(packed: PackedVisiting) -> Visiting:
    """Return the visit under way that `pack_visiting` made these of."""
    visit = Visit(
        start=_unpack_end(packed.start),
        end=None if packed.end is None else _unpack_end(packed.end),
        t_s=packed.t_s,
        stops=packed.stops,
        rules=tuple(msgspec.convert(values, _RULES[name]) for name, values in packed.rules),
    )
    return Visiting(visit=visit, **{name: getattr(packed, name) for name in _PLAIN})


def _pack_end(end: Place | Position) -> PackedEnd:
    return PackedEnd(place=end.id) if isinstance(end, Place) else PackedEnd(point=end)


def _unpack_end(packed: PackedEnd) -> Place | Position:
    if packed.place is not None:
        return Place(id=packed.place)
    assert packed.point is not None
    return packed.point
