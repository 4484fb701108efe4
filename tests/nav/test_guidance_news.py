"""What guidance does besides following fixes: standing people, tickets, closures, landmark questions."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Point, box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import Amenity, PortalKind
from nav.conditions import Conditions
from nav.costs.codes import way_id
from nav.guidance.codec import decode_state, encode_state
from nav.guidance.events import (
    HelpOffered,
    HelpReason,
    NoRouteFound,
    PositionLost,
    Progress,
    RouteChanged,
    RouteReason,
)
from nav.guidance.guide import HELP_AFTER_S, Guide
from nav.guidance.landmark_question import landmark_question
from nav.guidance.state import Phase
from nav.guidance.tickets import Called, TurnMissed
from nav.profile import get_profile
from nav.route import NoRouteReason, Place
from nav.router import Router
from tests.nav.routes import ride, route, to_cardiology_upstairs, walk
from tests.nav.walks import Scripted, fix, noisy, of_type, run, silence, truth
from tests.scenes import Scene, small_hospital

WALK = get_profile("walk")
GOAL = Place(id=FeatureId("F2-cardio"))
LIFT = FeatureId("lift-1")


def at(x: float, y: float, level: str = "F1") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def halfway(venue=None):
    """Return a guide and a walker half-way along a straight way of 120 m."""
    if venue is None:
        hall = box(0, 0, 200, 60)
        venue = Scene().level("F1", 0, hall).unit("F1-hall", "F1", hall, "walkway", labels={}).venue()
    way = route(walk("F1", [(0, 10), (120, 10)], units=("F1-hall",)))
    guide = Guide(Scripted(venue, way))
    state, _ = guide.begin(at(120, 10), WALK, at(0, 10), 0.0)
    places = truth(way)[:50]
    state, _ = run(guide, state, [fix(t, place) for t, place in enumerate(places)])
    return guide, state, places[-1]


def test_nothing_is_said_to_somebody_who_stands_until_help_is_offered_once() -> None:
    guide, state, place = halfway()
    _, events = run(guide, state, [fix(50 + t, place, sd_m=1.0) for t in range(240)])
    after = [(t_s, event) for t_s, event in events if t_s >= 65.0]
    offers = [(t_s, event) for t_s, event in after if isinstance(event, HelpOffered)]
    assert len(after) == len(offers) == 1
    assert offers[0][1].reason is HelpReason.STANDING
    assert abs(offers[0][0] - 50.0 - HELP_AFTER_S) <= 15.0


@pytest.mark.parametrize("sd_m", [1.0, 2.0])
def test_standing_in_noise_is_mostly_quiet_and_never_a_new_way(sd_m) -> None:
    spoken = 0
    for seed in range(10):
        guide, state, place = halfway()
        _, events = run(guide, state, noisy([place] * 120, np.random.default_rng(seed), sd_m=sd_m, t0_s=50.0))
        assert not of_type(events, RouteChanged)
        spoken += len(of_type([(t_s, event) for t_s, event in events if t_s >= 65.0], Progress))
    assert spoken < 0.5 * 10 * 105


def test_going_on_after_standing_goes_on_without_a_new_way() -> None:
    guide, state, place = halfway()
    still = [place] * 30
    on = truth(route(walk("F1", [(place.x_m, 10), (120, 10)])))
    state, events = run(guide, state, [fix(50 + t, where) for t, where in enumerate([*still, *on])])
    assert not of_type(events, RouteChanged)
    assert of_type(events, Progress)[-1].remaining_m < 5.0


def test_a_slow_walker_hardly_ever_stands() -> None:
    guide, state, place = halfway()
    slow = truth(route(walk("F1", [(place.x_m, 10), (115, 10)])), speed_m_s=0.6)
    _, events = run(guide, state, [fix(50 + t, where) for t, where in enumerate(slow)])
    assert len(of_type(events, Progress)) > 0.8 * len(slow)
    assert of_type(events, Progress)[-1].remaining_m < 8.0


def test_waiting_for_a_lift_is_no_reason_to_offer_help_soon() -> None:
    way = route(
        walk("F1", [(0, 10), (30, 10)], units=("F1-hall",)),
        ride(PortalKind.ELEVATOR, "lift", "F1", "F2", (30, 10), duration_s=60.0),
        walk("F2", [(30, 10), (60, 10)], units=("F2-hall",)),
    )
    scene = Scene()
    for ordinal, level in enumerate(("F1", "F2")):
        scene.level(level, ordinal, box(0, 0, 90, 60)).unit(f"{level}-hall", level, box(0, 0, 90, 60), "walkway")
    guide = Guide(Scripted(scene.venue(), way))
    state, _ = guide.begin(at(60, 10, "F2"), WALK, at(0, 10), 0.0)
    places = [*truth(route(walk("F1", [(0, 10), (30, 10)]))), *[at(30, 10)] * 80]
    _, events = run(guide, state, [fix(t, place) for t, place in enumerate(places)])
    assert not of_type(events, HelpOffered)


def test_a_call_leads_to_its_counter_and_says_the_number() -> None:
    guide, state, _ = halfway()
    called = Called(place_id=FeatureId("elsewhere"), number="A12")
    state, events = guide.ticket(state, called, 60.0)
    assert events[0] == called
    assert events[1].reason is RouteReason.CALLED
    assert state.destination == Place(id=FeatureId("elsewhere"))
    state, events = guide.ticket(state, TurnMissed(place_id=FeatureId("elsewhere"), number="A12"), 90.0)
    assert [type(event) for event in events] == [TurnMissed]
    state, events = guide.ticket(state, TurnMissed(place_id=FeatureId("desk")), 91.0)
    assert events[1].reason is RouteReason.TURN_MISSED


def test_a_call_before_any_position_is_kept_for_the_first_fix() -> None:
    guide = Guide(Scripted(small_hospital(), to_cardiology_upstairs()))
    state, _ = guide.begin(at(5, 1), WALK, None, 0.0)
    state, events = guide.ticket(state, Called(place_id=FeatureId("F2-cardio")), 1.0)
    assert [type(event) for event in events] == [Called]
    state, events = guide.advance(state, fix(2.0, at(5, 1)))
    assert state.destination == GOAL
    assert of_type([(0, event) for event in events], RouteChanged)


@pytest.fixture(scope="module")
def hospital() -> Router:
    return Router.compile(small_hospital())


def begun(hospital, **more):
    guide = Guide(hospital)
    state, _ = guide.begin(GOAL, WALK, at(5, 1), 0.0, **more)
    return guide, state


def ridden(state) -> list[str]:
    return [leg.portal_id for leg in state.route.legs if leg.portal_id]


def test_a_closure_elsewhere_changes_nothing(hospital) -> None:
    guide, state = begun(hospital)
    other = "stairs-1" if ridden(state) == [LIFT] else LIFT
    state, events = guide.conditions_changed(state, Conditions(version=1, closed=frozenset({FeatureId(other)})), 1.0)
    assert events == ()
    assert state.conditions.version == 1


def test_what_closes_on_the_way_gives_another_way_and_names_itself(hospital) -> None:
    guide, state = begun(hospital)
    portal = FeatureId(ridden(state)[0])
    state, events = guide.conditions_changed(state, Conditions(version=1, closed=frozenset({portal})), 1.0)
    reason = RouteReason.LIFT_OUT if portal == LIFT else RouteReason.CLOSED
    assert (events[0].reason, events[0].cause_id) == (reason, portal)
    assert portal not in ridden(state)
    assert state.route.conditions_version == 1


def test_a_door_that_becomes_one_way_against_the_walker_gives_another_way_and_says_why(hospital) -> None:
    guide, state = begun(hospital)
    into = FeatureId("F1-corridor")
    with_the_walker = way_id(FeatureId("F1-arch"), FeatureId("F1-lobby"))
    against_the_walker = way_id(FeatureId("F1-arch"), into)
    same = Conditions(version=1, closed=frozenset({with_the_walker}))
    assert guide.conditions_changed(state, same, 1.0)[1] == ()
    why = {"en": "Floor being washed"}
    shut = Conditions(version=2, closed=frozenset({against_the_walker}), reasons={FeatureId("F1-arch"): why})
    _, events = guide.conditions_changed(state, shut, 2.0)
    assert [event.no_route.blocked_by for event in events if isinstance(event, NoRouteFound)] == [("F1-arch",)]


def test_what_closes_to_the_public_moves_the_public_and_not_the_staff(hospital) -> None:
    guide, walker = begun(hospital)
    portal = FeatureId(ridden(walker)[0])
    why = {"en": "Kept free for beds"}
    kept = Conditions(version=1, closed_to_public=frozenset({portal}), reasons={portal: why})
    walker, events = guide.conditions_changed(walker, kept, 1.0)
    assert portal not in ridden(walker)
    assert events[0].why == why
    porter, _ = guide.begin(GOAL, replace(WALK, staff=True), at(5, 1), 0.0)
    assert ridden(porter) == [portal]
    assert guide.conditions_changed(porter, kept, 1.0)[1] == ()


def test_what_opens_again_is_taken_only_when_it_saves_enough(hospital) -> None:
    usual = ridden(begun(hospital)[1])[0]
    shut = Conditions(version=1, closed=frozenset({FeatureId(usual)}))
    guide, state = begun(hospital, conditions=shut)
    other = FeatureId(ridden(state)[0])
    _, events = guide.conditions_changed(state, Conditions(version=2), 1.0)
    assert events == (), "a few seconds are no reason to turn round"
    slow = Conditions(version=2, delay_s={other: 300.0})
    state, events = guide.conditions_changed(state, slow, 2.0)
    assert (events[0].reason, events[0].cause_id) == (RouteReason.BETTER_WAY, other)
    assert ridden(state) == [usual]


def test_when_every_way_is_closed_that_is_said_and_the_way_comes_back_when_one_opens(hospital) -> None:
    guide, state = begun(hospital)
    shut = Conditions(version=1, closed=frozenset({LIFT, FeatureId("stairs-1")}))
    state, events = guide.conditions_changed(state, shut, 1.0)
    assert [event.no_route.reason for event in events if isinstance(event, NoRouteFound)] == [NoRouteReason.CLOSED]
    state, events = guide.conditions_changed(state, Conditions(version=2), 20.0)
    assert state.phase is Phase.GUIDING
    assert isinstance(events[0], RouteChanged)


def test_older_conditions_and_those_behind_the_walker_change_nothing(hospital) -> None:
    guide, state = begun(hospital, conditions=Conditions(version=5))
    assert guide.conditions_changed(state, Conditions(version=4, closed=frozenset({LIFT})), 1.0) == (state, ())
    passed = replace(state, position=at(20, 10), track=replace(state.track, along_m=20.0))
    arch = Conditions(version=6, closed=frozenset({FeatureId("F1-arch")}))
    crossed = [leg for leg in state.route.legs if FeatureId("F1-arch") in leg.openings]
    assert crossed
    assert guide.conditions_changed(passed, arch, 1.0)[1] == ()


def test_a_state_under_conditions_survives_bytes(hospital) -> None:
    conditions = Conditions(version=3, closed=frozenset({FeatureId("stairs-1")}), delay_s={LIFT: 20.0})
    guide, state = begun(hospital, conditions=conditions)
    state, _ = run(guide, state, [fix(t, at(5, 1)) for t in range(1, 20)])
    assert decode_state(encode_state(state)) == state


def test_a_lost_walker_is_asked_for_something_they_may_see(hospital) -> None:
    guide, state = begun(hospital)
    state, events = run(guide, state, [fix(1, at(15, 10)), *(silence(t) for t in range(2, 20))])
    lost = of_type(events, PositionLost)[0]
    assert 2 <= len(lost.choices) <= 4
    answer = lost.choices[0]
    state, events = guide.relocate(state, answer.position, 30.0)
    assert state.position == answer.position


def test_somebody_lost_near_the_destination_is_asked_for_it_first_and_has_arrived_when_they_say_so(hospital) -> None:
    guide = Guide(hospital)
    state, _ = guide.begin(Place(id=FeatureId("F1-pharma")), WALK, at(5, 1), 0.0)
    state, events = run(guide, state, [fix(1, at(15, 10)), *(silence(t) for t in range(2, 20))])
    choices = of_type(events, PositionLost)[0].choices
    assert choices[0].place_id == "F1-pharma"
    assert len(choices) <= 4
    state, _ = guide.relocate(state, choices[0].position, 30.0)
    assert state.phase is Phase.ARRIVED


def test_choices_stand_on_the_level_before_their_thing_nearest_first() -> None:
    venue, here = small_hospital(), at(15, 10)
    choices = landmark_question(venue, here)
    units = {unit.id: unit for unit in venue.units}
    away_m = [choice.position.distance_m(here) for choice in choices]
    assert away_m == sorted(away_m)
    for choice in choices:
        point = Point(choice.position.x_m, choice.position.y_m)
        assert choice.position.level_id == "F1"
        assert any(units[FeatureId(f"F1-{name}")].area.contains(point) for name in ("lobby", "corridor"))


def test_what_there_are_two_of_tells_nothing() -> None:
    hall = box(0, 0, 80, 20)
    scene = Scene().level("F1", 0, hall).unit("hall", "F1", hall, "walkway", labels={})
    for name, x, label in (("a", 10, "Shop"), ("b", 60, "Shop"), ("c", 30, "Bank")):
        scene.add(
            "amenities",
            Amenity(
                id=FeatureId(name),
                level_id=LevelId("F1"),
                category="shop",
                point=Point(x, 10),
                unit_id=FeatureId("hall"),
                labels={"en": label},
            ),
        )
    assert [choice.place_id for choice in landmark_question(scene.venue(), at(35, 10))] == ["c"]


def test_where_nothing_can_be_named_nothing_is_asked() -> None:
    hall = box(0, 0, 80, 20)
    venue = Scene().level("F1", 0, hall).unit("hall", "F1", hall, "walkway", labels={}).venue()
    assert landmark_question(venue, at(10, 10)) == ()
    assert landmark_question(venue, at(500, 500)) == ()
