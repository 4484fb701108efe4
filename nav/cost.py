"""What crossing an opening or riding a portal takes in time and costs in preference, and who may not."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maps.ids import FeatureId
from maps.venue import Access, Accessibility, Hygiene, Portal, PortalKind, Unit
from nav import wishes
from nav.codes import Code, Crossing, Hop, Stage
from nav.lifts import LIFT_DOOR_S, LIFT_LEVEL_S, LIFT_SPEED_M_S
from nav.profile import TravelProfile
from nav.rooms import is_room

Floats = npt.NDArray[np.float64]

MANUAL_DOOR_S = 2.0
AUTOMATIC_DOOR_S = 0.5
"""Slowing down at a door [s]; an opening without a door takes nothing."""

STAIRS_UP, STAIRS_DOWN, RAMP_UP = 0.35, 0.5, 0.8
"""Share of the speed on the flat that is kept on stairs and up a ramp."""

ESCALATOR_SPEED_M_S, WALKWAY_SPEED_M_S = 0.5, 0.65
"""Nominal speeds of the step band (EN 115-1); people stand."""

ROOM_PENALTY_S = 15.0
"""Preference against a room, for each time one is entered or left: about 36 m of corridor for walking through it."""

REOPENED_S, ALLOWED_S = 1e6, 1e9
"""Cost of what is closed now, and of what is barred for good, when asking what would have to be usable: a way that
needs only closures lifted comes first, then the fewest such things."""


class Block(enum.IntEnum):
    """Why a code may not be used."""

    FREE = 0
    CLOSED_NOW = 1
    CLOSED = 2
    PROFILE = 3
    WRONG_WAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What each code takes, for one profile and set of closures.

    Parameters
    ----------
    speed_m_s : float
        Walking speed; a way's own length is paid by it.
    time_s, cost_s : (n,) float64
        Time beyond the length's, and time with preferences; `cost_s` is infinite where the way is barred.
    blocked : (n,) int64
        A `Block` for each code.
    """

    speed_m_s: float
    time_s: Floats
    cost_s: Floats
    blocked: npt.NDArray[np.int64]

    def closing(self, codes: Iterable[int]) -> "Tariff":
        """Return the tariff with some codes closed."""
        index = np.fromiter(codes, dtype=np.int64)
        cost_s, blocked = self.cost_s.copy(), self.blocked.copy()
        cost_s[index] = np.inf
        blocked[index[blocked[index] == Block.FREE]] = Block.CLOSED_NOW
        return replace(self, cost_s=cost_s, blocked=blocked)

    def relaxed(self) -> "Tariff":
        """Return the tariff with everything usable at a great price, except the wrong way of a one-way."""
        price_s = np.array([0.0, REOPENED_S, ALLOWED_S, ALLOWED_S, np.inf])[self.blocked]
        return replace(self, cost_s=np.where(self.blocked == Block.FREE, self.cost_s, self.time_s + price_s))


def tariff(codes: Sequence[Code], profile: TravelProfile) -> Tariff:
    """Return what each code takes for a profile, nothing closed."""
    time_s = np.array([_time_s(code, profile) for code in codes], dtype=np.float64)
    preference_s = np.array([_preference_s(code, profile) for code in codes], dtype=np.float64)
    blocked = np.array([_block(code, profile) for code in codes], dtype=np.int64)
    cost_s = np.where(blocked == Block.FREE, time_s + preference_s, np.inf)
    return Tariff(speed_m_s=profile.speed_m_s, time_s=time_s, cost_s=cost_s, blocked=blocked)


def codes_by_feature(codes: Sequence[Code]) -> dict[FeatureId, list[int]]:
    """Return the codes that closing an opening, a unit, a portal or a stop of a lift bars."""
    barred: dict[FeatureId, list[int]] = {}
    for number, code in enumerate(codes):
        for name in code.closed_by:
            barred.setdefault(name, []).append(number)
    return barred


def _time_s(code: Code, profile: TravelProfile) -> float:
    if isinstance(code, Crossing):
        if not code.opening.has_door:
            return 0.0
        return AUTOMATIC_DOOR_S if code.opening.automatic else MANUAL_DOOR_S
    if code.stage is Stage.BOARD:
        return code.wait_s + LIFT_DOOR_S
    if code.stage is Stage.LEAVE:
        return LIFT_DOOR_S
    if code.stage is Stage.RIDE:
        return abs(code.rise_m) / LIFT_SPEED_M_S + LIFT_LEVEL_S
    return _climb_s(code, profile)


def _climb_s(hop: Hop, profile: TravelProfile) -> float:
    """Return the time that a climb takes beyond walking its length on the flat; never less than nothing."""
    speeds = {
        PortalKind.STAIRS: profile.speed_m_s * (STAIRS_UP if hop.rise_m > 0 else STAIRS_DOWN),
        PortalKind.RAMP: profile.speed_m_s * (RAMP_UP if hop.rise_m > 0 else 1.0),
        PortalKind.ESCALATOR: ESCALATOR_SPEED_M_S,
        PortalKind.MOVING_WALKWAY: WALKWAY_SPEED_M_S,
    }
    return max(hop.length_m / speeds[hop.portal.kind] - hop.length_m / profile.speed_m_s, 0.0)


def _preference_s(code: Code, profile: TravelProfile) -> float:
    rooms = is_room(code.into) + is_room(code.out_of) if isinstance(code, Crossing) else 0
    return rooms * ROOM_PENALTY_S + wishes.preference_s(code, profile)


def _block(code: Code, profile: TravelProfile) -> Block:
    if isinstance(code, Crossing) and code.opening.one_way_to not in (None, code.into.id):
        return Block.WRONG_WAY
    gate = code.opening if isinstance(code, Crossing) else code.portal
    if gate.access is Access.CLOSED or (code.into is not None and code.into.access is Access.CLOSED):
        return Block.CLOSED
    fits = _passes_opening(code, profile) if isinstance(code, Crossing) else _passes_portal(code.portal, profile)
    enters = code.into is None or _may_enter(code.into, profile)
    return Block.FREE if fits and enters and not wishes.breaks_requirement(code, profile) else Block.PROFILE


def _passes_opening(crossing: Crossing, profile: TravelProfile) -> bool:
    return crossing.opening.width_m + 1e-6 >= profile.min_width_m


def _passes_portal(portal: Portal, profile: TravelProfile) -> bool:
    car_m = (portal.car_width_m, portal.car_depth_m)
    fits = all(have is None or have + 1e-6 >= need for have, need in zip(car_m, profile.min_car_m, strict=True))
    steep = profile.max_slope_percent is not None and (portal.slope_percent or 0.0) > profile.max_slope_percent
    steps = profile.step_free and portal.accessibility is Accessibility.NO
    return fits and portal.kind in profile.portals and not steep and not steps and _is_clean_enough(portal, profile)


def _may_enter(unit: Unit, profile: TravelProfile) -> bool:
    steps = profile.step_free and unit.accessibility is Accessibility.NO
    return not steps and _is_clean_enough(unit, profile)


def _is_clean_enough(place: Unit | Portal, profile: TravelProfile) -> bool:
    """Return whether infection control allows it: nothing infectious where it is clean, no visitor where it is not."""
    if profile.infectious:
        return place.hygiene is not Hygiene.CLEAN
    return profile.staff or place.hygiene is not Hygiene.DIRTY
