"""News of a walker's ticket: what a queue tells guidance, and guidance tells on."""

from dataclasses import dataclass

from maps.ids import FeatureId


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """It is the walker's turn.

    Parameters
    ----------
    place_id : FeatureId
        Where to go: a service point or a room.
    number : str
        What stands on the ticket; may be empty.
    """

    place_id: FeatureId
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnMissed:
    """The walker was called and did not come.

    Parameters
    ----------
    place_id : FeatureId
        Where to report again.
    number : str
        What stands on the ticket; may be empty.
    """

    place_id: FeatureId
    number: str = ""


TicketNews = Called | TurnMissed
