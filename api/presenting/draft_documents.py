"""What is told of drafts, their changes and their differences: the types of the JSON."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict


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
