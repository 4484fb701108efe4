"""A whole walk at once: every position in the light of all readings, before and after it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from beacons import motion
from beacons.belief import Belief, estimate, pruned
from beacons.checks import usable_steps
from beacons.drift import ride_back, spread_back
from beacons.honesty import Circles, circles_without_survey
from beacons.motion import Moves, WalkedStep
from beacons.observation import Scan
from beacons.radiomap import RadioMap
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.tracker import NEWCOMERS, Advance, Tracker, fix_of
from maps.position import Fix, NoFix
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]
Cells = npt.NDArray[np.int32]


def smooth(venue: Venue, radio_map: RadioMap | None, trace: Trace) -> tuple[Fix | NoFix, ...]:
    """Return a position for every second of a walk; its ground truth is never looked at.

    Forward with the tracker, then backward over its beliefs: the exact smoother of a hidden Markov model, Rabiner
    1989, doi:10.1109/5.18626. Seconds before radio first told the place are walked back.
    """
    return smoothed(Tracker(venue, radio_map), radio_map.smoothed_circles if radio_map else None, trace)


def smoothed(tracker: Tracker, circles: Circles | None, trace: Trace) -> tuple[Fix | NoFix, ...]:
    """Return the smoothed fixes of a walk with a tracker that may be shared by many walks."""
    listed = list(scans(trace))
    track = _forward(tracker, listed)
    answers: list[Fix | NoFix] = [advance.answer for advance in track]
    belief: Belief | None = None
    lag_m = np.zeros((0, 2))
    for index in range(len(track) - 1, -1, -1):
        here = track[index].state.belief
        if belief is None:
            belief = here
        elif here is None:
            belief = _walked_back(tracker, belief, listed[index + 1], listed[index])
        else:
            passed = _passed(tracker, here, track[index + 1], belief)
            # People do not jump: if the track did, what it believed before was wrong.
            belief = passed or _walked_back(tracker, belief, listed[index + 1], listed[index])
        if belief is None:
            continue
        if here is not None:
            lag_m = track[index].state.lag_m
        by_steps = len(lag_m) == len(motion.COUNTING.prior)
        found = estimate(belief, tracker.grid, lag_m)
        scale = circles or circles_without_survey(by_steps=by_steps, is_smoothed=True)
        answers[index] = fix_of(found, track[index].answer.t_s, tracker.space, scale)
    return tuple(answers)


def _forward(tracker: Tracker, listed: Sequence[Scan]) -> list[Advance]:
    state, track = tracker.start(), []
    for scan in listed:
        track.append(tracker.advance(state, scan))
        state = track[-1].state
    return track


def _passed(tracker: Tracker, before: Belief, advance: Advance, after: Belief) -> Belief | None:
    """Return the belief at a moment in the light of all readings, from that at the next; None if the track jumped.

    Parameters
    ----------
    before : Belief
        At the moment, from the readings up to it.
    advance : Advance
        The step to the next moment.
    after : Belief
        At the next moment, from all readings.
    """
    prior, moves = advance.prior, advance.moves
    if prior is None or moves is None:
        return before  # the track began anew: what comes later says nothing about what was
    ratio = _Ratio(prior, after, len(tracker.grid))
    trail = tracker.trail(before, moves)
    led = _led(tracker, trail, moves, ratio.at(trail[-1][0]))
    walked, jumped = float((before.p * led).sum()), 0.0
    if len(advance.fresh):
        jumped = NEWCOMERS * float((ratio.at(advance.fresh) @ motion.gait_of(after.p.shape[1]).prior).mean())
        walked *= 1.0 - NEWCOMERS
    return pruned(before.cells, before.p * led) if walked > jumped else None


class _Ratio:
    """How much likelier cells and their ways of moving are with all readings than with those so far."""

    def __init__(self, prior: Belief, after: Belief, cells: int) -> None:
        self._slot = np.full(cells, len(prior), dtype=np.int32)
        self._slot[prior.cells] = np.arange(len(prior))
        self._ratio = np.zeros((len(prior) + 1, prior.p.shape[1]), dtype=np.float32)
        rows = self._slot[after.cells]
        within = rows < len(prior)
        rows = rows[within]
        self._ratio[rows] = after.p[within] / np.maximum(prior.p[rows], np.float32(1e-30))

    def at(self, cells: Cells) -> Shares:
        """Return the ratio at cells, zero where nobody can have been."""
        return self._ratio[self._slot[cells]]


def _led(tracker: Tracker, trail: Sequence[tuple[Cells, Shares]], moves: Moves, value: Shares) -> Shares:
    """Return the mean value of where each cell and way of moving leads."""
    grid, slot = tracker.grid, tracker.slot
    value = ride_back(trail[-2][0], trail[-1][0], value, moves.p_ride, grid.rides.start, grid.rides.to, slot)
    for index in range(len(moves.moves) - 1, -1, -1):
        move = moves.moves[index]
        value = spread_back(
            trail[index][0],
            trail[index + 1][0],
            value,
            move.stencil,
            move.bump,
            grid.neighbour,
            grid.openness,
            slot,
        )
    led: Shares = value @ moves.switch.T
    return led


def _walked_back(tracker: Tracker, belief: Belief, later: Scan, earlier: Scan) -> Belief:
    """Return the belief before the steps of a scan, while radio had not yet told the place."""
    gait = motion.gait_of(belief.p.shape[1])
    steps: list[WalkedStep] | None = None
    if gait.by_steps:
        steps = [(t_s, length, None if turn is None else turn + 180.0) for t_s, length, turn in usable_steps(later)]
    dt_s = max(later.t_s - earlier.t_s, 0.0)
    moves = motion.moves(len(gait.prior), steps, dt_s, np.zeros((len(gait.prior), 2)), tracker.grid.cell_m)
    return pruned(*tracker.trail(belief, moves)[-1])
