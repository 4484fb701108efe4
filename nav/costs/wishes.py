"""What breaks a wish, what that costs, and what a route tells of it.

Each wish is one rule about what a way crosses. The same rule is priced when a way is sought and named when it is found:
nothing counts in secret, and nothing is named that did not count.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from maps.ids import FeatureId
from maps.venue import Access, Accessibility, Hygiene, Opening, Portal, PortalKind, Unit
from nav.costs.codes import Code, Crossing, Hop, Stage
from nav.costs.rooms import is_room
from nav.profile import TravelProfile, Wish
from nav.route import BrokenWish

Find = Callable[[Code], FeatureId | None]
Floats = npt.NDArray[np.float64]

LIGHT_DOOR_N = 30.0
"""The heaviest door that most people can open from a wheelchair or with little strength (BS 8300-2:2018)."""

_BUSY_CATEGORIES = frozenset({"lobby", "foyer", "concourse", "waitingroom", "foodservice", "platform"})
"""Unit categories (IMDF) where many people stand and talk."""

_RIDDEN_CATEGORIES = frozenset({"elevator", "stairs", "steps", "ramp", "escalator", "movingwalkway"})
"""Unit categories (IMDF) of the portals themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """How a wish is broken.

    Parameters
    ----------
    opening_s, portal_s : float
        Price of breaking it once at an opening or a portal: what somebody would rather walk [s]. Preferences are
        choices, not measurements.
    find : callable
        Returns what breaks the wish at a code, or None.
    """

    find: Find
    opening_s: float = 0.0
    portal_s: float = 0.0

    def price_s(self, code: Code) -> float:
        """Return what the wish costs at a code [s]: nothing where it is kept."""
        if self.find(code) is None:
            return 0.0
        return self.opening_s if isinstance(code, Crossing) else self.portal_s


def prices_s(codes: Sequence[Code], wish: Wish) -> Floats:
    """Return what breaking a wish costs at each code [s]; 0 where the code keeps it."""
    rule = _RULES[wish]
    return np.array([rule.price_s(code) for code in codes], dtype=np.float64)


def broken_wishes(codes: Sequence[Code], profile: TravelProfile) -> tuple[BrokenWish, ...]:
    """Return the wishes that a way breaks.

    Parameters
    ----------
    codes : sequence of Code
        What the way crosses, in order.
    """
    told = []
    for wish in (each for each in Wish if each in profile.wishes):
        found = _in_order(_RULES[wish].find(code) for code in codes)
        if wish is Wish.FEWER_FLOOR_CHANGES:
            found = found[_needed_changes(codes) :]
        if found:
            told.append(BrokenWish(wish=wish, feature_ids=found))
    return tuple(told)


def _in_order(found: Iterable[FeatureId | None]) -> tuple[FeatureId, ...]:
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _needed_changes(codes: Sequence[Code]) -> int:
    """Return how many floor changes no way can spare a walker: one to another height, none to the same."""
    rise_m = sum(code.rise_m for code in codes if isinstance(code, Hop))
    return 1 if abs(rise_m) > 1e-6 else 0


def _taken(code: Code) -> Hop | None:
    """Return the hop if a portal is taken with it: a lift boarded, or anything else climbed."""
    return code if isinstance(code, Hop) and code.stage in (Stage.BOARD, Stage.CLIMB) else None


def _is_walked(unit: Unit) -> bool:
    """Return whether people walk through a unit on their way: no room they only go to, no car or flight they ride."""
    return not is_room(unit) and unit.category not in _RIDDEN_CATEGORIES


def _gate(code: Code) -> Opening | Portal | None:
    """Return the opening passed or the portal taken."""
    if isinstance(code, Crossing):
        return code.opening
    return code.portal if _taken(code) else None


def _unknown_access(code: Code) -> FeatureId | None:
    gate = _gate(code)
    return gate.id if gate and gate.accessibility is Accessibility.UNKNOWN else None


def _unknown_car(code: Code) -> FeatureId | None:
    if not isinstance(code, Hop) or code.stage is not Stage.BOARD:
        return None
    return code.portal.id if None in (code.portal.car_width_m, code.portal.car_depth_m) else None


def _shared_way(code: Code) -> FeatureId | None:
    hop = _taken(code)
    if isinstance(code, Crossing):
        return code.into.id if _is_walked(code.into) and code.into.hygiene is Hygiene.GENERAL else None
    return hop.portal.id if hop and hop.portal.hygiene is Hygiene.GENERAL else None


def _unpaved(code: Code) -> FeatureId | None:
    if not isinstance(code, Crossing) or not _is_walked(code.into) or code.into.tactile_paving:
        return None
    return code.into.id


def _floor_change(code: Code) -> FeatureId | None:
    hop = _taken(code)
    return hop.portal.id if hop and (hop.stage is Stage.BOARD or hop.rise_m != 0.0) else None


def _busy_place(code: Code) -> FeatureId | None:
    return code.into.id if isinstance(code, Crossing) and code.into.category in _BUSY_CATEGORIES else None


def _way_out(code: Code) -> FeatureId | None:
    return code.feature_id if code.steps_out else None


def _taking(*kinds: PortalKind) -> Find:
    """Return the rule that finds portals of some kinds."""

    def find(code: Code) -> FeatureId | None:
        hop = _taken(code)
        return hop.portal.id if hop and hop.portal.kind in kinds else None

    return find


def _staff_gate(code: Code) -> FeatureId | None:
    places = (_gate(code), code.into)
    return next((place.id for place in places if place and place.access is Access.STAFF), None)


def _step(code: Code) -> FeatureId | None:
    inaccessible = isinstance(code, Crossing) and code.opening.accessibility is Accessibility.NO
    return code.feature_id if inaccessible else None


def _heavy_door(code: Code) -> FeatureId | None:
    if not isinstance(code, Crossing) or code.opening.automatic:
        return None
    return code.opening.id if (code.opening.force_n or 0.0) > LIGHT_DOOR_N else None


_RULES: Mapping[Wish, _Rule] = MappingProxyType(
    {
        Wish.KNOWN_ACCESS: _Rule(find=_unknown_access, opening_s=15.0, portal_s=60.0),
        Wish.KNOWN_CAR: _Rule(find=_unknown_car, portal_s=120.0),
        Wish.SEPARATE_WAYS: _Rule(find=_shared_way, opening_s=20.0, portal_s=120.0),
        Wish.TACTILE_PAVING: _Rule(find=_unpaved, opening_s=15.0),
        Wish.FEWER_FLOOR_CHANGES: _Rule(find=_floor_change, portal_s=120.0),
        Wish.QUIET: _Rule(find=_busy_place, opening_s=30.0),
        Wish.COVER: _Rule(find=_way_out, opening_s=90.0, portal_s=90.0),
        Wish.AVOID_STAIRS: _Rule(find=_taking(PortalKind.STAIRS), portal_s=180.0),
        Wish.AVOID_ESCALATORS: _Rule(find=_taking(PortalKind.ESCALATOR, PortalKind.MOVING_WALKWAY), portal_s=180.0),
        Wish.AVOID_LIFTS: _Rule(find=_taking(PortalKind.ELEVATOR), portal_s=180.0),
        Wish.NO_ESCORT: _Rule(find=_staff_gate, opening_s=1800.0, portal_s=1800.0),
        Wish.NO_STEP: _Rule(find=_step, opening_s=1800.0),
        Wish.LIGHT_DOORS: _Rule(find=_heavy_door, opening_s=600.0),
    }
)
