"""Drafts, their changes and their differences as JSON; the command line prints the same."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NotRequired

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from typing_extensions import TypedDict

from api.drafting import Edited
from api.presenting.times import utc_text
from api.store import ChangeLine, PublishedRevision, StoredDraft
from maps.draft import DraftFeature, VenueDraft
from maps.edits import Change, Conflict, Edit
from maps.edits.describe import Difference, describe, in_words
from maps.edits.fields import ABSENT
from maps.edits.locate import Coordinates, told_geometry, told_properties
from maps.frame import LocalFrame


class FieldDocument(TypedDict):
    """One field: from what to what, null for nothing; a geometry is GeoJSON."""

    name: str
    old: Any
    new: Any


class DifferenceDocument(TypedDict):
    """What happened to one feature: added, removed or changed.

    `text` says it in words. Of a feature added or removed `geometry` is where it is or was; of a changed one the fields
    say all. `moved_m` is how far its farthest point moved [m].
    """

    kind: str
    feature_type: str
    id: str
    level_id: str
    labels: dict[str, str]
    text: str
    moved_m: float | None
    fields: list[FieldDocument]
    geometry: NotRequired[Any]


class ConflictDocument(TypedDict):
    """A field that both sides changed; `exists` is the field in dispute when one removed the feature."""

    feature_type: str
    id: str
    field: str
    base: Any
    mine: Any
    theirs: Any


class EditedDocument(TypedDict):
    """The version that the draft has now, what was changed, and what a choice settled."""

    version: int
    changes: list[DifferenceDocument]
    settled: list[ConflictDocument]


class DraftFeatureDocument(TypedDict):
    """A feature of a draft as GeoJSON; beside its properties the feature_type, the source and the confidence."""

    type: Literal["Feature"]
    id: str
    geometry: Any
    properties: dict[str, Any]


class DraftHead(TypedDict):
    """What belongs to the draft as a whole: `version` is also the ETag, `base_revision` what it builds on."""

    id: str
    version: int
    base_revision: int
    latest_revision: int
    saved_at: str
    labels: dict[str, str]
    purpose: str
    attribution: str
    frame_origin: list[float]
    unread: int


class DraftDocument(TypedDict):
    """A draft as a GeoJSON feature collection."""

    type: Literal["FeatureCollection"]
    beeline: DraftHead
    features: list[DraftFeatureDocument]


class ChangeLineDocument(TypedDict):
    """One line of the log: who did what and when, how many features it touched, and by what it was undone."""

    number: int
    words: str
    by: str
    at: str
    features: int
    undoes: int | None
    undone_by: int | None


class LogDocument(TypedDict):
    """Lines of the log, the newest first; `undo` and `redo` are the changes that these would take next."""

    changes: list[ChangeLineDocument]
    undo: int | None
    redo: int | None


class ChangeDocument(TypedDict):
    """One change and what it did to each feature."""

    number: int
    words: str
    by: str
    at: str
    undoes: int | None
    changes: list[DifferenceDocument]


DiffDocument = TypedDict("DiffDocument", {"from": str, "to": str, "changes": list[DifferenceDocument]})
"""What differs between two states."""


class RevisionLine(TypedDict):
    """One revision: the last change of the draft that is in it (0: not recorded), and after a rollback what it is."""

    revision: int
    published_at: str
    sha256: str
    change: int
    same_as: int | None
    words: str
    by: str


class RevisionsDocument(TypedDict):
    """Every revision, the newest first."""

    revisions: list[RevisionLine]


class RollbackDocument(TypedDict):
    """The revision that was made, and what became of the draft.

    Without `conflicts` the draft follows. With them it stays as it is until it is rebased.
    """

    revision: RevisionLine
    version: int
    changes: list[DifferenceDocument]
    conflicts: list[ConflictDocument]


class Teller:
    """Tells of a draft in one kind of coordinates."""

    def __init__(self, frame: LocalFrame, coordinates: Coordinates = Coordinates.LONLAT) -> None:
        self._frame = frame
        self._coordinates = coordinates

    def draft(self, stored: StoredDraft, latest_revision: int, level: str | None) -> DraftDocument:
        """Return a draft, or what of it is on one level or on none."""
        draft = stored.draft
        return {
            "type": "FeatureCollection",
            "beeline": _head(stored, draft, latest_revision),
            "features": [self._feature(each) for each in draft.features if level is None or _is_on(each, level)],
        }

    def edited(self, edited: Edited) -> EditedDocument:
        """Return what became of a draft."""
        return {
            "version": edited.version,
            "changes": self.differences(edited.edits),
            "settled": self.conflicts(edited.settled),
        }

    def change(self, change: Change) -> ChangeDocument:
        """Return one change."""
        return {
            "number": change.number,
            "words": change.note.words,
            "by": change.note.author,
            "at": utc_text(change.at.timestamp()),
            "undoes": change.undoes,
            "changes": self.differences(change.edits),
        }

    def differences(self, edits: Iterable[Edit]) -> list[DifferenceDocument]:
        """Return what edits do."""
        return [self._difference(describe(edit), edit) for edit in edits]

    def features(self, edits: Iterable[Edit]) -> list[DraftFeatureDocument]:
        """Return what edits do as GeoJSON features; `difference` is added, removed, changed, or was (the old place)."""
        told = []
        for edit in edits:
            difference = describe(edit)
            kind, text = difference.kind.value, in_words(difference)
            told.append(self._feature(edit.feature, difference=kind, text=text))
            if difference.moved_m is not None and edit.old is not None:
                told.append(self._feature(edit.old, difference="was", text=text))
        return told

    def conflicts(self, conflicts: Sequence[Conflict]) -> list[ConflictDocument]:
        """Return what two sides disagree about."""
        return [
            {
                "feature_type": each.feature_type,
                "id": each.feature_id,
                "field": each.field,
                "base": self._value(each.field, each.base),
                "mine": self._value(each.field, each.mine),
                "theirs": self._value(each.field, each.theirs),
            }
            for each in conflicts
        ]

    def _difference(self, difference: Difference, edit: Edit) -> DifferenceDocument:
        document: DifferenceDocument = {
            "kind": difference.kind.value,
            "feature_type": difference.feature_type,
            "id": difference.feature_id,
            "level_id": difference.level_id,
            "labels": dict(difference.labels),
            "text": in_words(difference),
            "moved_m": None if difference.moved_m is None else round(difference.moved_m, 3),
            "fields": [
                {
                    "name": each.name,
                    "old": self._value(each.name, each.old),
                    "new": self._value(each.name, each.new),
                }
                for each in difference.fields
            ],
        }
        if edit.old is None or edit.new is None:
            document["geometry"] = self._geometry(edit.feature.geometry)
        return document

    def _feature(self, feature: DraftFeature, **more: str) -> DraftFeatureDocument:
        about = {
            **more,
            "feature_type": feature.feature_type,
            "source": feature.source,
            "confidence": feature.confidence,
        }
        return {
            "type": "Feature",
            "id": feature.id,
            "geometry": self._geometry(feature.geometry),
            "properties": {**told_properties(feature.properties, self._frame, self._coordinates), **about},
        }

    def _value(self, name: str, value: Any) -> Any:
        if value is ABSENT:
            return None
        if isinstance(value, BaseGeometry):
            return self._geometry(value)
        return told_properties({name: value}, self._frame, self._coordinates)[name]

    def _geometry(self, geometry: BaseGeometry | None) -> Any:
        return None if geometry is None else mapping(told_geometry(geometry, self._frame, self._coordinates))


def log_document(lines: Sequence[ChangeLine], undo: int | None, redo: int | None) -> LogDocument:
    """Return lines of the log."""
    return {"changes": [_line(each) for each in lines], "undo": undo, "redo": redo}


def revision_line(revision: PublishedRevision) -> RevisionLine:
    """Return one revision."""
    return {
        "revision": revision.revision,
        "published_at": utc_text(revision.published_at.timestamp()),
        "sha256": revision.sha256,
        "change": revision.change,
        "same_as": revision.same_as,
        "words": revision.note.words,
        "by": revision.note.author,
    }


def _line(line: ChangeLine) -> ChangeLineDocument:
    return {
        "number": line.number,
        "words": line.note.words,
        "by": line.note.author,
        "at": utc_text(line.at.timestamp()),
        "features": line.edit_count,
        "undoes": line.undoes,
        "undone_by": line.undone_by,
    }


def _head(stored: StoredDraft, draft: VenueDraft, latest_revision: int) -> DraftHead:
    return {
        "id": draft.id,
        "version": stored.version,
        "base_revision": stored.base_revision,
        "latest_revision": latest_revision,
        "saved_at": utc_text(stored.saved_at.timestamp()),
        "labels": dict(draft.labels),
        "purpose": draft.purpose,
        "attribution": draft.attribution,
        "frame_origin": [draft.frame.origin_lon_deg, draft.frame.origin_lat_deg],
        "unread": len(draft.unread),
    }


def _is_on(feature: DraftFeature, level: str) -> bool:
    if feature.feature_type == "level":
        return feature.id == level
    stops = feature.properties.get("stops")
    if isinstance(stops, list):
        return any(isinstance(stop, dict) and stop.get("level_id") == level for stop in stops)
    return bool(feature.properties.get("level_id", level) == level)
