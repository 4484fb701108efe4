"""Drafts, their changes and their differences as JSON; the command line prints the same."""

from collections.abc import Iterable, Sequence
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from api.drafting import Edited
from api.presenting.draft_documents import (
    ChangeDocument,
    ChangeLineDocument,
    ConflictDocument,
    DifferenceDocument,
    DraftDocument,
    DraftFeatureDocument,
    DraftHead,
    EditedDocument,
    LogDocument,
    RevisionLine,
)
from api.presenting.times import utc_text
from api.store import ChangeLine, PublishedRevision, StoredDraft
from maps.draft import DraftFeature, VenueDraft
from maps.edits import Change, Conflict, Edit
from maps.edits.describe import Difference, describe, in_words
from maps.edits.fields import ABSENT
from maps.edits.locate import Coordinates, told_geometry, told_properties
from maps.frame import LocalFrame


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
