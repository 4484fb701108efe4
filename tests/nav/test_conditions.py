"""What closures and delays do to a route, and that they are checked."""

import math
from dataclasses import replace

import pytest

from maps.errors import BadInputError
from maps.ids import FeatureId
from nav.conditions import OPEN, Conditions
from nav.profile import get_profile
from nav.route import Place, Route
from nav.router import Router
from tests.scenes import small_hospital

WALK, WHEELCHAIR = get_profile("walk"), get_profile("wheelchair")


@pytest.fixture(scope="module")
def router() -> Router:
    return Router.compile(small_hospital())


def slow(**delay_s: float) -> Conditions:
    return Conditions(version=9, delay_s={FeatureId(name.replace("_", "-")): more for name, more in delay_s.items()})


def ends(one: str, two: str) -> tuple[Place, Place]:
    return Place(id=FeatureId(one)), Place(id=FeatureId(two))


@pytest.mark.parametrize(
    ("delayed", "one", "two"),
    [("F1_arch", "F1-lab", "F1-pharma"), ("F1_corridor", "F1-lab", "F1-pharma"), ("lift_1", "F1-cardio", "F2-cardio")],
)
def test_a_delay_is_paid_once_for_each_passage_in_time_and_in_cost(router, delayed, one, two) -> None:
    free = router.route(*ends(one, two), WHEELCHAIR)
    late = router.route(*ends(one, two), WHEELCHAIR, slow(**{delayed: 7.0}))
    assert isinstance(free, Route)
    assert isinstance(late, Route)
    assert late.duration_s == pytest.approx(free.duration_s + 7.0)
    assert late.cost_s == pytest.approx(free.cost_s + 7.0)
    assert [leg.points for leg in late.legs] == [leg.points for leg in free.legs]


def test_a_crowd_on_the_stairs_sends_people_to_the_lift(router: Router) -> None:
    assert "stairs-1" in {leg.portal_id for leg in router.route(*ends("F1-cardio", "F2-cardio"), WALK).legs}
    crowded = router.route(*ends("F1-cardio", "F2-cardio"), WALK, slow(stairs_1=300.0))
    assert "lift-1" in {leg.portal_id for leg in crowded.legs}


def test_a_route_names_the_version_of_the_conditions(router: Router) -> None:
    assert router.route(*ends("F1-lab", "F1-pharma"), WALK).conditions_version == 0
    assert router.route(*ends("F1-lab", "F1-pharma"), WALK, slow(lift_1=1.0)).conditions_version == 9


def test_who_is_in_a_crowded_hall_already_does_not_pay_for_entering_it(router: Router) -> None:
    crowded = slow(F1_lab=100.0)
    assert router.route(*ends("F1-lab", "F1-pharma"), WALK, crowded) == replace(
        router.route(*ends("F1-lab", "F1-pharma"), WALK), conditions_version=9
    )


@pytest.mark.parametrize("delay_s", [-1.0, math.nan, math.inf])
def test_a_delay_that_is_no_time_is_refused(delay_s: float) -> None:
    with pytest.raises(BadInputError, match="lift-1"):
        slow(lift_1=delay_s)


def test_equal_conditions_are_equal_and_hash_alike() -> None:
    assert slow(a=1.0) == slow(a=1.0)
    assert hash(slow(a=1.0)) == hash(slow(a=1.0))
    assert slow(a=1.0) != slow(a=2.0)
    assert OPEN.is_usual
