"""Which units people pass through, and which they only go to."""

from maps.venue import Unit

OPEN_CATEGORIES = frozenset(
    {"walkway", "walkway.island", "lobby", "foyer", "vestibule", "concourse", "footbridge", "platform", "waitingroom"}
    | {"parking", "road", "terrace", "sidewalk", "unenclosedarea", "unspecified"}
    | {"elevator", "stairs", "steps", "ramp", "escalator", "movingwalkway"}
)
"""Unit categories that people pass through; every other is a room (IMDF names)."""


def is_room(unit: Unit) -> bool:
    """Return whether people pass through a unit only to get somewhere inside it."""
    return unit.category not in OPEN_CATEGORIES
