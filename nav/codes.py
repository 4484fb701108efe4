"""What a way can cross or ride: each has a number, the code, so that compiled search knows integers only."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId
from maps.venue import Opening, Portal, Unit, Venue


class Stage(enum.StrEnum):
    """A stretch of using a portal. Waiting, riding and leaving a lift are separate."""

    BOARD = "board"
    RIDE = "ride"
    LEAVE = "leave"
    CLIMB = "climb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Going through an opening from one unit into another."""

    opening: Opening
    out_of: Unit
    into: Unit

    @property
    def feature_id(self) -> FeatureId:
        """The opening's id."""
        return self.opening.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A stretch of using a portal.

    Parameters
    ----------
    into : Unit or None
        The unit that is entered by it: the landing, when a car or a flight is left.
    rise_m : float
        Height gained [m], negative downward.
    length_m : float
        Never less than the horizontal way, so that the straight distance stays a lower bound.
    """

    portal: Portal
    stage: Stage
    into: Unit | None = None
    rise_m: float = 0.0
    length_m: float = 0.0

    @property
    def feature_id(self) -> FeatureId:
        """The portal's id."""
        return self.portal.id


Code = Crossing | Hop


def crossings(venue: Venue) -> tuple[list[Code], dict[FeatureId, int]]:
    """Return the codes of all openings that join two units, and the first code of each opening.

    The first is from the opening's first unit into its second, the next the way back.
    """
    codes: list[Code] = []
    first: dict[FeatureId, int] = {}
    for opening in venue.openings:
        if len(opening.unit_ids) != 2:
            continue
        one, two = (venue.get_unit(unit_id) for unit_id in opening.unit_ids)
        first[opening.id] = len(codes)
        codes += [
            Crossing(opening=opening, out_of=one, into=two),
            Crossing(opening=opening, out_of=two, into=one),
        ]
    return codes, first
