"""How people walk between two scans, told as moves from cell to neighbouring cell."""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import scipy.linalg

from beacons.grid import HERE, OPPOSITE

Floats = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

STEP_M = 0.685
"""Mean step of a surveyor over 400 walks in a mall [m]."""
_SPEED_M_S = 1.2
SPREAD_M2_S = 0.8
"""Variance along each axis that a second of walking somewhere adds [m²/s]: 1.2 m/s in any direction."""
_P_STOP_S, _P_START_S = 1.0 / 40.0, 1.0 / 5.0
"""Chance a second that a walker stops and that one who stands walks on."""
_P_TURN_S, _P_BACK_S = 0.07, 0.015
"""Chance a second that a walker turns left or right, and back."""
_ASIDE_SHARE = 0.25
"""Share of a move that drifts to either side: people do not keep to the points of the compass."""
_MOST_SHARE = 0.7
"""Share of a walker that leaves its cell in one move: the rest is how speeds differ."""
_P_RIDE_S = 0.04
"""Chance a second that somebody beside a portal takes it."""
_STEP_VAR_M2 = 0.03
"""Variance that one step adds along each axis: length and heading vary by a tenth [m²]."""
_IDLE_VAR_M2_S = 0.01
"""A step may go unnoticed [m²/s]."""
_TURNS_DEG = np.array([-24.0, -16.0, -8.0, 0.0, 8.0, 16.0, 24.0])
_TURN_SD_DEG = 11.6
"""Spread of a phone's heading against the map between walks."""
_TURN_DRIFT = 0.02
"""Chance a step that the heading's error goes to the next value on either side."""
_STAY_AT_WALL = 0.3
"""Likelihood of steps that bump into a wall: rather the heading or the plan is wrong."""
_MOST_VAR = 0.6
"""Variance that one move to neighbours may add [cells²]; a three-point stencil ends at 1."""
_MOST_MOVES = 40

