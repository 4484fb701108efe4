"""What crossing an opening or riding a portal takes in time and costs in preference, and who may not."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maps.ids import FeatureId
from maps.venue import Access, Accessibility, PortalKind, Unit
from nav.codes import Code, Crossing, Hop, Stage
from nav.profile import TravelProfile

Floats = npt.NDArray[np.float64]

MANUAL_DOOR_S = 2.0
AUTOMATIC_DOOR_S = 0.5
"""Slowing down at a door [s]; an opening without a door takes nothing."""

LIFT_WAIT_S = 20.0
"""Expected wait for a lift [s]: half the interval of 30 to 50 s that hospitals are designed for (CIBSE Guide D)."""

LIFT_DOOR_S = 3.0
"""Half a door cycle of 5 to 7 s, when boarding and again when leaving [s]."""

LIFT_SPEED_M_S = 1.5
LIFT_LEVEL_S = 2.0
"""Starting, stopping and others' stops, for each level passed [s]."""

STAIRS_UP, STAIRS_DOWN, RAMP_UP = 0.35, 0.5, 0.8
"""Share of the speed on the flat that is kept on stairs and up a ramp."""

ESCALATOR_SPEED_M_S, WALKWAY_SPEED_M_S = 0.5, 0.65
"""Nominal speeds of the step band (EN 115-1); people stand."""

MAX_RAMP_PERCENT = 12.5
"""The steepest ramp for those who need step-free ways: 1:8, the limit of GB 50763 for short ramps."""

ROOM_PENALTY_S = 15.0
"""Preference against a room, for each time one is entered or left: about 36 m of corridor for walking through it."""

UNKNOWN_OPENING_S, UNKNOWN_PORTAL_S = 15.0, 60.0
"""Preference against what is not known to be accessible, for those who need it."""

OPEN_CATEGORIES = frozenset(
    {"walkway", "walkway.island", "lobby", "foyer", "vestibule", "concourse", "footbridge", "platform", "waitingroom"}
    | {"parking", "road", "terrace", "sidewalk", "unenclosedarea", "unspecified"}
    | {"elevator", "stairs", "steps", "ramp", "escalator", "movingwalkway"}
)
"""Unit categories that people pass through; every other is a room (IMDF names)."""

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


def is_room(unit: Unit) -> bool:
    """Return whether people pass through a unit only to get somewhere inside it."""
    return unit.category not in OPEN_CATEGORIES


def tariff(codes: Sequence[Code], profile: TravelProfile) -> Tariff:
    """Return what each code takes for a profile, nothing closed."""
    time_s = np.array([_time_s(code, profile) for code in codes], dtype=np.float64)
    preference_s = np.array([_preference_s(code, profile) for code in codes], dtype=np.float64)
    blocked = np.array([_block(code, profile) for code in codes], dtype=np.int64)
    cost_s = np.where(blocked == Block.FREE, time_s + preference_s, np.inf)
    return Tariff(speed_m_s=profile.speed_m_s, time_s=time_s, cost_s=cost_s, blocked=blocked)


def codes_by_feature(codes: Sequence[Code]) -> dict[FeatureId, list[int]]:
    """Return the codes that closing an opening, portal or unit bars. A closed unit may be left, not entered."""
    barred: dict[FeatureId, list[int]] = {}
    for number, code in enumerate(codes):
        barred.setdefault(code.feature_id, []).append(number)
        if code.into is not None:
            barred.setdefault(code.into.id, []).append(number)
    return barred


def _time_s(code: Code, profile: TravelProfile) -> float:
    if isinstance(code, Crossing):
        if not code.opening.has_door:
            return 0.0
        return AUTOMATIC_DOOR_S if code.opening.automatic else MANUAL_DOOR_S
    if code.stage is Stage.BOARD:
        return LIFT_WAIT_S + LIFT_DOOR_S
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
    if isinstance(code, Crossing):
        unknown = profile.step_free and code.opening.accessibility is Accessibility.UNKNOWN
        rooms = is_room(code.into) + is_room(code.out_of)
        return rooms * ROOM_PENALTY_S + unknown * UNKNOWN_OPENING_S
    enters = code.stage in (Stage.BOARD, Stage.CLIMB)
    unknown = profile.step_free and code.portal.accessibility is Accessibility.UNKNOWN
    return UNKNOWN_PORTAL_S if enters and unknown else 0.0


def _block(code: Code, profile: TravelProfile) -> Block:
    feature = code.opening if isinstance(code, Crossing) else code.portal
    if isinstance(code, Crossing) and code.opening.one_way_to not in (None, code.into.id):
        return Block.WRONG_WAY
    gates = [feature] if code.into is None else [feature, code.into]
    if any(gate.access is Access.CLOSED for gate in gates):
        return Block.CLOSED
    staff_only = not profile.staff and any(gate.access is Access.STAFF for gate in gates)
    steps = profile.step_free and any(gate.accessibility is Accessibility.NO for gate in gates)
    too_small = _too_narrow(code, profile) or (isinstance(code, Hop) and _unusable(code, profile))
    return Block.PROFILE if staff_only or steps or too_small else Block.FREE


def _too_narrow(code: Code, profile: TravelProfile) -> bool:
    width_m = code.opening.width_m if isinstance(code, Crossing) else code.portal.car_width_m
    return width_m is not None and width_m + 1e-6 < profile.min_width_m


def _unusable(hop: Hop, profile: TravelProfile) -> bool:
    steep = profile.step_free and (hop.portal.slope_percent or 0.0) > MAX_RAMP_PERCENT
    return steep or hop.portal.kind not in profile.portals
