"""A causal track: scans in, honest fixes out.

What is known of a person is a belief: a probability for each cell of walkable space and each way of moving. A scan
moves it (`beacons.motion`, `beacons.drift`) and weighs it (`beacons.evidence`): Bayes' rule on a grid, a hidden Markov
model whose answers depend on nothing but what was heard.
"""

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons import motion
from beacons.belief import Belief, Estimate, estimate, pruned
from beacons.checks import usable_steps
from beacons.drift import joined, ride, spread, switched
from beacons.evidence import Gain, explained, fresh_share, matched, updated_gain
from beacons.grid import Grid
from beacons.honesty import Circles, circles_without_survey
from beacons.listening import Listener, Radio, pointed_at
from beacons.motion import BLIND, Gait, Moves, WalkedStep
from beacons.observation import Scan
from beacons.radiomap import Match, RadioMap
from beacons.signals import SignalTable
from beacons.track_state import TrackState
from beacons.transmitters import Heard, TransmitterTable
from beacons.walkable import WalkableSpace
from maps.position import Fix, NoFix, NoFixReason, Position
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float32]

_STEPS_COUNT_S = 30.0
"""A phone that counted a step this recently counts steps: without one, its owner stands."""
_STALE_S = 20.0
_STALE_WITH_STEPS_S = 180.0
"""By steps alone a place holds for so long [s]: on real walks the circles keep their promise (docs/positioning.md)."""
_UNSEEN_S = 5.0
"""Who was not heard of for so long [s], not even that they stand, may have walked uncounted."""
_RESTART_S = 60.0
"""After a silence this long, or a clock set back this far, the track begins again."""
_KEEP_STEPS_S = 8.0
_MOST_STEPS = 32
_MOST_HEARD = 64
"""Transmitters of which is remembered when they were last heard."""
NEWCOMERS = 0.02
"""Probability given anew to places where radio points: the way back from a wrong place or level."""
_NEWCOMER_REACH_M = 5.0
_START_REACH_M = 25.0
_WIDEST_M = 60.0
_SURVEYED_CELL_M = 1.0
"""A survey tells places apart that known transmitters alone do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """One step of a track, with what a smoother needs to go back over it.

    Parameters
    ----------
    moves : Moves or None
        How the belief before was moved; None where there was none.
    prior : Belief or None
        The belief before it was weighed; None while nothing is known.
    fresh : array of int32
        The cells that got the newcomers' probability; empty when nothing was heard.
    """

    state: TrackState
    answer: Fix | NoFix
    moves: Moves | None
    prior: Belief | None
    fresh: Cells


class Tracker:
    """Follows people through one venue; holds no person's state.

    Parameters
    ----------
    venue : Venue
        The floor to walk on, and the transmitters at known places.
    radio_map : RadioMap or None
        A survey, where there is one.
    """

    def __init__(self, venue: Venue, radio_map: RadioMap | None = None) -> None:
        self.venue = venue
        spatial = SpatialIndex(venue)
        self.space = WalkableSpace(spatial)
        self.grid = Grid(spatial, self.space, _SURVEYED_CELL_M if radio_map else None)
        self.table = TransmitterTable.of(venue)
        self.signals = SignalTable.of(spatial, self.grid, self.table)
        self.circles: Circles | None = radio_map.causal_circles if radio_map else None
        self._listener = Listener(self.table, radio_map)
        self._room = _Room(len(self.grid))

    def start(self) -> TrackState:
        """Return the state of somebody nobody has heard of."""
        return TrackState()

    def place(self, state: TrackState, position: Position, t_s: float, *, sd_m: float = 1.0) -> TrackState:
        """Return the state of somebody who said where they are (a QR point, a tap on the plan)."""
        level = self.grid.level_ids.index(self.venue.get_level(position.level_id).id)
        cells = self.grid.near(level, position.x_m, position.y_m, max(3.0 * sd_m, self.grid.cell_m))
        if not len(cells):
            cells = np.array([self.grid.nearest(level, position.x_m, position.y_m)], dtype=np.int32)
        away_m = np.hypot(self.grid.x_m[cells] - position.x_m, self.grid.y_m[cells] - position.y_m)
        sd_m = max(sd_m, self.grid.cell_m / 2.0)
        near = np.exp(-0.5 * (away_m**2 - away_m.min() ** 2) / sd_m**2)
        gait = _gait(state.stepped_s, t_s)
        belief = pruned(cells, np.outer(near, gait.prior).astype(np.float32))
        return replace(state, t_s=t_s, belief=belief, lag_m=np.zeros((len(gait.prior), 2)), placed_s=t_s)

    def step(self, state: TrackState, scan: Scan) -> tuple[TrackState, Fix | NoFix]:
        """Return the state after a scan, and the position at its time.

        Absurd readings are ignored (`beacons.checks`), late scans count as now, and a clock that jumps by more
        than a minute starts the track again. Nothing is drawn: the result depends on the arguments alone.
        """
        advance = self.advance(state, scan)
        return advance.state, advance.answer

    def advance(self, state: TrackState, scan: Scan) -> Advance:
        """Return one step of a track with all its parts; see `step`."""
        if not math.isfinite(scan.t_s):
            answer = NoFix(t_s=0.0 if state.t_s is None else state.t_s, reason=NoFixReason.STALE)
            return Advance(state=state, answer=answer, moves=None, prior=state.belief, fresh=_NOWHERE)
        state = _continued(state, scan.t_s)
        t_s = scan.t_s if state.t_s is None else max(scan.t_s, state.t_s)
        steps = usable_steps(scan)
        kept = tuple(step for step in (*state.steps, *steps) if t_s - step[0] <= _KEEP_STEPS_S)[-_MOST_STEPS:]
        stepped_s = t_s if steps or scan.counts_steps else state.stepped_s
        unseen = state.t_s is not None and t_s - state.t_s > _UNSEEN_S and not steps
        gait = BLIND if unseen else _gait(stepped_s, t_s)
        recent, radio = self._listener.listen(state.recent, scan.observations, t_s)
        belief, moves = self._moved(state, gait, steps, t_s)
        prior, fresh = self._joined(belief, radio, gait)
        heard_s, gain, after = self._weighed(state, prior, radio, gait, kept, t_s)
        state = TrackState(
            t_s=t_s,
            belief=after,
            lag_m=np.zeros((len(gait.prior), 2)) if moves is None else moves.lag_m,
            recent=recent,
            steps=kept,
            stepped_s=stepped_s,
            placed_s=t_s if radio else state.placed_s,
            gain=gain,
            heard_s=heard_s,
        )
        return Advance(state=state, answer=self._answer(state, radio, gait), moves=moves, prior=prior, fresh=fresh)

    def _moved(
        self, state: TrackState, gait: Gait, steps: Sequence[WalkedStep], t_s: float
    ) -> tuple[Belief | None, Moves | None]:
        """Return the belief moved to now, and how."""
        if state.belief is None or state.t_s is None:
            return None, None
        made = steps if gait.by_steps else None
        modes = state.belief.p.shape[1]
        moves = motion.moves(modes, made, t_s - state.t_s, state.lag_m, self.grid.cell_m)
        cells, p = self.trail(state.belief, moves)[-1]
        return Belief(cells=cells, p=p), moves

    def trail(self, belief: Belief, moves: Moves) -> list[tuple[Cells, Shares]]:
        """Return cells and probabilities before the first move, between the moves, and after the ride at the end."""
        grid, slot = self.grid, self._room.slot
        trail = [(belief.cells, switched(belief.p, moves.switch))]
        for move in moves.moves:
            trail.append(spread(*trail[-1], move.stencil, move.bump, grid.neighbour, grid.openness, slot))
        trail.append(ride(*trail[-1], moves.p_ride, grid.rides.start, grid.rides.to, slot))
        return trail

    @property
    def slot(self) -> Cells:
        """Room for the kernels to work in, this thread's own."""
        return self._room.slot

    def _joined(self, belief: Belief | None, radio: Radio, gait: Gait) -> tuple[Belief | None, Cells]:
        """Give a little probability to cells where radio points, or all of it while nothing is known."""
        if not radio:
            return belief, _NOWHERE
        if belief is None:
            cells = pointed_at(radio, self.table, self.grid, _START_REACH_M)
            return Belief(cells=cells, p=np.tile(gait.prior / len(cells), (len(cells), 1)).astype(np.float32)), cells
        fresh = pointed_at(radio, self.table, self.grid, _NEWCOMER_REACH_M)
        cells, p = joined(belief.cells, belief.p, fresh, NEWCOMERS, gait.prior, self._room.slot)
        return Belief(cells=cells, p=p), fresh

    def _weighed(
        self,
        state: TrackState,
        prior: Belief | None,
        radio: Radio,
        gait: Gait,
        steps: Sequence[WalkedStep],
        t_s: float,
    ) -> tuple[Mapping[int, float], Gain, Belief | None]:
        """Return when transmitters were heard, the phone's gain and the belief, all after what was heard."""
        if prior is None:
            return state.heard_s, state.gain, None
        p = prior.p
        heard_s, gain = state.heard_s, state.gain
        if radio.match is not None:
            p = p * self._matched(radio.match, prior.cells, gait, steps, t_s)
        if radio.heard is not None:
            share, heard_s = _news(state.heard_s, radio.heard, t_s)
            found = explained(self.table, self.signals, self.grid, radio.heard, share, prior.cells, gain)
            p = p * np.exp(found.log_p - found.log_p.max()).astype(np.float32)[:, np.newaxis]
            gain = updated_gain(gain, found.gain_db, p.sum(axis=1), int((~radio.heard.is_range).sum()))
        # Evidence that leaves nothing possible is wrong, and weighs nothing.
        return heard_s, gain, pruned(prior.cells, p if p.any() else prior.p)

    def _matched(self, match: Match, cells: Cells, gait: Gait, steps: Sequence[WalkedStep], t_s: float) -> Shares:
        """Return the likelihood of cells and ways of moving by a match that speaks of a moment ago."""
        if gait.by_steps:
            since = [step for step in steps if match.t_s < step[0] <= t_s]
            return matched(match, self.grid, cells, motion.displacement(since), 0.0)
        wandered_m = math.sqrt(motion.SPREAD_M2_S * min(max(t_s - match.t_s, 0.0), 5.0))
        return matched(match, self.grid, cells, np.zeros((len(gait.prior), 2)), wandered_m)

    def _answer(self, state: TrackState, radio: Radio, gait: Gait) -> Fix | NoFix:
        assert state.t_s is not None, "the state is of now"
        if state.belief is None or state.placed_s is None:
            return NoFix(t_s=state.t_s, reason=radio.silence)
        if state.t_s - state.placed_s > (_STALE_WITH_STEPS_S if gait.by_steps else _STALE_S):
            return NoFix(t_s=state.t_s, reason=NoFixReason.STALE)
        found = estimate(state.belief, self.grid, state.lag_m)
        if found.raw_68_m > _WIDEST_M:
            return NoFix(t_s=state.t_s, reason=NoFixReason.TOO_UNCERTAIN)
        return fix_of(found, state.t_s, self.space, self.circles or circles_without_survey(by_steps=gait.by_steps))


