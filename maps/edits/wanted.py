"""Edits as a person or a page asks for them: add, change, remove, and the facts of the venue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from maps.draft import DraftFeature, VenueDraft
from maps.edits.codec import canonical
from maps.edits.diff import diff_features
from maps.edits.edit import Edit
from maps.edits.lawful import check_geometry, check_identity, check_kind, check_properties, check_venue
from maps.edits.locate import Coordinates, read_geometry, read_properties, shifted
from maps.edits.whole import UNREAD, VENUE, features_of
from maps.errors import ConflictError, NotFoundError
from maps.frame import LocalFrame

BY_HAND = "by hand"
"""The source of a feature that somebody drew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A feature that is not there yet."""

    id: str
    feature_type: str
    geometry: Mapping[str, Any] | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alter:
    """Another geometry, a shift, or other properties for a feature; what is left out stays.

    Parameters
    ----------
    feature_type : str
        Needed only where features of several kinds have that id.
    geometry : mapping or None
        A GeoJSON geometry.
    properties : mapping
        Name → value; null takes a property away.
    move_m : pair of float or None
        East and north [m]; the points among the properties move too.
    which : int or None
        1, 2 …: needed only where several features have that kind and id.
    """

    id: str
    feature_type: str = ""
    geometry: Mapping[str, Any] | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    move_m: tuple[float, float] | None = None
    which: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """A feature to take away; `feature_type` and `which` as in `Alter`."""

    id: str
    feature_type: str = ""
    which: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlterVenue:
    """Other `labels`, `purpose`, `attribution` or `frame_origin` of the venue."""

    facts: Mapping[str, Any]


Wanted = Add | Alter | Remove | AlterVenue


def make_edits(
    wanted: Iterable[Wanted], draft: VenueDraft, *, coordinates: Coordinates = Coordinates.LONLAT
) -> tuple[Edit, ...]:
    """Return the edits that do what is wanted, one after the other, each feature at most once.

    Parameters
    ----------
    coordinates : Coordinates
        What geometries and points are given in.

    Raises
    ------
    BadInputError
        If a value is not one that the field can hold; nothing of what is wanted is done then.
    NotFoundError, ConflictError
        If a feature to change is not there, or one to add is.
    TooLargeError
        If a geometry or the properties of a feature are too large.
    """
    sheet = _Sheet(draft, coordinates)
    for each in wanted:
        sheet.make(each)
    return diff_features(features_of(draft), sheet.features())


class _Sheet:
    """The features of a draft while it is being edited."""

    def __init__(self, draft: VenueDraft, coordinates: Coordinates) -> None:
        self._venue_id = draft.id
        self._frame = draft.frame
        self._coordinates = coordinates
        self._by_id: dict[str, list[DraftFeature]] = {}
        for feature in features_of(draft):
            self._by_id.setdefault(feature.id, []).append(feature)

    def features(self) -> Iterable[DraftFeature]:
        return (feature for features in self._by_id.values() for feature in features)

    def make(self, wanted: Wanted) -> None:
        if isinstance(wanted, Add):
            self._add(wanted)
        elif isinstance(wanted, Alter):
            old = self._get(wanted)
            self._replace(old, self._altered(old, wanted))
        elif isinstance(wanted, Remove):
            self._replace(self._get(wanted), None)
        else:
            self._alter_venue(wanted)

    def _alter_venue(self, wanted: AlterVenue) -> None:
        old = next(each for each in self._by_id[self._venue_id] if each.feature_type == VENUE)
        venue = canonical(check_venue(replace(old, properties={**old.properties, **wanted.facts})))
        lon, lat = venue.properties["frame_origin"]
        self._frame = LocalFrame(origin_lon_deg=lon, origin_lat_deg=lat)
        self._replace(old, venue)

    def _add(self, wanted: Add) -> None:
        if any(each.feature_type not in (VENUE, UNREAD) for each in self._by_id.get(wanted.id, ())):
            raise ConflictError(
                f"There is already a feature {wanted.id!r}.", remedy="Change it, or give the new one another id."
            )
        geometry = read_geometry(wanted.geometry, self._frame, self._coordinates, wanted.id)
        feature = DraftFeature(
            id=wanted.id,
            feature_type=wanted.feature_type,
            geometry=geometry,
            properties=self._patched({}, wanted.properties, wanted.id),
            source=BY_HAND,
        )
        check_identity(feature)
        check_properties(feature, wanted.properties)
        check_geometry(feature)
        self._by_id.setdefault(feature.id, []).append(canonical(feature))

    def _altered(self, old: DraftFeature, wanted: Alter) -> DraftFeature:
        check_kind(old)
        feature = replace(old, properties=self._patched(old.properties, wanted.properties, old.id))
        check_properties(feature, wanted.properties)
        if wanted.geometry is not None:
            geometry = read_geometry(wanted.geometry, self._frame, self._coordinates, old.id)
            feature = replace(feature, geometry=geometry)
            check_geometry(feature)
        return canonical(feature if wanted.move_m is None else shifted(feature, wanted.move_m))

    def _patched(self, old: Mapping[str, Any], given: Mapping[str, Any], name: str) -> dict[str, Any]:
        new = read_properties(given, self._frame, self._coordinates, name)
        return {key: value for key, value in {**old, **new}.items() if key not in given or value is not None}

    def _get(self, wanted: Alter | Remove) -> DraftFeature:
        of_kind = [each for each in self._by_id.get(wanted.id, ()) if wanted.feature_type in ("", each.feature_type)]
        found = [each for each in of_kind if each.feature_type != VENUE]
        which = wanted.which or 1
        if not found or which > len(found):
            kind = wanted.feature_type or "feature"
            raise NotFoundError(
                f"The draft has no {kind} {wanted.id!r}{f' number {which}' if found else ''}.",
                remedy="Check the id; beeline venue export writes those of what is published.",
            )
        if len(found) > 1 and wanted.which is None:
            kinds = ", ".join(each.feature_type for each in found)
            raise ConflictError(
                f"{len(found)} features have the id {wanted.id!r}: {kinds}.",
                remedy="Say the feature_type, and which (1, 2 …) where they are of one kind.",
            )
        return found[which - 1]

    def _replace(self, old: DraftFeature, new: DraftFeature | None) -> None:
        features = self._by_id[old.id]
        index = next(index for index, each in enumerate(features) if each is old)
        features[index : index + 1] = [] if new is None else [new]
