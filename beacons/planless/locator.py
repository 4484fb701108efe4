"""Where phones are: one scan at a time, or the scans of a run one after the other."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons.evidence import fresh_share
from beacons.honesty import Circles
from beacons.planless.places import Evidence, Habits, Place, Reading, normal, placed
from maps.ids import LevelId
from maps.position import Fix, NoFix, NoFixReason, Position

Shares = npt.NDArray[np.float32]

_WIDEST_M = 60.0
_RESTART_S = 60.0
"""After a silence this long a run begins again; what was learnt of its radios stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """What is known in the course of a run.

    Parameters
    ----------
    t_s : float or None
        When something was last heard [s].
    p : array or None
        The belief: (cells, ways of moving).
    """

    habits: Habits
    t_s: float | None = None
    p: Shares | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Factors from raw radii to circles that hold the truth: of single scans, of scans in a run, of ranges."""

    one_scan: Circles
    in_run: Circles
    ranged: Circles


WITHOUT_SURVEY = Calibration(
    one_scan=Circles(scale_68=1.09, scale_95=1.16),
    in_run=Circles(scale_68=1.14, scale_95=1.31),
    ranged=Circles(scale_68=0.78, scale_95=0.88),
)
"""Between what simulated halls ask for (``python -m benchmarks.halls --halls 16``) and what the training parts of the
open data do (library, ranging rooms); runs have the halls alone."""


class Locator:
    """Turns readings into fixes with calibrated circles."""

    def __init__(self, evidence: Evidence, calibration: Calibration) -> None:
        self._evidence = evidence
        self._calibration = calibration

    def locate(self, reading: Reading, t_s: float = 0.0) -> Fix | NoFix:
        """Return where one scan was heard, whatever was heard before."""
        reason = self._find_reason(reading)
        if reason is not None:
            return NoFix(t_s=t_s, reason=reason)
        circles = self._calibration.ranged if reading.ranges else self._calibration.one_scan
        return self._fix(self._evidence.place(reading), t_s, circles)

    def start(self) -> RunState:
        """Return the state of a run that has not begun."""
        return RunState(habits=self._evidence.start())

    def step(self, state: RunState, reading: Reading, t_s: float) -> tuple[RunState, Fix | NoFix]:
        """Return the state after a scan of a run, and where it was heard given the scans before it.

        Parameters
        ----------
        t_s : float
            When; earlier than the scan before counts as its time [s].
        """
        reason = self._find_reason(reading)
        if reason is not None:
            return state, NoFix(t_s=t_s, reason=reason)
        said = self._evidence.said(reading, state.habits)
        prior, news = self._moved(state, t_s)
        p = prior * normal(news * said.log_p)[:, np.newaxis].astype(np.float32)
        total = float(p.sum())
        # Evidence that leaves nothing possible is wrong, and weighs nothing.
        p = p / np.float32(total) if total > 0.0 else prior
        habits = self._evidence.learnt(state.habits, said, p.sum(axis=1).astype(np.float64))
        after = replace(state, habits=habits, t_s=t_s if state.t_s is None else max(t_s, state.t_s), p=p)
        circles = self._calibration.ranged if reading.ranges else self._calibration.in_run
        return after, self._fix(placed(self._evidence.ground, p), t_s, circles)

    def _moved(self, state: RunState, t_s: float) -> tuple[Shares, float]:
        """Return the belief moved to now, and how much of a scan now is news."""
        ground = self._evidence.ground
        if state.p is None or state.t_s is None or t_s - state.t_s > _RESTART_S:
            return ground.start(), 1.0
        pause_s = max(t_s - state.t_s, 0.0)
        return ground.moved(state.p, pause_s), fresh_share(pause_s)

    def _find_reason(self, reading: Reading) -> NoFixReason | None:
        if not reading:
            return NoFixReason.NOTHING_HEARD
        if not self._evidence.knows(reading):
            return NoFixReason.UNKNOWN_TRANSMITTERS
        return None

    def _fix(self, place: Place, t_s: float, circles: Circles) -> Fix | NoFix:
        r68_m, r95_m = circles.radii(place.raw_68_m, place.raw_95_m)
        if r68_m > _WIDEST_M:
            return NoFix(t_s=t_s, reason=NoFixReason.TOO_UNCERTAIN)
        widening = circles.scale_68**2
        (xx, xy), (_, yy) = place.cov_m2
        return Fix(
            t_s=t_s,
            position=Position(
                x_m=place.x_m, y_m=place.y_m, level_id=LevelId(self._evidence.ground.levels[place.level])
            ),
            cov_m2=((widening * xx, widening * xy), (widening * xy, widening * yy)),
            r68_m=r68_m,
            r95_m=r95_m,
            p_level=place.p_level,
        )
