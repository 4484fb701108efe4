"""Ways that somebody alone does not get through: sought only when there is no other, and never passed off as one."""

from dataclasses import replace

from nav.conditions import OPEN, Conditions
from nav.profile import TravelProfile
from nav.route import End, NoRoute, Route
from nav.router import Router


def find_way(
    router: Router, origin: End, destination: End, profile: TravelProfile, conditions: Conditions = OPEN
) -> Route | NoRoute:
    """Return the best way, or why there is none together with the best way for the same person with a helper.

    Help opens heavy doors, leads through staff doors and gets a wheelchair over a single step. It does not carry
    anybody up stairs, widen doors or lifts, or set infection control aside: such ways are never offered.
    """
    found = router.route(origin, destination, profile, conditions)
    if isinstance(found, Route):
        return found
    helped = router.route(origin, destination, profile.with_help(), conditions)
    return replace(found, with_help=helped) if isinstance(helped, Route) else found
