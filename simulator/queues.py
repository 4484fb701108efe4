"""The queues of a hospital day: people come, choose the shorter of two lines, are served and go. Seeded."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from maps.venue import Venue

STEP_S = 1.0
WARM_UP_S = 1800.0
"""Before anybody looks, the day has gone on for so long [s]."""
_SERVICE_S = (45.0, 180.0)
"""Shortest and longest mean of a service, by group [s]."""
_LOAD = (0.6, 0.95)
"""The share of time that the servers of a group are busy."""


@dataclass(slots=True, kw_only=True)
class Line:
    """One counter and those in front of it."""

    place_id: FeatureId
    waiting: int = 0
    is_busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Counters that do the same job.

    Parameters
    ----------
    service_s : float
        Mean of a service [s].
    per_s : float
        People who come in a second.
    """

    lines: tuple[Line, ...]
    service_s: float
    per_s: float


class QueueWorld:
    """The counters of a venue over time: Poisson arrivals, exponential services.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same generator, the same day.
    """

    def __init__(self, venue: Venue, rng: np.random.Generator) -> None:
        self._rng = rng
        self.groups = tuple(_groups(venue, rng))

    def advance(self, by_s: float) -> None:
        """Let time go by, in steps of a second."""
        for _ in range(round(by_s / STEP_S)):
            for group in self.groups:
                self._serve(group)
                for _ in range(int(self._rng.poisson(group.per_s * STEP_S))):
                    self._join(group)

    def _serve(self, group: Group) -> None:
        p_done = -np.expm1(-STEP_S / group.service_s)
        for line in group.lines:
            if line.is_busy and self._rng.random() < p_done:
                line.is_busy = line.waiting > 0
                line.waiting = max(line.waiting - 1, 0)

    def _join(self, group: Group) -> None:
        seen = self._rng.choice(len(group.lines), min(2, len(group.lines)), replace=False)
        line = min((group.lines[index] for index in seen), key=lambda each: (each.waiting, each.is_busy))
        if line.is_busy:
            line.waiting += 1
        else:
            line.is_busy = True


def _groups(venue: Venue, rng: np.random.Generator) -> Iterator[Group]:
    for group in venue.service_groups:
        lines = tuple(Line(place_id=each.id) for each in venue.service_points if each.group_id == group.id)
        if lines:
            service_s = float(rng.uniform(*_SERVICE_S))
            load = float(rng.uniform(*_LOAD))
            yield Group(lines=lines, service_s=service_s, per_s=load * len(lines) / service_s)
