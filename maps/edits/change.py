"""A change: edits that somebody made together, that are told in one sentence and undone as one."""

from dataclasses import dataclass
from datetime import datetime

from maps.edits.edit import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is written beside a change.

    Parameters
    ----------
    words : str
        What was done, in one sentence.
    author : str
        Who did it.
    """

    words: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a draft's log.

    Parameters
    ----------
    number : int
        1, 2, 3 …: the version of the draft that it made.
    at : datetime
        Aware, UTC.
    edits : tuple of Edit
        What it changed, each feature at most once; empty for the first import.
    undoes : int or None
        The change whose inverse this is; a redo undoes an undo.
    """

    number: int
    note: Note
    at: datetime
    edits: tuple[Edit, ...]
    undoes: int | None = None
