"""Draft features → frozen features. Says what it cannot take; decides nothing about whether it may."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from shapely.geometry import Point

from maps.draft import DraftFeature, VenueDraft
from maps.errors import BadInputError
from maps.feature_types import FEATURE_TYPES, NON_WALKABLE_CATEGORIES
from maps.fields import Fields
from maps.ids import FeatureId, LevelId
from maps.parking import ParkingBay, ParkingLot
from maps.positioning import QrPoint, Transmitter, TransmitterKind
from maps.services import ServiceGroup, ServicePoint
from maps.venue import (
    Access,
    Accessibility,
    Amenity,
    Building,
    Fixture,
    Hygiene,
    Level,
    Opening,
    Portal,
    PortalKind,
    PortalStop,
    Unit,
    Venue,
)

Name = TypeVar("Name", bound=str)


def assemble_feature(feature: DraftFeature) -> object:
    """Return one draft feature as its frozen class.

    Raises
    ------
    BadInputError
        Naming the feature, the field and the value.
    """
    build = _BUILDERS.get(feature.feature_type)
    if build is None:
        raise BadInputError(
            f"Feature {feature.id!r} is of the unknown kind {feature.feature_type!r}.",
            remedy=f"The kinds are {', '.join(_BUILDERS)}.",
        )
    return build(FeatureId(feature.id), Fields(feature))


def assemble(draft: VenueDraft, *, revision: int, freeze: Callable[[DraftFeature], object] = assemble_feature) -> Venue:
    """Return the draft as a frozen venue.

    Levels come in the order of their ordinals, everything else in the order of its ids, so that the same content is
    the same venue whatever order it was read in. What is of no use is left out (`is_left_out`; the audit names
    each).

    Parameters
    ----------
    freeze : callable
        Does what `assemble_feature` does, perhaps knowing the outcome already.

    Raises
    ------
    BadInputError
        If a feature is of an unknown kind or a value is missing or of the wrong type.
    """
    parts: dict[str, list[Any]] = {kind.venue_field: [] for kind in FEATURE_TYPES.values()}
    for feature in sorted(draft.features, key=lambda each: each.id):
        if not is_left_out(feature):
            frozen = freeze(feature)
            parts[FEATURE_TYPES[feature.feature_type].venue_field].append(frozen)
    parts["levels"].sort(key=lambda level: (level.ordinal, level.id))
    return Venue(
        id=draft.id,
        revision=revision,
        frame=draft.frame,
        labels=dict(draft.labels),
        purpose=draft.purpose,
        attribution=draft.attribution,
        **{venue_field: tuple(features) for venue_field, features in parts.items()},
    )


def is_left_out(feature: DraftFeature) -> bool:
    """Return whether a feature is of no use, and nothing needs it.

    An opening on no wall or of no unit, a portal with under two stops, a fixture without a shape.
    """
    if feature.feature_type == "fixture":
        return feature.geometry is None or feature.geometry.is_empty
    if feature.feature_type == "opening":
        return isinstance(feature.geometry, Point) or not feature.properties.get("unit_ids")
    return feature.feature_type == "portal" and len(feature.properties.get("stops") or ()) < 2


def _ids(names: Iterable[str]) -> tuple[FeatureId, ...]:
    return tuple(FeatureId(name) for name in names)


def _find_id(name: str | None) -> FeatureId | None:
    return None if name is None else FeatureId(name)


def _level_id(fields: Fields) -> LevelId:
    return LevelId(fields.text("level_id"))


def _building(identity: FeatureId, fields: Fields) -> Building:
    return Building(id=identity, labels=fields.labels("labels"), outline=fields.find_area())


def _level(identity: FeatureId, fields: Fields) -> Level:
    survey_frame = fields.find_numbers("survey_frame", 6)
    return Level(
        id=LevelId(identity),
        ordinal=fields.integer("ordinal"),
        elevation_m=fields.number("elevation_m"),
        outline=fields.area(),
        labels=fields.labels("labels"),
        short_labels=fields.labels("short_labels"),
        building_id=_find_id(fields.find_text("building_id")),
        outdoor=fields.flag("outdoor", False),
        survey_frame=survey_frame,  # type: ignore[arg-type]  # six numbers were asked for
    )


def _unit(identity: FeatureId, fields: Fields) -> Unit:
    category = fields.text("category")
    return Unit(
        id=identity,
        level_id=_level_id(fields),
        category=category,
        area=fields.area(),
        walkable=fields.flag("walkable", category not in NON_WALKABLE_CATEGORIES),
        labels=fields.labels("labels"),
        aliases=fields.texts("aliases"),
        function=fields.text("function", ""),
        access=fields.choice("access", Access, Access.PUBLIC),
        accessibility=fields.choice("accessibility", Accessibility, Accessibility.UNKNOWN),
        display_point=fields.find_point("display_point"),
        external_ids=fields.labels("external_ids"),
        covered=fields.find_flag("covered"),
        tactile_paving=fields.flag("tactile_paving", False),
        hygiene=fields.choice("hygiene", Hygiene, Hygiene.GENERAL),
    )


def _opening(identity: FeatureId, fields: Fields) -> Opening:
    return Opening(
        id=identity,
        level_id=_level_id(fields),
        line=fields.line(),
        unit_ids=_ids(fields.texts("unit_ids")),
        has_door=fields.flag("has_door", True),
        automatic=fields.flag("automatic", False),
        entrance=fields.flag("entrance", False),
        access=fields.choice("access", Access, Access.PUBLIC),
        accessibility=fields.choice("accessibility", Accessibility, Accessibility.UNKNOWN),
        one_way_to=_find_id(fields.find_text("one_way_to")),
        labels=fields.labels("labels"),
        force_n=fields.find_number("force_n"),
    )


def _stop(fields: Fields) -> PortalStop:
    return PortalStop(
        level_id=_level_id(fields), unit_id=FeatureId(fields.text("unit_id")), point=fields.get_point("point")
    )


def _portal(identity: FeatureId, fields: Fields) -> Portal:
    return Portal(
        id=identity,
        kind=fields.choice("kind", PortalKind),
        stops=tuple(_stop(stop) for stop in fields.entries("stops")),
        one_way=fields.flag("one_way", False),
        access=fields.choice("access", Access, Access.PUBLIC),
        accessibility=fields.choice("accessibility", Accessibility, Accessibility.UNKNOWN),
        labels=fields.labels("labels"),
        bank=fields.text("bank", ""),
        car_width_m=fields.find_number("car_width_m"),
        car_depth_m=fields.find_number("car_depth_m"),
        slope_percent=fields.find_number("slope_percent"),
        hygiene=fields.choice("hygiene", Hygiene, Hygiene.GENERAL),
    )


def _amenity(identity: FeatureId, fields: Fields) -> Amenity:
    return Amenity(
        id=identity,
        level_id=_level_id(fields),
        category=fields.text("category"),
        point=fields.point(),
        unit_id=_find_id(fields.find_text("unit_id")),
        labels=fields.labels("labels"),
    )


def _fixture(identity: FeatureId, fields: Fields) -> Fixture:
    return Fixture(
        id=identity,
        level_id=_level_id(fields),
        category=fields.text("category"),
        area=fields.area(),
        solid=fields.flag("solid", True),
    )


def _service_group(identity: FeatureId, fields: Fields) -> ServiceGroup:
    return ServiceGroup(
        id=identity, kind=fields.text("kind"), labels=fields.labels("labels"), aliases=fields.texts("aliases")
    )


def _service_point(identity: FeatureId, fields: Fields) -> ServicePoint:
    return ServicePoint(
        id=identity,
        level_id=_level_id(fields),
        point=fields.point(),
        unit_id=FeatureId(fields.text("unit_id")),
        group_id=FeatureId(fields.text("group_id")),
        labels=fields.labels("labels"),
    )


def _parking_lot(identity: FeatureId, fields: Fields) -> ParkingLot:
    return ParkingLot(id=identity, labels=fields.labels("labels"))


def _parking_bay(identity: FeatureId, fields: Fields) -> ParkingBay:
    return ParkingBay(
        id=identity,
        level_id=_level_id(fields),
        lot_id=FeatureId(fields.text("lot_id")),
        area=fields.area(),
        label=fields.text("label", ""),
        accessible=fields.flag("accessible", False),
    )


def _qr_point(identity: FeatureId, fields: Fields) -> QrPoint:
    return QrPoint(
        id=identity,
        level_id=_level_id(fields),
        point=fields.point(),
        code=fields.text("code"),
        labels=fields.labels("labels"),
    )


def _transmitter(identity: FeatureId, fields: Fields) -> Transmitter:
    return Transmitter(
        id=identity,
        kind=fields.choice("kind", TransmitterKind),
        level_id=_level_id(fields),
        point=fields.point(),
        addresses=fields.texts("addresses"),
        height_m=fields.number("height_m", 2.5),
        rssi_at_1m_dbm=fields.number("rssi_at_1m_dbm", -59.0),
    )


_BUILDERS: Mapping[str, Callable[[FeatureId, Fields], object]] = {
    "building": _building,
    "level": _level,
    "unit": _unit,
    "opening": _opening,
    "portal": _portal,
    "amenity": _amenity,
    "fixture": _fixture,
    "service_group": _service_group,
    "service_point": _service_point,
    "parking_lot": _parking_lot,
    "parking_bay": _parking_bay,
    "qr_point": _qr_point,
    "transmitter": _transmitter,
}