WalkedStep = tuple[float, float | None, float | None]
"""Time [s], length [m] and heading [degrees]; None when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """The ways of moving that a belief tells apart.

    Parameters
    ----------
    prior : array of modes
        Probability of each way before anything is known.
    turn_deg : array of modes
        With steps: how much the phone's heading is too small. Without: zeros.
    by_steps : bool
        Whether the phone counts steps.
    """

    prior: Floats
    turn_deg: Floats
    by_steps: bool


def _turn_prior() -> Floats:
    density = np.exp(-0.5 * (_TURNS_DEG / _TURN_SD_DEG) ** 2)
    prior: Floats = density / density.sum()
    return prior


_WALKS = (1, 3, 5, 7)
"""Directions that walkers without steps are told apart by: south, west, east, north."""
_ASIDE = {1: (0, 2), 3: (0, 6), 5: (2, 8), 7: (6, 8)}
"""Directions to the left and right of each."""
BLIND = Gait(prior=np.array([2.0, 1.0, 1.0, 1.0, 1.0]) / 6.0, turn_deg=np.zeros(5), by_steps=False)
"""Without steps: standing, and walking south, west, east or north."""
COUNTING = Gait(prior=_turn_prior(), turn_deg=_TURNS_DEG, by_steps=True)
"""With steps: one way of moving for each error of the heading."""
_STEPS_STAY = np.eye(len(_TURNS_DEG), dtype=np.float32)
_STEPS_BUMP = np.float32(_STAY_AT_WALL) * _STEPS_STAY


def gait_of(modes: int) -> Gait:
    """Return the gait that tells this many ways of moving apart."""
    return COUNTING if modes == len(COUNTING.prior) else BLIND


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move to neighbouring cells.

    Parameters
    ----------
    stencil : (modes, 9) array
        Share of each way of moving that goes in each direction.
    bump : (modes, modes) array
        How those who move in the way of each row and meet a wall go on; rows sum to their likelihood.
    """

    stencil: Shares
    bump: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What happens to a belief between two scans: ways of moving change, then moves to neighbours, then rides.

    Parameters
    ----------
    switch : (modes, modes) array
        Probability of the way of moving in each column after that in the row.
    moves : tuple of Move
    p_ride : float
    lag_m : (modes, 2) array
        What is left of the displacement below a cell, east and north [m].
    """

    switch: Shares
    moves: tuple[Move, ...]
    p_ride: float
    lag_m: Floats


def moves(before: int, steps: Sequence[WalkedStep] | None, dt_s: float, lag_m: Floats, cell_m: float) -> Moves:
    """Return what happens to a belief in `dt_s` [s].

    Parameters
    ----------
    before : int
        How many ways of moving the belief tells apart; a phone that begins or ceases to count steps changes that.
    steps : sequence or None
        The steps made; None where the phone counts none.
    lag_m : (before, 2) array
        What was left of the displacement before [m].
    """
    gait = BLIND if steps is None else COUNTING
    if before == len(gait.prior):
        return _blind(dt_s, cell_m) if steps is None else _by_steps(steps, dt_s, lag_m, cell_m)
    lag_m = np.zeros((len(gait.prior), 2))
    fresh = _blind(dt_s, cell_m) if steps is None else _by_steps(steps, dt_s, lag_m, cell_m)
    return replace(fresh, switch=np.tile(gait.prior.astype(np.float32), (before, 1)))


@functools.lru_cache(maxsize=64)
def _blind(dt_s: float, cell_m: float) -> Moves:
    """Return the moves of somebody whose steps are unknown during `dt_s` [s]."""
    going = _SPEED_M_S * dt_s / cell_m
    count = min(math.ceil(going / _MOST_SHARE), _MOST_MOVES)
    share = min(going / max(count, 1), _MOST_SHARE)
    stencil = np.zeros((5, 9), dtype=np.float32)
    stencil[0, HERE] = 1.0
    for mode, direction in enumerate(_WALKS, start=1):
        stencil[mode, direction] = share * (1.0 - 2.0 * _ASIDE_SHARE)
        stencil[mode, _ASIDE[direction]] = share * _ASIDE_SHARE
        stencil[mode, HERE] = 1.0 - share
    return Moves(
        switch=_changing(dt_s),
        moves=(Move(stencil=stencil, bump=_BUMP),) * count,
        p_ride=-math.expm1(-_P_RIDE_S * dt_s),
        lag_m=np.zeros((5, 2)),
    )


def _bump() -> Shares:
    """Return how walkers without steps go on when they meet a wall: half keep to it, others turn."""
    bump = np.eye(5, dtype=np.float32)
    for mode, direction in enumerate(_WALKS, start=1):
        for other, towards in enumerate(_WALKS, start=1):
            bump[mode, other] = 0.5 if other == mode else 0.1 if towards == OPPOSITE - direction else 0.2
    return bump


_BUMP = _bump()


def _changing(dt_s: float) -> Shares:
    """Return the chances that somebody stops, starts or turns within a time."""
    rate = np.zeros((5, 5))
    rate[0, 1:] = _P_START_S / 4.0
    rate[1:, 0] = _P_STOP_S
    for mode, direction in enumerate(_WALKS, start=1):
        for other, towards in enumerate(_WALKS, start=1):
            if other != mode:
                rate[mode, other] = _P_BACK_S if towards == OPPOSITE - direction else _P_TURN_S / 2.0
    np.fill_diagonal(rate, -rate.sum(axis=1))
    chances: Shares = scipy.linalg.expm(rate * dt_s).astype(np.float32)
    return chances


def _by_steps(steps: Sequence[WalkedStep], dt_s: float, lag_m: Floats, cell_m: float) -> Moves:
    """Return the moves of somebody who made these steps; without steps they stand.

    Parameters
    ----------
    lag_m : (modes, 2) array
        What was left of the displacement before [m].
    """
    going_m = lag_m + displacement(steps)
    whole = np.rint(going_m / cell_m).astype(np.int64)
    blind_m2 = sum(_length_m(step) ** 2 for step in steps if step[2] is None)
    var_m2 = _STEP_VAR_M2 * len(steps) + blind_m2 / 2.0 + _IDLE_VAR_M2_S * dt_s
    modes = len(COUNTING.prior)
    shifts = [Move(stencil=each, bump=_STEPS_BUMP) for each in _shifts(whole)]
    around = diffusion(var_m2 / cell_m**2)
    return Moves(
        switch=_drifting(min(_TURN_DRIFT * len(steps), 0.3)),
        moves=(*shifts, *(Move(stencil=np.tile(each, (modes, 1)), bump=_STEPS_STAY) for each in around)),
        p_ride=-math.expm1(-_P_RIDE_S * dt_s),
        lag_m=going_m - whole * cell_m,
    )


def displacement(steps: Sequence[WalkedStep]) -> Floats:
    """Return how far east and north [m] each way of moving goes with these steps; unknown headings cancel out."""
    going_m = np.zeros((len(COUNTING.prior), 2))
    for step in steps:
        if step[2] is not None:
            angle = np.radians(step[2] + COUNTING.turn_deg)
            going_m += _length_m(step) * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return going_m


def diffusion(var_cells2: float) -> list[Shares]:
    """Return stencils that together add a variance along each axis [cells²]; none for none."""
    count = min(math.ceil(var_cells2 / _MOST_VAR), _MOST_MOVES)
    if count == 0:
        return []
    var = min(var_cells2 / count, _MOST_VAR)
    line = np.array([var / 2.0, 1.0 - var, var / 2.0])
    return [np.outer(line, line).ravel().astype(np.float32)] * count


def _shifts(whole: Ints) -> list[Shares]:
    """Return stencils that shift each way of moving by whole cells east and north, a king's move at a time."""
    count = min(int(np.abs(whole).max(initial=0)), _MOST_MOVES)
    stencils = []
    done = np.zeros_like(whole)
    for move in range(1, count + 1):
        step = np.rint(whole * move / count).astype(np.int64) - done
        done += step
        stencil = np.zeros((len(whole), 9), dtype=np.float32)
        stencil[np.arange(len(whole)), HERE + 3 * step[:, 1] + step[:, 0]] = 1.0
        stencils.append(stencil)
    return stencils


def _drifting(rate: float) -> Shares:
    """Return the chances that the heading's error changes to a neighbouring value."""
    modes = len(COUNTING.prior)
    switch = np.zeros((modes, modes), dtype=np.float32)
    for mode in range(modes):
        for beside in (mode - 1, mode + 1):
            if 0 <= beside < modes:
                switch[mode, beside] = rate
        switch[mode, mode] = 1.0 - switch[mode].sum()
    return switch


def _length_m(step: WalkedStep) -> float:
    return STEP_M if step[1] is None else step[1]
