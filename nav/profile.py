"""Who is travelling, what they can use, and what they would rather have."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from maps.errors import NotFoundError
from maps.venue import PortalKind

_ALL_PORTALS = frozenset(PortalKind)
STEP_FREE_PORTALS = frozenset({PortalKind.ELEVATOR, PortalKind.RAMP})
"""The ways between levels that have no steps."""


class Wish(enum.StrEnum):
    """What a way should be like. One that breaks a wish costs more and says so (`nav.costs.wishes`)."""

    KNOWN_ACCESS = "known_access"
    KNOWN_CAR = "known_car"
    SEPARATE_WAYS = "separate_ways"
    TACTILE_PAVING = "tactile_paving"
    FEWER_FLOOR_CHANGES = "fewer_floor_changes"
    QUIET = "quiet"
    COVER = "cover"
    AVOID_STAIRS = "avoid_stairs"
    AVOID_ESCALATORS = "avoid_escalators"
    AVOID_LIFTS = "avoid_lifts"
    NO_ESCORT = "no_escort"
    NO_STEP = "no_step"
    LIGHT_DOORS = "light_doors"


CHOICES = (
    Wish.FEWER_FLOOR_CHANGES,
    Wish.QUIET,
    Wish.COVER,
    Wish.AVOID_STAIRS,
    Wish.AVOID_ESCALATORS,
    Wish.AVOID_LIFTS,
    Wish.TACTILE_PAVING,
)
"""The wishes that anybody may add to any profile; the others come with a profile."""

HELPED = (Wish.NO_ESCORT, Wish.NO_STEP, Wish.LIGHT_DOORS)
"""What a helper gets somebody past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelProfile:
    """How somebody travels.

    Parameters
    ----------
    speed_m_s : float
        Free walking speed on the flat [m/s].
    portals : frozenset of PortalKind
        The ways between levels they can use.
    min_width_m : float
        The narrowest gap they pass [m].
    min_car_m : tuple of (width, depth)
        The smallest lift car they fit into [m].
    step_free : bool
        Never uses what is not accessible; `unknown` is for the wish `KNOWN_ACCESS`.
    max_slope_percent : float or None
        The steepest ramp.
    light_doors : bool
        Cannot open a heavy door by hand.
    staff : bool
        May pass where only staff may.
    infectious : bool
        Never takes what is kept clean; nobody but these and staff takes what is dirty.
    wishes : frozenset of Wish
        What they would rather have.
    tilts : bool
        A helper gets them over a single step.
    """

    name: str
    speed_m_s: float
    portals: frozenset[PortalKind] = _ALL_PORTALS
    min_width_m: float = 0.5
    min_car_m: tuple[float, float] = (0.0, 0.0)
    step_free: bool = False
    max_slope_percent: float | None = None
    light_doors: bool = False
    staff: bool = False
    infectious: bool = False
    wishes: frozenset[Wish] = frozenset()
    tilts: bool = False

    def wishing(self, wishes: Iterable[Wish]) -> "TravelProfile":
        """Return the profile with more wishes."""
        return replace(self, wishes=self.wishes | frozenset(wishes))

    @property
    def requirements(self) -> frozenset[Wish]:
        """What a way must keep for them, and would only be wished for with a helper (`nav.help`)."""
        asked = {Wish.NO_ESCORT: not self.staff, Wish.NO_STEP: self.step_free, Wish.LIGHT_DOORS: self.light_doors}
        return frozenset(need for need, is_asked in asked.items() if is_asked) - self.wishes

    def with_help(self) -> "TravelProfile":
        """Return the profile of the same person with a helper, to whom requirements are only wishes."""
        return self.wishing(self.requirements if self.tilts else self.requirements - {Wish.NO_STEP})


MAX_RAMP_PERCENT = 12.5
"""The steepest ramp for a wheelchair: 1:8, the limit of GB 50763 for short ramps."""

MAX_BED_RAMP_PERCENT = 8.4
"""The steepest ramp for a bed: 1:12, the limit of GB 50763 at any height, and rounding."""

_WHEELCHAIR_CAR_M = (0.8, 1.2)
"""A chair of 0.7 × 1.2 m (ISO 7193) and the hands beside it."""

_BED_CAR_M = (1.2, 2.3)
"""The smallest car for a bed of 0.9 × 2.0 m (ISO 8100-30, class III)."""

_WALK = TravelProfile(name="walk", speed_m_s=1.2)
_WHEELCHAIR = TravelProfile(
    name="wheelchair",
    speed_m_s=0.8,
    portals=STEP_FREE_PORTALS,
    min_width_m=0.8,
    min_car_m=_WHEELCHAIR_CAR_M,
    step_free=True,
    max_slope_percent=MAX_RAMP_PERCENT,
    light_doors=True,
    wishes=frozenset({Wish.KNOWN_ACCESS}),
    tilts=True,
)
_BED = replace(
    _WHEELCHAIR,
    name="bed",
    speed_m_s=0.9,
    min_width_m=1.1,
    min_car_m=_BED_CAR_M,
    max_slope_percent=MAX_BED_RAMP_PERCENT,
    light_doors=False,
    staff=True,
    wishes=frozenset({Wish.KNOWN_ACCESS, Wish.KNOWN_CAR}),
    tilts=False,
)
_INFECTION = TravelProfile(
    name="infection", speed_m_s=0.9, staff=True, infectious=True, wishes=frozenset({Wish.SEPARATE_WAYS})
)

PROFILES = {
    profile.name: profile
    for profile in (
        _WALK,
        replace(_WALK, name="slow", speed_m_s=0.8),
        _WHEELCHAIR,
        replace(_WHEELCHAIR, name="pram", speed_m_s=1.1, min_width_m=0.7, min_car_m=(0.7, 1.1), light_doors=False),
        replace(_WALK, name="no_stairs", speed_m_s=0.9, portals=_ALL_PORTALS - {PortalKind.STAIRS}),
        replace(
            _WALK,
            name="low_vision",
            speed_m_s=0.9,
            wishes=frozenset({Wish.TACTILE_PAVING, Wish.AVOID_ESCALATORS}),
        ),
        replace(_WALK, name="staff", speed_m_s=1.3, staff=True),
        _BED,
        _INFECTION,
        replace(_BED, name="infection_bed", infectious=True, wishes=_BED.wishes | _INFECTION.wishes),
    )
}


def get_wishes(names: Collection[str]) -> frozenset[Wish]:
    """Return the wishes of these names, or raise `NotFoundError` naming those that anybody may have."""
    unknown = [name for name in names if name not in CHOICES]
    if unknown:
        raise NotFoundError(f"There is no wish {unknown[0]!r}.", remedy=f"Use some of {', '.join(CHOICES)}.")
    return frozenset(map(Wish, names))


def get_profile(name: str) -> TravelProfile:
    """Return a travel profile by name, or raise `NotFoundError` naming those that exist."""
    if name not in PROFILES:
        raise NotFoundError(f"There is no travel profile {name!r}.", remedy=f"Use one of {', '.join(PROFILES)}.")
    return PROFILES[name]
