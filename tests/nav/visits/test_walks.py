"""Walking times of a visit are those of the routes one would walk."""

import numpy as np
import pytest

from maps.errors import NotFoundError
from maps.ids import FeatureId
from nav.conditions import Conditions
from nav.profile import get_profile
from nav.route import Place, Route
from nav.router import Router
from nav.visits import Itinerary, NoItinerary, NoItineraryReason, Stop, Visit, plan, walks_of
from tests.scenes import small_hospital

WALK = get_profile("walk")


def place(name: str) -> Place:
    return Place(id=FeatureId(name))


def visit(*names: str, end: str | None = "F2-lab") -> Visit:
    stops = tuple(Stop(id=name, place_ids=(FeatureId(name),), service_s=60.0) for name in names)
    return Visit(start=place("qr-1"), t_s=0.0, stops=stops, end=None if end is None else place(end))


@pytest.fixture(scope="module")
def router() -> Router:
    return Router.compile(small_hospital())


def test_walks_are_as_long_as_routes(router: Router) -> None:
    walks = walks_of(router, visit("F1-lab", "F1-pharma", "F2-cardio"), WALK)

    def route_s(origin: str, goal: str) -> float:
        route = router.route(place(origin), place(goal), WALK)
        assert isinstance(route, Route)
        return route.duration_s

    for row, origin in enumerate(walks.place_ids):
        assert walks.from_start_s[row] == pytest.approx(route_s("qr-1", origin), abs=0.01)
        assert walks.to_end_s[row] == pytest.approx(route_s(origin, "F2-lab"), abs=0.01)
        for column, goal in enumerate(walks.place_ids):
            if row != column:
                assert walks.between_s[row, column] == pytest.approx(route_s(origin, goal), abs=0.01)
    assert walks.start_to_end_s == pytest.approx(route_s("qr-1", "F2-lab"), abs=0.01)


def test_without_an_end_the_way_from_the_last_stop_takes_nothing(router: Router) -> None:
    walks = walks_of(router, visit("F1-lab", end=None), WALK)
    assert walks.to_end_s == [0.0]
    assert walks.start_to_end_s == 0.0


def test_a_closed_lift_and_stairs_leave_upstairs_unreachable_and_named(router: Router) -> None:
    shut = Conditions(version=1, closed=frozenset({FeatureId("lift-1"), FeatureId("stairs-1")}))
    both = visit("F1-lab", "F2-cardio", end=None)
    walks = walks_of(router, both, WALK, shut)
    assert np.isinf(walks.from_start_s[1])
    answer = plan(both, walks)
    assert isinstance(answer, NoItinerary)
    assert (answer.reason, answer.stops) == (NoItineraryReason.UNREACHABLE, ("F2-cardio",))
    assert isinstance(plan(both, walks_of(router, both, WALK)), Itinerary)


def test_a_place_that_does_not_exist_is_named(router: Router) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        walks_of(router, visit("nowhere"), WALK)
