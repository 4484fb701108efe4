"""The strict, frozen venue: what a published revision is made of.

Geometry is shapely, in the venue's `LocalFrame` (metres). A `Venue` comes only out of the audit
(`maps.publish`), so its readers may rely on it: ids are unique, references resolve, polygons are valid.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.doorways import doorway
from maps.errors import NotFoundError
from maps.frame import LocalFrame
from maps.ids import FeatureId, LevelId, VenueId
from maps.labels import Labels
from maps.parking import ParkingBay, ParkingLot
from maps.positioning import QrPoint, Transmitter
from maps.services import ServiceGroup, ServicePoint
from maps.shapes import Area


class Accessibility(enum.StrEnum):
    """Whether a wheelchair passes. Unknown is its own value, with its own cost."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Access(enum.StrEnum):
    """Who may enter."""

    PUBLIC = "public"
    STAFF = "staff"
    CLOSED = "closed"


class Hygiene(enum.StrEnum):
    """Whom infection control wants on a way: clean ways keep what is clean, dirty ones take patients who may infect."""

    GENERAL = "general"
    CLEAN = "clean"
    DIRTY = "dirty"


class PortalKind(enum.StrEnum):
    """The ways between levels."""

    STAIRS = "stairs"
    RAMP = "ramp"
    ELEVATOR = "elevator"
    ESCALATOR = "escalator"
    MOVING_WALKWAY = "moving_walkway"


