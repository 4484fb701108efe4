"""Undo and redo read from a log that only grows: an undo is a change like any other that names what it undoes."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What undo and redo need to know of a change.

    Parameters
    ----------
    undoes : int or None
        The number of the change that it undoes.
    empty : bool
        Whether it changed nothing: there is nothing to undo, and what was undone may still be redone.
    """

    number: int
    undoes: int | None = None
    empty: bool = False


class History:
    """Which changes stand, and which may be undone or redone.

    Parameters
    ----------
    steps : iterable of Step
        The whole log, oldest first.

    Examples
    --------
    >>> history = History([Step(number=1), Step(number=2), Step(number=3, undoes=2)])
    >>> history.done, history.undone
    ([1], [3])
    """

    def __init__(self, steps: Iterable[Step]) -> None:
        self.done: list[int] = []
        """The changes that can be undone, oldest first; after a redo that is the redo."""
        self.undone: list[int] = []
        """The undos that can be redone, oldest first."""
        self._undone_by: dict[int, int] = {}
        self._origins: dict[int, int] = {}
        self._undos: set[int] = set()
        self._standing: set[int] = set()
        for step in steps:
            self._add(step)

    def stands(self, number: int) -> bool:
        """Return whether what a change did is so now: it was never undone, or redone since."""
        return number in self._standing

    def find_undoing(self, number: int) -> int | None:
        """Return the change that took one back, or None when it stands."""
        return None if self.stands(number) else self._undone_by.get(number)

    def _add(self, step: Step) -> None:
        number, undone = step.number, step.undoes
        if undone is None:
            self._origins[number] = number
            self._standing.add(number)
            if not step.empty:
                self.done.append(number)
                self.undone.clear()
            return
        origin = self._origins[number] = self._origins.get(undone, undone)
        self._undone_by[undone] = number
        if undone in self._undos:
            _discard(self.undone, undone)
            self.done.append(number)
            self._standing |= {origin, number}
        else:
            self._undos.add(number)
            _discard(self.done, undone)
            self.undone.append(number)
            self._standing -= {origin, undone}


def _discard(numbers: list[int], number: int) -> None:
    if number in numbers:
        numbers.remove(number)
