"""The tariff of any profile: a rule is read into arrays once for a graph, so that a profile is a few additions."""

from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
import numpy.typing as npt

from maps.venue import Access, PortalKind
from nav.costs.barriers import BARRIERS, LIMITS, Barrier, Limit
from nav.costs.codes import Code, Crossing, Stage
from nav.costs.cost import Block, Floats, Tariff
from nav.costs.lifts import LIFT_DOOR_S, LIFT_LEVEL_S, LIFT_SPEED_M_S
from nav.costs.rooms import is_room
from nav.costs.wishes import prices_s
from nav.profile import TravelProfile, Wish

MANUAL_DOOR_S = 2.0
AUTOMATIC_DOOR_S = 0.5
"""Slowing down at a door [s]; an opening without a door takes nothing."""

STAIRS_UP, STAIRS_DOWN, RAMP_UP = 0.35, 0.5, 0.8
"""Share of the speed on the flat that is kept on stairs and up a ramp."""

_BAND_M_S = {PortalKind.ESCALATOR: 0.5, PortalKind.MOVING_WALKWAY: 0.65}
"""Nominal speeds of the step band (EN 115-1) [m/s]; people stand."""

ROOM_PENALTY_S = 15.0
"""Preference against a room, for each time one is entered or left: about 36 m of corridor for walking through it."""


class Tariffs:
    """Tariffs of the codes of a graph, nothing closed; each rule is read when the first profile needs it.

    Parameters
    ----------
    codes : sequence of Code
        Of the graph.
    """

    def __init__(self, codes: Sequence[Code]) -> None:
        self._fixed_s = np.array([_fixed_s(code) for code in codes], dtype=np.float64)
        self._climbs = np.array([_climb(code) for code in codes], dtype=np.float64).reshape(-1, 3).T
        self._rooms_s = np.array([ROOM_PENALTY_S * _rooms(code) for code in codes], dtype=np.float64)
        self._fixed_block = np.array([_fixed_block(code) for code in codes], dtype=np.int64)
        self._stands = [cache(partial(_stands, codes, each)) for each in BARRIERS]
        self._has = [cache(partial(_has, codes, each)) for each in LIMITS]
        self._wish_s: Callable[[Wish], Floats] = cache(partial(prices_s, codes))

    def of(self, profile: TravelProfile) -> Tariff:
        """Return what each code takes for a profile."""
        time_s = self._fixed_s + self._climb_s(profile.speed_m_s)
        preference_s = self._rooms_s + sum(self._wish_s(wish) for wish in profile.wishes)
        blocked = np.where(
            (self._fixed_block == Block.FREE) & self._keeps_out(profile), Block.PROFILE, self._fixed_block
        )
        cost_s = np.where(blocked == Block.FREE, time_s + preference_s, np.inf)
        return Tariff(speed_m_s=profile.speed_m_s, time_s=time_s, cost_s=cost_s, blocked=blocked)

    def _climb_s(self, speed_m_s: float) -> Floats:
        """Return the time that climbs take beyond walking their length on the flat; never less than nothing."""
        length_m, share, band_m_s = self._climbs
        return np.maximum(length_m / np.where(band_m_s > 0.0, band_m_s, speed_m_s * share) - length_m / speed_m_s, 0.0)

    def _keeps_out(self, profile: TravelProfile) -> npt.NDArray[np.bool_]:
        """Return the codes that somebody alone cannot or may not use."""
        kept_out = np.zeros(len(self._fixed_s), dtype=np.bool_)
        for barrier, stands in zip(BARRIERS, self._stands, strict=True):
            if barrier.keeps_out(profile):
                kept_out |= stands()
        for limit, has in zip(LIMITS, self._has, strict=True):
            kept_out |= has() < limit.needs(profile)
        for need in profile.requirements:
            kept_out |= self._wish_s(need) > 0.0
        return kept_out


def _stands(codes: Sequence[Code], barrier: Barrier) -> npt.NDArray[np.bool_]:
    return np.array([barrier.stands_at(code) for code in codes], dtype=np.bool_)


def _has(codes: Sequence[Code], limit: Limit) -> Floats:
    return np.array([limit.has(code) for code in codes], dtype=np.float64)


def _fixed_s(code: Code) -> float:
    """Return what doors and lifts take, whoever passes [s]."""
    if isinstance(code, Crossing):
        if not code.opening.has_door:
            return 0.0
        return AUTOMATIC_DOOR_S if code.opening.automatic else MANUAL_DOOR_S
    if code.stage is Stage.BOARD:
        return code.wait_s + LIFT_DOOR_S
    if code.stage is Stage.LEAVE:
        return LIFT_DOOR_S
    return abs(code.rise_m) / LIFT_SPEED_M_S + LIFT_LEVEL_S if code.stage is Stage.RIDE else 0.0


def _climb(code: Code) -> tuple[float, float, float]:
    """Return the length of a climb [m], the share of the walking speed kept on it, and the speed it carries at."""
    if isinstance(code, Crossing) or code.stage is not Stage.CLIMB:
        return 0.0, 1.0, 0.0
    up = code.rise_m > 0
    shares = {PortalKind.STAIRS: STAIRS_UP if up else STAIRS_DOWN, PortalKind.RAMP: RAMP_UP if up else 1.0}
    return code.length_m, shares.get(code.portal.kind, 1.0), _BAND_M_S.get(code.portal.kind, 0.0)


def _rooms(code: Code) -> int:
    return is_room(code.into) + is_room(code.out_of) if isinstance(code, Crossing) else 0


def _fixed_block(code: Code) -> Block:
    """Return what bars a code for everybody."""
    gate = code.opening if isinstance(code, Crossing) else code.portal
    if isinstance(code, Crossing) and code.opening.one_way_to not in (None, code.into.id):
        return Block.WRONG_WAY
    if gate.access is Access.CLOSED or (code.into is not None and code.into.access is Access.CLOSED):
        return Block.CLOSED
    return Block.FREE
