"""Changes of a draft as values: each knows what was there and what is there now."""

from maps.edits.change import Change, Note
from maps.edits.diff import diff
from maps.edits.edit import Edit, apply
from maps.edits.rebase import Choices, Conflict, MergeConflictError, Rebased, Side, rebase

__all__ = [
    "Change",
    "Choices",
    "Conflict",
    "Edit",
    "MergeConflictError",
    "Note",
    "Rebased",
    "Side",
    "apply",
    "diff",
    "rebase",
]