OPEN_AIR_CATEGORIES = frozenset({"unenclosedarea", "road", "sidewalk", "terrace"})
"""Unit categories (IMDF) without a roof, unless the source says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building; its outline is optional."""

    id: FeatureId
    labels: Labels = field(default_factory=dict)
    outline: Area | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One storey of one or more buildings.

    Parameters
    ----------
    ordinal : int
        Order from the ground (0); levels of the same ordinal are side by side and may touch.
    elevation_m : float
        Height of the floor above the venue's ground [m].
    outline : Polygon or MultiPolygon
        The level's extent [local m].
    survey_frame : tuple of float or None
        ``(a, b, xoff, c, d, yoff)``: local = [[a, b], [c, d]] · survey + offset, for plans whose traces use their
        own metres.
    """

    id: LevelId
    ordinal: int
    elevation_m: float
    outline: Area
    labels: Labels = field(default_factory=dict)
    short_labels: Labels = field(default_factory=dict)
    building_id: FeatureId | None = None
    outdoor: bool = False
    survey_frame: tuple[float, float, float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A space on one level.

    Parameters
    ----------
    category : str
        IMDF unit category (``room``, ``walkway``, ``elevator``, ``restroom.female``, ``waitingroom`` …).
    walkable : bool
        People walk here: not a void, a shaft or a solid block.
    function : str
        What it is for in the hospital, a department code (``cardiology``, ``pharmacy`` …) or empty.
    covered : bool or None
        Under a roof; None when only its category and level say so (`Venue.is_open_air`).
    tactile_paving : bool
        Paving that can be followed with a cane or the feet is known to lead through it.
    """

    id: FeatureId
    level_id: LevelId
    category: str
    area: Area
    walkable: bool = True
    labels: Labels = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    function: str = ""
    access: Access = Access.PUBLIC
    accessibility: Accessibility = Accessibility.UNKNOWN
    display_point: Point | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)
    covered: bool | None = None
    tactile_paving: bool = False
    hygiene: Hygiene = Hygiene.GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A line that joins two units of one level, or one unit and the open air.

    Parameters
    ----------
    line : LineString
        The clear gap [local m]; its length is the clear width.
    unit_ids : tuple of FeatureId
        The units it joins: two, or one for an entrance from outside.
    has_door : bool
        False for an archway or a virtual joint between open areas.
    one_way_to : FeatureId or None
        The only unit it may be walked into, or None for both ways.
    force_n : float or None
        What it takes to open the door by hand [N], where known.
    """

    id: FeatureId
    level_id: LevelId
    line: LineString
    unit_ids: tuple[FeatureId, ...]
    has_door: bool = True
    automatic: bool = False
    entrance: bool = False
    access: Access = Access.PUBLIC
    accessibility: Accessibility = Accessibility.UNKNOWN
    one_way_to: FeatureId | None = None
    labels: Labels = field(default_factory=dict)
    force_n: float | None = None

    @property
    def width_m(self) -> float:
        """The clear width [m]."""
        return float(self.line.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStop:
    """Where a portal meets a level: its landing unit and the point where people board and leave."""

    level_id: LevelId
    unit_id: FeatureId
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Stairs, ramp, lift, escalator or moving walk: joins the levels of its stops.

    Parameters
    ----------
    stops : tuple of PortalStop
        Two or more, in the order of travel: upward, or with the direction when `one_way`.
    one_way : bool
        Travel only from earlier stops to later ones (an escalator).
    bank : str
        Lifts of one bank answer the same call: whichever comes first is taken.
    car_width_m, car_depth_m : float or None
        Clear size of a lift car [m], where known.
    """

    id: FeatureId
    kind: PortalKind
    stops: tuple[PortalStop, ...]
    one_way: bool = False
    access: Access = Access.PUBLIC
    accessibility: Accessibility = Accessibility.UNKNOWN
    labels: Labels = field(default_factory=dict)
    bank: str = ""
    car_width_m: float | None = None
    car_depth_m: float | None = None
    slope_percent: float | None = None
    hygiene: Hygiene = Hygiene.GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Amenity:
    """A point of interest inside a unit (IMDF): information, drinking fountain, wheelchair loan …"""

    id: FeatureId
    level_id: LevelId
    category: str
    point: Point
    unit_id: FeatureId | None = None
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A solid thing on the floor (desk, wall, planter, column): drawn, and an obstacle when `solid`."""

    id: FeatureId
    level_id: LevelId
    category: str
    area: Area
    solid: bool = True


Feature = (
    Building
    | Unit
    | Opening
    | Portal
    | Amenity
    | Fixture
    | ServiceGroup
    | ServicePoint
    | ParkingLot
    | ParkingBay
    | QrPoint
    | Transmitter
)


@dataclass(frozen=True, kw_only=True)
class Venue:
    """An immutable revision of a place.

    Parameters
    ----------
    revision : int
        1, 2, 3 … without gaps; 0 for a preview that is not published.
    purpose : str
        ``navigation`` when rooms and doors join into walkable space; ``positioning`` for a building known only as
        outlines (its walkable space is the floor without its units).
    """

    id: VenueId
    revision: int
    frame: LocalFrame
    levels: tuple[Level, ...]
    units: tuple[Unit, ...]
    openings: tuple[Opening, ...] = ()
    portals: tuple[Portal, ...] = ()
    labels: Labels = field(default_factory=dict)
    purpose: str = "navigation"
    buildings: tuple[Building, ...] = ()
    amenities: tuple[Amenity, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    service_groups: tuple[ServiceGroup, ...] = ()
    service_points: tuple[ServicePoint, ...] = ()
    parking_lots: tuple[ParkingLot, ...] = ()
    parking_bays: tuple[ParkingBay, ...] = ()
    qr_points: tuple[QrPoint, ...] = ()
    transmitters: tuple[Transmitter, ...] = ()
    attribution: str = ""

    @cached_property
    def level_by_id(self) -> Mapping[LevelId, Level]:
        """Levels by id."""
        return MappingProxyType({level.id: level for level in self.levels})

    @cached_property
    def unit_by_id(self) -> Mapping[FeatureId, Unit]:
        """Units by id."""
        return MappingProxyType({unit.id: unit for unit in self.units})

    @cached_property
    def units_by_level(self) -> Mapping[LevelId, tuple[Unit, ...]]:
        """Units of each level, in the venue's order."""
        return MappingProxyType(
            {level.id: tuple(unit for unit in self.units if unit.level_id == level.id) for level in self.levels}
        )

    @cached_property
    def openings_by_unit(self) -> Mapping[FeatureId, tuple[Opening, ...]]:
        """Openings of each unit that has any, in the venue's order."""
        found: dict[FeatureId, list[Opening]] = {}
        for opening in self.openings:
            for unit_id in opening.unit_ids:
                found.setdefault(unit_id, []).append(opening)
        return MappingProxyType({unit_id: tuple(openings) for unit_id, openings in found.items()})

    @cached_property
    def walls_by_unit(self) -> Mapping[FeatureId, BaseGeometry]:
        """The walls of each unit: its outline without its openings."""
        return MappingProxyType({unit.id: self._walls(unit) for unit in self.units})

    def _walls(self, unit: Unit) -> BaseGeometry:
        openings = self.openings_by_unit.get(unit.id, ())
        return unit.area.boundary.difference(shapely.union_all([self.doorway(opening) for opening in openings]))

    def doorway(self, opening: Opening) -> BaseGeometry:
        """Return the ground of an opening, from one side of its wall to the other."""
        return doorway(opening.line, [self.unit_by_id[unit_id].area for unit_id in opening.unit_ids])

    @cached_property
    def feature_by_id(self) -> Mapping[FeatureId, Feature]:
        """Every feature that stands somewhere or has a name, by id; levels have ids of their own."""
        groups: tuple[tuple[Feature, ...], ...] = (
            self.buildings,
            self.units,
            self.openings,
            self.portals,
            self.amenities,
            self.fixtures,
            self.service_groups,
            self.service_points,
            self.parking_lots,
            self.parking_bays,
            self.qr_points,
            self.transmitters,
        )
        return MappingProxyType({feature.id: feature for group in groups for feature in group})

    def get_level(self, level_id: LevelId) -> Level:
        """Return the level, or raise `NotFoundError` naming those that exist."""
        level = self.level_by_id.get(level_id)
        if level is None:
            raise NotFoundError(
                f"Venue {self.id!r} has no level {level_id!r}.",
                remedy=f"Its levels are {', '.join(sorted(self.level_by_id))}.",
            )
        return level

    def is_open_air(self, unit: Unit) -> bool:
        """Return whether rain falls on a unit: as stated, else by its category and its level."""
        if unit.covered is not None:
            return not unit.covered
        return unit.category in OPEN_AIR_CATEGORIES or self.get_level(unit.level_id).outdoor

    def get_unit(self, unit_id: FeatureId) -> Unit:
        """Return the unit, or raise `NotFoundError`."""
        unit = self.unit_by_id.get(unit_id)
        if unit is None:
            raise NotFoundError(f"Venue {self.id!r} has no unit {unit_id!r}.", remedy="Search for its name.")
        return unit
