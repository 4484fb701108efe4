"""Who is travelling, and what they can use."""

from dataclasses import dataclass

from maps.errors import NotFoundError
from maps.venue import PortalKind

_ALL_PORTALS = frozenset(PortalKind)


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
    step_free : bool
        Needs accessibility `yes`; `unknown` costs more, `no` is never used.
    staff : bool
        May pass where only staff may.
    """

    name: str
    speed_m_s: float
    portals: frozenset[PortalKind] = _ALL_PORTALS
    min_width_m: float = 0.5
    step_free: bool = False
    staff: bool = False


PROFILES = {
    profile.name: profile
    for profile in (
        TravelProfile(name="walk", speed_m_s=1.2),
        TravelProfile(
            name="wheelchair",
            speed_m_s=0.8,
            portals=frozenset({PortalKind.ELEVATOR, PortalKind.RAMP}),
            min_width_m=0.8,
            step_free=True,
        ),
        TravelProfile(
            name="no_stairs",
            speed_m_s=0.9,
            portals=_ALL_PORTALS - {PortalKind.STAIRS},
        ),
        TravelProfile(name="staff", speed_m_s=1.3, staff=True),
    )
}


def get_profile(name: str) -> TravelProfile:
    """Return a travel profile by name, or raise `NotFoundError` naming those that exist."""
    if name not in PROFILES:
        raise NotFoundError(f"There is no travel profile {name!r}.", remedy=f"Use one of {', '.join(PROFILES)}.")
    return PROFILES[name]
