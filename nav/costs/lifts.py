"""How long lifts are waited for: a bank of cars that answer one call shares the wait.

The round trip of a car is that of lift traffic design: G. C. Barney and L. Al-Sharif, *Elevator Traffic Handbook*
(2nd ed., 2016), and CIBSE Guide D (2020), chapter 3.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from maps.ids import FeatureId, LevelId
from maps.venue import Portal, PortalKind, Venue
from nav.costs.codes import Code, Hop, Stage, stop_id

LIFT_SPEED_M_S = 1.5
LIFT_DOOR_S = 3.0
"""Half a door cycle of 5 to 7 s, when boarding and again when leaving [s]."""

LIFT_LEVEL_S = 2.0
"""Starting, stopping and others' stops, for each level passed [s]."""

_STOP_S = 2 * LIFT_DOOR_S + LIFT_LEVEL_S
"""What one stop costs a car: its doors, braking and starting [s]."""

_TRANSFER_S = 1.2
"""For one person to get in, and again to get out [s]."""

_LOAD = 6
"""People in a car: half of one for 1,000 kg, an ordinary hour in a hospital."""


def round_trip_s(venue: Venue, portal: Portal) -> float:
    """Return how long a car takes from leaving its lowest level until it leaves it again [s].

    ``2 H t_v + (S + 1) t_s + 2 P t_p``: up to the highest floor H that one of P people wants, and down; the S stops
    they want, and the one below; their getting in and out. H and S are expected values for people who are equally
    likely to want any of the N floors above.
    """
    heights_m = [venue.get_level(stop.level_id).elevation_m for stop in portal.stops]
    floors = len(heights_m) - 1
    storey_m = (max(heights_m) - min(heights_m)) / floors
    stops = floors * (1.0 - (1.0 - 1.0 / floors) ** _LOAD)
    highest = floors - sum((floor / floors) ** _LOAD for floor in range(1, floors))
    return 2.0 * highest * storey_m / LIFT_SPEED_M_S + (stops + 1.0) * _STOP_S + 2.0 * _LOAD * _TRANSFER_S


def wait_s(venue: Venue, cars: Iterable[Portal]) -> float:
    """Return the expected wait for the first of some cars [s]: half the interval at which they come."""
    return 0.5 / sum(1.0 / round_trip_s(venue, car) for car in cars)


def usual_wait_s(venue: Venue, lift: Portal) -> float:
    """Return the expected wait for a lift or any other of its bank, all of them running [s]."""
    return wait_s(venue, bank_of(venue, lift))


def bank_of(venue: Venue, lift: Portal) -> tuple[Portal, ...]:
    """Return the cars that answer the call for a lift: its bank, or itself alone."""
    if not lift.bank:
        return (lift,)
    return tuple(car for car in venue.portals if car.kind is PortalKind.ELEVATOR and car.bank == lift.bank)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Car:
    """One car at one level: what puts it out of service there, and the wait for the whole bank [s]."""

    portal_id: FeatureId
    stop_id: FeatureId
    out_when: frozenset[FeatureId]
    wait_s: float


class Banks:
    """The banks of a graph: who waits longer when one of their cars is out of service.

    Parameters
    ----------
    codes : sequence of Code
        Of the graph.
    """

    def __init__(self, codes: Sequence[Code]) -> None:
        self._calls: dict[tuple[str, LevelId], list[_Car]] = {}
        for code in codes:
            if isinstance(code, Hop) and code.stage is Stage.BOARD and code.stop and code.portal.bank:
                here = stop_id(code.portal.id, code.stop.level_id)
                out_when = frozenset({*code.closed_by, code.stop.unit_id})
                car = _Car(portal_id=code.portal.id, stop_id=here, out_when=out_when, wait_s=code.wait_s)
                self._calls.setdefault((code.portal.bank, code.stop.level_id), []).append(car)

    def longer_waits_s(self, closed: frozenset[FeatureId], stated: Collection[FeatureId]) -> Mapping[FeatureId, float]:
        """Return how much longer than usual the cars that still run are waited for, by their stops [s].

        The cars of a bank are taken for equal: with one of three out of service the interval is half as long again.

        Parameters
        ----------
        closed : frozenset of FeatureId
            What is out of service.
        stated : collection of FeatureId
            Lifts whose wait is known better than by this.
        """
        longer_s: dict[FeatureId, float] = {}
        for cars in self._calls.values() if closed else ():
            running = [car for car in cars if not car.out_when & closed]
            guessed = [car for car in running if car.portal_id not in stated]
            if len(running) < len(cars):
                longer_s |= {car.stop_id: car.wait_s * (len(cars) / len(running) - 1.0) for car in guessed}
        return longer_s
