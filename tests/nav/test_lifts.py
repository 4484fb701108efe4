"""Waiting for lifts: derived on paper, shared in a bank, longer when a car is out."""

from itertools import product

import pytest
from shapely.geometry import box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import PortalKind, Venue
from nav.conditions import Conditions
from nav.costs.codes import stop_id
from nav.costs.lifts import LIFT_DOOR_S, LIFT_LEVEL_S, LIFT_SPEED_M_S, bank_of, round_trip_s, usual_wait_s
from nav.phrases import explain
from nav.profile import get_profile
from nav.route import NoRoute, NoRouteReason, Route
from nav.router import Router
from tests.scenes import Scene

WHEELCHAIR = get_profile("wheelchair")


def tower(cars: int, *, bank: str = "bank", levels: int = 3) -> Venue:
    """Return a hall on each level and lifts side by side that stop on all of them."""
    scene = Scene("tower")
    for number in range(levels):
        scene.level(f"F{number}", number).unit(f"hall{number}", f"F{number}", box(0, 0, 40, 20), "walkway")
    for car in range(cars):
        stops = [(f"F{number}", f"hall{number}", (10.0 + car, 10.0)) for number in range(levels)]
        scene.portal(f"car-{car}", PortalKind.ELEVATOR, stops, bank=bank)
    return scene.venue()


def at(level: int) -> Position:
    return Position(x_m=10.0, y_m=8.0, level_id=LevelId(f"F{level}"))


def conditions(*closed: str, **delay_s: float) -> Conditions:
    return Conditions(
        version=1,
        closed=frozenset(FeatureId(name) for name in closed),
        delay_s={FeatureId(name.replace("_", "-")): more_s for name, more_s in delay_s.items()},
    )


def ride_s(router: Router, under: Conditions, start: int = 0, end: int = 2) -> float:
    route = router.route(at(start), at(end), WHEELCHAIR, under)
    assert isinstance(route, Route)
    return next(leg.duration_s for leg in route.legs if leg.kind is PortalKind.ELEVATOR)


def test_a_round_trip_over_one_storey_is_up_and_down_two_stops_and_everybody_in_and_out() -> None:
    venue = tower(1, levels=2)
    stop_s = 2 * LIFT_DOOR_S + LIFT_LEVEL_S
    assert round_trip_s(venue, venue.portals[0]) == pytest.approx(2 * 4.0 / LIFT_SPEED_M_S + 2 * stop_s + 2 * 6 * 1.2)


@pytest.mark.parametrize("floors", [2, 4])
def test_the_stops_and_the_highest_floor_are_what_six_people_want_on_average(floors) -> None:
    wanted = list(product(range(1, floors + 1), repeat=6))
    stops = sum(len(set(each)) for each in wanted) / len(wanted)
    highest = sum(max(each) for each in wanted) / len(wanted)
    by_counting = 2 * highest * 4.0 / LIFT_SPEED_M_S + (stops + 1) * (2 * LIFT_DOOR_S + LIFT_LEVEL_S) + 2 * 6 * 1.2
    venue = tower(1, levels=floors + 1)
    assert round_trip_s(venue, venue.portals[0]) == pytest.approx(by_counting)


def test_hospital_banks_come_at_the_interval_they_are_designed_for() -> None:
    """CIBSE Guide D asks for 30 to 50 s in hospitals; half of it is waited."""
    venue = tower(3, levels=9)
    assert 15.0 <= usual_wait_s(venue, venue.portals[0]) <= 25.0


def test_cars_of_a_bank_share_the_wait_and_others_do_not() -> None:
    alone, three = tower(1), tower(3)
    apart = tower(3, bank="")
    assert usual_wait_s(three, three.portals[0]) == pytest.approx(usual_wait_s(alone, alone.portals[0]) / 3)
    assert usual_wait_s(apart, apart.portals[0]) == pytest.approx(usual_wait_s(alone, alone.portals[0]))
    assert len(bank_of(three, three.portals[1])) == 3


def test_with_a_car_out_the_others_are_waited_for_as_a_smaller_bank() -> None:
    three, two, one = (Router.compile(tower(cars)) for cars in (3, 2, 1))
    assert ride_s(three, conditions("car-0")) == pytest.approx(ride_s(two, conditions()))
    assert ride_s(three, conditions("car-0", "car-2")) == pytest.approx(ride_s(one, conditions()))


def test_a_stop_out_of_service_is_not_boarded_or_left_at_and_the_rest_of_the_bank_waits_there_only() -> None:
    router = Router.compile(tower(2))
    stop = stop_id(FeatureId("car-0"), LevelId("F2"))
    usual, under = conditions(), conditions(stop)
    assert ride_s(router, under, 2, 0) > ride_s(router, usual, 2, 0)
    assert ride_s(router, under, 0, 1) == pytest.approx(ride_s(router, usual, 0, 1))
    assert ride_s(router, under, 0, 2) == pytest.approx(ride_s(router, usual, 0, 2)), "the other car goes there"
    single = Router.compile(tower(1))
    answer = single.route(at(0), at(2), WHEELCHAIR, under)
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.CLOSED, (stop,))
    assert isinstance(single.route(at(0), at(1), WHEELCHAIR, under), Route)


def test_a_lift_out_of_service_is_why_there_is_no_way() -> None:
    answer = Router.compile(tower(1)).route(at(0), at(2), WHEELCHAIR, conditions("car-0"))
    assert isinstance(answer, NoRoute)
    assert (answer.reason, answer.blocked_by) == (NoRouteReason.CLOSED, ("car-0",))
    assert explain(answer.reason, "zh") == "去那里的路目前关闭。"


def test_a_slow_lift_takes_longer_and_is_left_for_its_neighbour() -> None:
    single, two = Router.compile(tower(1)), Router.compile(tower(2, bank=""))
    assert ride_s(single, conditions(car_0=45.0)) == pytest.approx(ride_s(single, conditions()) + 45.0)
    route = two.route(at(0), at(2), WHEELCHAIR, conditions(car_0=45.0))
    assert [leg.portal_id for leg in route.legs if leg.portal_id] == ["car-1"]


def test_what_is_said_of_a_lift_beats_what_its_bank_suggests() -> None:
    router = Router.compile(tower(2))
    assert ride_s(router, conditions("car-0", car_1=5.0)) == pytest.approx(ride_s(router, conditions()) + 5.0)


def test_opening_again_restores_the_usual_wait() -> None:
    router = Router.compile(tower(3))
    before = router.route(at(0), at(2), WHEELCHAIR)
    router.route(at(0), at(2), WHEELCHAIR, conditions("car-0"))
    assert router.route(at(0), at(2), WHEELCHAIR) == before
