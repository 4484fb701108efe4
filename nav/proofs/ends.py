"""Whose ways prove a release: the entrances people come in by, and the public destinations they go to."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import LineString, Point

from maps.feature_types import NON_WALKABLE_CATEGORIES
from maps.ids import FeatureId
from maps.labels import Labels, label
from maps.needs import NEEDS
from maps.places import PlaceInfo, places
from maps.position import Position
from maps.venue import Access, Opening, Unit, Venue
from nav.conditions import OPEN, Conditions, Switches
from nav.costs.codes import Crossing
from nav.costs.cost import Block, Tariff
from nav.costs.tariffs import Tariffs
from nav.profile import TravelProfile
from nav.route import End, Place

_STEP_M = 0.6
"""Ways begin this far from the line of an entrance [m]."""
_ALWAYS = frozenset({"service_point", "service_group", "parking_lot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofEnd:
    """An entrance or a public destination.

    Parameters
    ----------
    kind : str
        ``entrance``, or as in `maps.places.PlaceInfo`.
    labels : mapping
        What people call it, by language.
    position : Position
        Where it is; `ordinal` is that of its level.
    end : Position or Place
        What the router is asked.
    """

    id: FeatureId
    kind: str
    labels: Labels
    position: Position
    ordinal: int
    end: End

    @property
    def name(self) -> str:
        """What people call it, in English where there is an English name."""
        return label(self.labels, "en", self.id)


def destinations(venue: Venue) -> tuple[ProofEnd, ...]:
    """Return the public destinations: where a release must not cut people off.

    Named units for the public, whatever they are for; every service point and group; parking lots; points of interest
    that have a name or serve a need people search for. What lies in a unit that is not for the public is none of it.
    """
    return tuple(
        ProofEnd(
            id=place.id,
            kind=place.kind,
            labels=place.labels,
            position=place.position,
            ordinal=venue.get_level(place.level_id).ordinal,
            end=Place(id=place.id),
        )
        for place in places(venue)
        if _is_public(venue, place) and _is_sought(place)
    )


def entrances(venue: Venue) -> tuple[ProofEnd, ...]:
    """Return the public entrances: each just outside its door where the plan has ground there, else just inside."""
    return tuple(_entrance(venue, opening) for opening in _public_entrances(venue))


def entered_by(venue: Venue, profile: TravelProfile, conditions: Conditions = OPEN) -> tuple[bool, ...]:
    """Return for each of the `entrances` whether somebody gets through its door.

    Only of those with nothing drawn outside, where ways begin behind the door; any other door is on the way.
    """
    units = [[venue.get_unit(unit_id) for unit_id in each.unit_ids] for each in _public_entrances(venue)]
    doors = [
        Crossing(opening=opening, out_of=sides[0], into=sides[0])
        for opening, sides in zip(_public_entrances(venue), units, strict=True)
    ]
    blocked = _tariff(doors, profile, conditions).blocked if doors else ()
    return tuple(len(sides) > 1 or block == Block.FREE for sides, block in zip(units, blocked, strict=True))


def _tariff(doors: list[Crossing], profile: TravelProfile, conditions: Conditions) -> Tariff:
    return Switches(doors).under(Tariffs(doors).of(profile), conditions.felt_by(profile))


def _is_public(venue: Venue, place: PlaceInfo) -> bool:
    unit = venue.unit_by_id.get(place.unit_id) if place.unit_id else None
    return unit is None or (unit.access is Access.PUBLIC and unit.category not in NON_WALKABLE_CATEGORIES)


def _is_sought(place: PlaceInfo) -> bool:
    if place.kind == "unit":
        return bool(place.labels)
    if place.kind == "amenity":
        return bool(place.labels) or any(need.is_served_by(place.category) for need in NEEDS)
    return place.kind in _ALWAYS


def _public_entrances(venue: Venue) -> Iterator[Opening]:
    return (each for each in venue.openings if each.entrance and each.unit_ids and each.access is Access.PUBLIC)


def _entrance(venue: Venue, opening: Opening) -> ProofEnd:
    units = [venue.get_unit(unit_id) for unit_id in opening.unit_ids]
    level = venue.get_level(opening.level_id)
    point = _beside(opening.line, _start(venue, units))
    position = Position(x_m=point.x, y_m=point.y, level_id=level.id)
    return ProofEnd(
        id=opening.id,
        kind="entrance",
        labels=opening.labels or _behind(venue, units).labels,
        position=position,
        ordinal=level.ordinal,
        end=position,
    )


def _start(venue: Venue, units: list[Unit]) -> Unit:
    """Return the unit in the open air, where people come from; else the first."""
    return next((unit for unit in units if venue.is_open_air(unit)), units[0])


def _behind(venue: Venue, units: list[Unit]) -> Unit:
    """Return the unit under a roof, which an entrance without a name is called by; else the first."""
    return next((unit for unit in units if not venue.is_open_air(unit)), units[0])


def _beside(line: LineString, unit: Unit) -> Point:
    """Return the point a step from the middle of a door, on the side of a unit."""
    middle = line.interpolate(0.5, normalized=True)
    sides = [line.offset_curve(sign * _STEP_M).interpolate(0.5, normalized=True) for sign in (1.0, -1.0)]
    return min((*sides, middle), key=lambda point: (round(unit.area.distance(point), 3), point == middle))