_NOWHERE: Cells = np.empty(0, dtype=np.int32)


class _Room(threading.local):
    """Room for the kernels to work in, one for each thread."""

    def __init__(self, cells: int) -> None:
        self.slot = np.full(cells, -1, dtype=np.int32)


def _gait(stepped_s: float | None, t_s: float) -> Gait:
    return motion.COUNTING if stepped_s is not None and t_s - stepped_s <= _STEPS_COUNT_S else motion.BLIND


def _news(heard_s: Mapping[int, float], heard: Heard, t_s: float) -> tuple[Floats, Mapping[int, float]]:
    """Return how much of each reading is news, and when transmitters were heard, now included."""
    listed = heard.transmitter.tolist()
    share = np.array([fresh_share(t_s - heard_s.get(each, -math.inf)) for each in listed])
    now = {**heard_s, **dict.fromkeys(listed, t_s)}
    if len(now) > _MOST_HEARD:
        now = dict(sorted(now.items(), key=lambda item: -item[1])[:_MOST_HEARD])
    return share, now


def fix_of(found: Estimate, t_s: float, space: WalkableSpace, circles: Circles) -> Fix:
    """Return an estimate as a fix inside walkable space with calibrated circles; the covariance is widened too."""
    r68_m, r95_m = circles.radii(found.raw_68_m, found.raw_95_m)
    x_m, y_m = space.snapped(found.level, found.x_m, found.y_m)
    widening = max(1.0, circles.scale_68) ** 2
    (xx, xy), (_, yy) = found.cov_m2
    return Fix(
        t_s=t_s,
        position=Position(x_m=x_m, y_m=y_m, level_id=space.level_ids[found.level]),
        cov_m2=((widening * xx, widening * xy), (widening * xy, widening * yy)),
        r68_m=r68_m,
        r95_m=r95_m,
        p_level=found.p_level,
    )


def _continued(state: TrackState, t_s: float) -> TrackState:
    """Return the state, or a new one (the phone's gain kept) when the clock jumped."""
    if state.t_s is None or -_RESTART_S <= t_s - state.t_s <= _RESTART_S:
        return state
    return TrackState(gain=state.gain)
