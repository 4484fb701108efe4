"""How much a walker is told."""

import enum

from nav.profile import TravelProfile, Wish


class Register(enum.StrEnum):
    """How much is told.

    `plain` for somebody who sees: the few things that leave a choice. `detailed` for somebody who sees little: every
    turn and opening, and a word every few metres, as ITU-T F.921 asks.
    """

    PLAIN = "plain"
    DETAILED = "detailed"


def register_of(profile: TravelProfile) -> Register:
    """Return how much somebody who travels by a profile is told: who follows tactile paving sees little."""
    return Register.DETAILED if Wish.TACTILE_PAVING in profile.wishes else Register.PLAIN
