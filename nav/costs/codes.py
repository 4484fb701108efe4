"""What a way can cross or ride: each has a number, the code, so that compiled search knows integers only."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId, LevelId
from maps.venue import Opening, Portal, PortalStop, Unit, Venue

_INTO = "→"


class Stage(enum.StrEnum):
    """A stretch of using a portal. Waiting, riding and leaving a lift are separate."""

    BOARD = "board"
    RIDE = "ride"
    LEAVE = "leave"
    CLIMB = "climb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Going through an opening from one unit into another.

    Parameters
    ----------
    steps_out : bool
        From under a roof into the open air.
    """

    opening: Opening
    out_of: Unit
    into: Unit
    steps_out: bool = False

    @property
    def feature_id(self) -> FeatureId:
        """The opening's id."""
        return self.opening.id

    @property
    def closed_by(self) -> tuple[FeatureId, ...]:
        """The ids whose closing bars it: a closed unit may be left, not entered."""
        return self.opening.id, way_id(self.opening.id, self.into.id), self.into.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A stretch of using a portal.

    Parameters
    ----------
    into : Unit or None
        The unit that is entered by it: the landing, when a car or a flight is left.
    stop : PortalStop or None
        Where a lift is boarded or left.
    wait_s : float
        Expected wait before boarding [s].
    steps_out : bool
        From under a roof into the open air.
    rise_m : float
        Height gained [m], negative downward.
    length_m : float
        Never less than the horizontal way, so that the straight distance stays a lower bound.
    """

    portal: Portal
    stage: Stage
    into: Unit | None = None
    stop: PortalStop | None = None
    wait_s: float = 0.0
    steps_out: bool = False
    rise_m: float = 0.0
    length_m: float = 0.0

    @property
    def feature_id(self) -> FeatureId:
        """The portal's id."""
        return self.portal.id

    @property
    def closed_by(self) -> tuple[FeatureId, ...]:
        """The ids whose closing bars it: the portal's, its stop's, and that of the unit it leads into."""
        stop = (stop_id(self.portal.id, self.stop.level_id),) if self.stop else ()
        return self.portal.id, *stop, *((self.into.id,) if self.into else ())


Code = Crossing | Hop


def stop_id(portal_id: FeatureId, level_id: LevelId) -> FeatureId:
    """Return the id under which one stop of a lift is closed or slow while the others are as usual.

    Examples
    --------
    >>> stop_id(FeatureId("lift-1"), LevelId("F2"))
    'lift-1@F2'
    """
    return FeatureId(f"{portal_id}@{level_id}")


def way_id(opening_id: FeatureId, unit_id: FeatureId) -> FeatureId:
    """Return the id under which an opening is closed to those who go into one of its units, and open the other way.

    Examples
    --------
    >>> way_id(FeatureId("door-1"), FeatureId("ward"))
    'door-1→ward'
    """
    return FeatureId(f"{opening_id}{_INTO}{unit_id}")


def feature_of(closed_id: FeatureId) -> FeatureId:
    """Return the feature that is closed under an id, be it in one direction only.

    Examples
    --------
    >>> feature_of(way_id(FeatureId("door-1"), FeatureId("ward")))
    'door-1'
    """
    return FeatureId(closed_id.partition(_INTO)[0])


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
            Crossing(opening=opening, out_of=one, into=two, steps_out=steps_out(venue, one, two)),
            Crossing(opening=opening, out_of=two, into=one, steps_out=steps_out(venue, two, one)),
        ]
    return codes, first


def steps_out(venue: Venue, out_of: Unit | None, into: Unit | None) -> bool:
    """Return whether going from one unit into another is going out from under a roof; a lift car has one."""
    sheltered = out_of is None or not venue.is_open_air(out_of)
    return sheltered and into is not None and venue.is_open_air(into)
