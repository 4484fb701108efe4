"""What keeps somebody from using a code, with or without a helper: who is kept out, and where."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from maps.venue import Accessibility, Hygiene, Portal, PortalKind, Unit
from nav.costs.codes import Code, Crossing, Hop
from nav.profile import TravelProfile

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """Something that some are kept out by."""

    keeps_out: Callable[[TravelProfile], bool]
    stands_at: Callable[[Code], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A size of which some need more than others."""

    needs: Callable[[TravelProfile], float]
    has: Callable[[Code], float]


def _places(code: Code) -> list[Unit | Portal]:
    """Return what is used or entered with a code, the opening apart."""
    used: list[Unit | Portal] = [code.portal] if isinstance(code, Hop) else []
    return used if code.into is None else [*used, code.into]


def _is(hygiene: Hygiene) -> Callable[[Code], bool]:
    return lambda code: any(place.hygiene is hygiene for place in _places(code))


def _unusable(kind: PortalKind) -> Barrier:
    return Barrier(
        keeps_out=lambda profile: kind not in profile.portals,
        stands_at=lambda code: isinstance(code, Hop) and code.portal.kind is kind,
    )


def _known(size: float | None) -> float:
    """Return a size; one that is not known stops nobody, but see `nav.profile.Wish.KNOWN_CAR`."""
    return math.inf if size is None else size + _ROUNDING


BARRIERS = (
    *map(_unusable, PortalKind),
    Barrier(
        keeps_out=lambda profile: profile.step_free,
        stands_at=lambda code: any(place.accessibility is Accessibility.NO for place in _places(code)),
    ),
    Barrier(keeps_out=lambda profile: profile.infectious, stands_at=_is(Hygiene.CLEAN)),
    Barrier(
        keeps_out=lambda profile: not (profile.infectious or profile.staff),
        stands_at=_is(Hygiene.DIRTY),
    ),
)
"""An opening that is not accessible is not among them: see `nav.profile.Wish.NO_STEP`."""

LIMITS = (
    Limit(
        needs=lambda profile: profile.min_width_m,
        has=lambda code: _known(code.opening.width_m if isinstance(code, Crossing) else None),
    ),
    Limit(
        needs=lambda profile: profile.min_car_m[0],
        has=lambda code: _known(code.portal.car_width_m if isinstance(code, Hop) else None),
    ),
    Limit(
        needs=lambda profile: profile.min_car_m[1],
        has=lambda code: _known(code.portal.car_depth_m if isinstance(code, Hop) else None),
    ),
    Limit(
        needs=lambda profile: -math.inf if profile.max_slope_percent is None else -profile.max_slope_percent,
        has=lambda code: -(code.portal.slope_percent or 0.0) if isinstance(code, Hop) else 0.0,
    ),
)
