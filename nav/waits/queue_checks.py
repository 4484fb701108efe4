"""Which readings of a queue are believed: what is wrong with the others has a name."""

import enum
from dataclasses import dataclass, replace

from nav.waits.queues import QueueState

STALE_S = 120.0
"""A queue not heard of for longer is shown as stale [s]."""
SKEW_S = 30.0
"""A source's clock may be ahead by this much [s]; such a reading counts as of now."""
JUMP = 10.0
"""A figure that grows or shrinks by this factor is doubted until the next reading says so too."""
FEW_PEOPLE = 5
"""Changes among so few people are no jumps."""
AGREES = 2.0
"""A second reading within this factor of a doubted one confirms it."""


class Verdict(enum.StrEnum):
    """What became of a reading."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    OUT_OF_ORDER = "out_of_order"
    FROM_FUTURE = "from_future"
    IMPOSSIBLE = "impossible"
    JUMPING = "jumping"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCheck:
    """What was made of one reading.

    Parameters
    ----------
    reading : QueueState
        As it came.
    field : str
        The doubtful or impossible field; empty for the other verdicts.
    t_s : float
        When it was checked [s].
    """

    reading: QueueState
    verdict: Verdict
    t_s: float
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWatch:
    """What is known of one queue.

    Parameters
    ----------
    state : QueueState or None
        The last reading that was believed.
    quarantined : QueueCheck or None
        The last one that was not, since then: shown, never used.
    """

    state: QueueState | None = None
    quarantined: QueueCheck | None = None

    def take(self, reading: QueueState, t_s: float) -> tuple["QueueWatch", QueueCheck]:
        """Return what is known after a reading that came at `t_s`, and what was made of it."""
        check = self._judge(reading, t_s)
        if check.verdict is Verdict.ACCEPTED:
            return QueueWatch(state=replace(reading, t_s=min(reading.t_s, t_s))), check
        if check.verdict in (Verdict.DUPLICATE, Verdict.OUT_OF_ORDER):
            return self, check
        return replace(self, quarantined=check), check

    def _judge(self, reading: QueueState, t_s: float) -> QueueCheck:
        fault = reading.find_fault()
        if fault:
            return QueueCheck(reading=reading, verdict=Verdict.IMPOSSIBLE, t_s=t_s, field=fault)
        if reading.t_s > t_s + SKEW_S:
            return QueueCheck(reading=reading, verdict=Verdict.FROM_FUTURE, t_s=t_s, field="t_s")
        if self.state is not None and not _is_newer(reading, self.state):
            same = replace(reading, t_s=self.state.t_s) == self.state
            verdict = Verdict.DUPLICATE if same else Verdict.OUT_OF_ORDER
            return QueueCheck(reading=reading, verdict=verdict, t_s=t_s)
        jump = self._find_jump(reading)
        verdict = Verdict.JUMPING if jump else Verdict.ACCEPTED
        return QueueCheck(reading=reading, verdict=verdict, t_s=t_s, field=jump)

    def _find_jump(self, reading: QueueState) -> str:
        """Return the figure that jumped, unless the reading before said so too."""
        if self.state is None:
            return ""
        doubted = self.quarantined.reading if self.quarantined and not self.quarantined.reading.find_fault() else None
        for name, floor in (("waiting", FEW_PEOPLE), ("servers_open", FEW_PEOPLE), ("service_mean_s", 1.0)):
            if _factor(self.state, reading, name, floor) < JUMP:
                continue
            if doubted is None or _factor(doubted, reading, name, floor) > AGREES or not _is_newer(reading, doubted):
                return name
        return ""


def _is_newer(reading: QueueState, known: QueueState) -> bool:
    """By the source's own count where both have one: its clock may have been set back."""
    if reading.sequence is not None and known.sequence is not None:
        return reading.sequence > known.sequence
    return reading.t_s > known.t_s


def _factor(one: QueueState, two: QueueState, name: str, floor: float) -> float:
    first, second = getattr(one, name), getattr(two, name)
    if first is None or second is None:
        return 1.0
    less, more = sorted((max(first, floor), max(second, floor)))
    return float(more / less)
