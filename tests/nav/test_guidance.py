from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from maps.ids import FeatureId, LevelId
from maps.position import NoFixReason, Position
from maps.venue import PortalKind
from nav.guidance.codec import decode_state, encode_state
from nav.guidance.events import (
    Arrived,
    ManeuverChanged,
    NoRouteFound,
    PositionBack,
    PositionLost,
    Progress,
    RouteChanged,
    RouteReason,
)
from nav.guidance.guide import LOST_AFTER_S, Guide
from nav.guidance.state import Phase
from nav.profile import get_profile
from nav.route import NoRoute, NoRouteReason, Place
from tests.nav.routes import ride, route, to_cardiology_upstairs, walk
from tests.nav.walks import Scripted, fix, noisy, of_type, run, silence, truth
from tests.scenes import Scene, small_hospital

WALK = get_profile("walk")
GOAL = Place(id=FeatureId("F2-cardio"))


def three_floors():
    scene = Scene()
    for ordinal, level in enumerate(("F1", "F2", "F3")):
        scene.level(level, ordinal, box(0, 0, 200, 60)).unit(f"{level}-hall", level, box(0, 0, 200, 60), "walkway")
    return scene.venue()


def at(x: float, y: float, level: str = "F1") -> Position:
    return Position(x_m=x, y_m=y, level_id=LevelId(level))


def straight(length_m: float = 120.0):
    return route(walk("F1", [(0, 10), (length_m, 10)], units=("F1-hall",)))


def begun(*answers, venue=None, start=None):
    router = Scripted(venue or three_floors(), *answers)
    guide = Guide(router)
    points = getattr(answers[0], "legs", None) and answers[0].legs[0].points[0]
    state, events = guide.begin(GOAL, WALK, start or (at(*points) if points else at(0, 0)), 0.0)
    return guide, state, [(0.0, event) for event in events], router


def test_guidance_begins_with_the_route_and_its_first_instruction() -> None:
    _, state, events, _ = begun(straight())
    assert of_type(events, RouteChanged)[0].reason is RouteReason.START
    assert of_type(events, ManeuverChanged)[0].index == 0
    assert state.phase is Phase.GUIDING


def test_without_a_position_the_route_comes_with_the_first_good_fix() -> None:
    guide = Guide(Scripted(three_floors(), straight()))
    state, events = guide.begin(GOAL, WALK, None, 0.0)
    assert events == ()
    state, events = run(guide, state, [silence(1), fix(2, at(0, 10), sd_m=30), fix(3, at(0, 10))])
    assert [type(event) for _, event in events] == [RouteChanged, ManeuverChanged]
    assert events[0][0] == 3.0


@pytest.mark.parametrize("sd_m", [1.0, 2.0, 4.0, 6.0])
def test_a_noisy_walk_on_the_route_says_each_instruction_once_in_order_and_arrives(sd_m) -> None:
    way = to_cardiology_upstairs()
    places = truth(way)
    for seed in range(6):
        guide, state, _, _ = begun(way, venue=small_hospital())
        fixes = noisy([*places, *[places[-1]] * 20], np.random.default_rng(seed), sd_m=sd_m)
        state, events = run(guide, state, fixes)
        assert not of_type(events, RouteChanged)
        indices = [event.index for event in of_type(events, ManeuverChanged)]
        assert indices == sorted(set(indices))
        assert indices[-1] == len(state.maneuvers) - 1
        assert len(of_type(events, Arrived)) == 1
        arrived_s = next(t_s for t_s, event in events if isinstance(event, Arrived))
        assert abs(arrived_s - len(places)) <= 15


def test_noise_on_the_route_hardly_ever_plans_again() -> None:
    way, reroutes, seconds = straight(), 0, 0
    places = truth(way)
    for seed in range(60):
        guide, state, _, _ = begun(way)
        fixes = noisy(places, np.random.default_rng(seed), sd_m=5.0, tau_s=6.0)
        state, events = run(guide, state, fixes)
        reroutes += len(of_type(events, RouteChanged))
        seconds += len(fixes)
    assert reroutes / (seconds / 3600.0) < 1.0


def test_progress_does_not_jump_with_a_jumping_fix() -> None:
    guide, state, _, _ = begun(straight())
    places = truth(straight())[:60]
    fixes = [fix(t, place, offset=(12.0 * (-1) ** t, 0.0), sd_m=6.0) for t, place in enumerate(places)]
    _, events = run(guide, state, fixes)
    along = [event.along_m for event in of_type(events, Progress)]
    steps = np.diff(along)
    assert (steps >= 0).all()
    assert (steps <= 2 * 1.2 + 1e-9).all()


def test_standing_still_stays() -> None:
    guide, state, _, _ = begun(straight())
    state, _ = run(guide, state, noisy(truth(straight())[:40], np.random.default_rng(1)))
    place = truth(straight())[39]
    state, events = run(guide, state, noisy([place] * 180, np.random.default_rng(2), t0_s=40.0))
    along = [event.along_m for event in of_type(events, Progress)]
    assert max(abs(along_m - place.x_m) for along_m in along) < 5.0
    assert not of_type(events, RouteChanged)
    assert len(of_type(events, ManeuverChanged)) <= 1


def test_walking_back_along_the_route_moves_progress_back() -> None:
    guide, state, _, _ = begun(straight())
    there = truth(straight())[:50]
    _, events = run(guide, state, noisy([*there, *there[::-1]], np.random.default_rng(3), sd_m=1.5))
    along = [event.along_m for event in of_type(events, Progress)]
    assert max(along) > 55
    assert along[-1] < 8
    assert not of_type(events, RouteChanged)


def test_leaving_the_route_plans_again_within_seconds() -> None:
    again = route(walk("F1", [(40, 40), (120, 10)], units=("F1-hall",)))
    guide, state, _, router = begun(straight(), again)
    walked = truth(straight())[:34]
    away = truth(route(walk("F1", [(walked[-1].x_m, 10), (walked[-1].x_m, 55)])))
    state, events = run(guide, state, noisy([*walked, *away], np.random.default_rng(4)))
    t_s, change = next((t_s, event) for t_s, event in events if isinstance(event, RouteChanged))
    assert change.reason is RouteReason.OFF_ROUTE
    assert change.route is again
    excluded_s = 34 + (2 * 2.45 + 4) / 1.2
    assert t_s <= excluded_s + 10
    assert router.asked[1][0].y_m > 15


def test_one_stray_fix_does_not_plan_again() -> None:
    guide, state, _, _ = begun(straight())
    fixes = [fix(t, place) for t, place in enumerate(truth(straight()))]
    fixes[20:23] = [fix(t, at(24, 55)) for t in (20, 21, 22)]
    _, events = run(guide, state, fixes)
    assert not of_type(events, RouteChanged)
    assert of_type(events, Arrived)


def test_a_short_cut_joins_the_route_again_without_a_new_one() -> None:
    u_shape = route(walk("F1", [(0, 10), (60, 10), (60, 30), (0, 30)], units=("F1-hall",)))
    guide, state, _, _ = begun(u_shape)
    places = [*truth(u_shape)[:15], *truth(route(walk("F1", [(18, 10), (18, 30), (0, 30)])))]
    fixes = [fix(t, place, sd_m=1.5) for t, place in enumerate([*places, *[places[-1]] * 10])]
    _, events = run(guide, state, fixes)
    assert not of_type(events, RouteChanged)
    assert of_type(events, Arrived)


def lift_ride(to: str = "F3"):
    return route(
        walk("F1", [(0, 10), (30, 10)], units=("F1-hall",)),
        ride(PortalKind.ELEVATOR, "lift", "F1", to, (30, 10), distance_m=8.0, duration_s=40.0),
        walk(to, [(30, 10), (60, 10)], units=(f"{to}-hall",)),
    )


def test_a_lift_that_passes_levels_is_followed_to_the_right_one() -> None:
    guide, state, _, _ = begun(lift_ride())
    walked = truth(route(walk("F1", [(0, 10), (30, 10)])))
    waiting, passing = [at(30, 10)] * 20, [at(30, 10, "F2")] * 6
    out = truth(route(walk("F3", [(30, 10), (60, 10)])))
    fixes = [fix(t, place) for t, place in enumerate([*walked, *waiting, *passing, *out, *[out[-1]] * 5])]
    state, events = run(guide, state, fixes)
    assert not of_type(events, RouteChanged)
    assert of_type(events, Arrived)
    assert state.track.part == 2


def test_a_level_that_flickers_far_from_the_lift_changes_nothing() -> None:
    guide, state, _, _ = begun(lift_ride())
    fixes = [
        fix(t, replace(place, level_id=LevelId("F3") if t in (3, 4, 8) else place.level_id))
        for t, place in enumerate(truth(route(walk("F1", [(0, 10), (14, 10)]))))
    ]
    state, events = run(guide, state, fixes)
    assert not of_type(events, RouteChanged)
    assert state.track.part == 0


def test_leaving_the_lift_on_the_wrong_level_plans_again_with_that_reason() -> None:
    guide, state, _, _ = begun(lift_ride(), lift_ride())
    walked = truth(route(walk("F1", [(0, 10), (30, 10)])))
    wrong = truth(route(walk("F2", [(30, 10), (200, 10)])))
    _, events = run(guide, state, [fix(t, place) for t, place in enumerate([*walked, *wrong])])
    assert [event.reason for event in of_type(events, RouteChanged)][:1] == [RouteReason.WRONG_LEVEL]


def test_silence_loses_the_position_once_and_a_good_fix_brings_it_back() -> None:
    guide, state, _, _ = begun(straight())
    places = truth(straight())
    fixes = [fix(t, places[t]) for t in range(10)]
    fixes += [silence(t) for t in range(10, 30)]
    fixes += [fix(t, places[t]) for t in range(30, 40)]
    _, events = run(guide, state, fixes)
    lost = [(t_s, event) for t_s, event in events if isinstance(event, PositionLost)]
    assert lost == [(9 + LOST_AFTER_S, PositionLost(reason=NoFixReason.NOTHING_HEARD))]
    assert [t_s for t_s, event in events if isinstance(event, PositionBack)] == [30.0]
    assert of_type(events, Progress)[-1].along_m > 40


def test_a_circle_too_wide_for_long_is_a_lost_position() -> None:
    guide, state, _, _ = begun(straight())
    _, events = run(guide, state, [fix(t, at(5, 10), sd_m=15) for t in range(20)])
    assert of_type(events, PositionLost) == [PositionLost(reason=NoFixReason.TOO_UNCERTAIN)]
    assert not of_type(events, Progress)


def test_silence_in_a_lift_is_expected() -> None:
    guide, state, _, _ = begun(lift_ride())
    walked = truth(route(walk("F1", [(0, 10), (30, 10)])))
    fixes = [fix(t, place) for t, place in enumerate([*walked, *[at(30, 10)] * 3])]
    quiet = [silence(len(fixes) + t) for t in range(40)]
    _, events = run(guide, state, [*fixes, *quiet])
    assert not of_type(events, PositionLost)


def test_no_way_is_said_once_and_tried_again() -> None:
    blocked = NoRoute(reason=NoRouteReason.PROFILE_EXCLUDES, detail="no lift")
    guide, state, events, _ = begun(blocked, blocked, straight(), start=at(0, 10))
    assert of_type(events, NoRouteFound)
    state, events = run(guide, state, [fix(t, at(0, 10)) for t in range(1, 30)])
    assert not of_type(events, NoRouteFound)
    assert len(of_type(events, RouteChanged)) == 1


def test_a_fix_beside_the_floor_does_not_take_the_route_away() -> None:
    outside = NoRoute(reason=NoRouteReason.ORIGIN_OUTSIDE, detail="in the street")
    guide, state, _, _ = begun(straight(), outside)
    state, events = run(guide, state, [fix(t, at(5, 70)) for t in range(12, 40)])
    assert not of_type(events, NoRouteFound)
    assert state.route is not None


def test_another_destination_or_profile_gives_a_new_route_with_its_reason() -> None:
    guide, state, _, router = begun(straight())
    state, events = guide.retarget(state, destination=Place(id=FeatureId("elsewhere")), t_s=1.0)
    assert events[0].reason is RouteReason.NEW_DESTINATION
    state, events = guide.retarget(state, profile=get_profile("wheelchair"), t_s=2.0)
    assert events[0].reason is RouteReason.NEW_PROFILE
    assert router.asked[-1][1:] == (Place(id=FeatureId("elsewhere")), get_profile("wheelchair"))


def test_saying_where_one_is_plans_from_there_at_once() -> None:
    guide, state, _, router = begun(straight())
    state, events = guide.relocate(state, at(50, 30), 5.0)
    assert events[0].reason is RouteReason.STATED_POSITION
    assert router.asked[-1][0] == at(50, 30)


def test_after_arrival_fixes_say_nothing_until_a_new_destination() -> None:
    guide, state, _, _ = begun(straight(20))
    places = truth(straight(20))
    fixes = [fix(t, place) for t, place in enumerate([*places, *[places[-1]] * 20])]
    state, events = run(guide, state, fixes)
    assert isinstance(events[-1][1], Arrived)
    assert state.phase is Phase.ARRIVED
    state, events = guide.retarget(state, destination=GOAL, t_s=100.0)
    assert state.phase is Phase.GUIDING


def test_the_next_way_starts_where_one_arrived_not_where_a_fix_fell() -> None:
    guide, state, _, router = begun(straight(20))
    places = truth(straight(20))
    fixes = [fix(t, place, offset=(0.0, 3.0)) for t, place in enumerate([*places, *[places[-1]] * 20])]
    state, events = run(guide, state, fixes)
    assert of_type(events, Arrived)
    guide.retarget(state, destination=GOAL, t_s=100.0)
    assert router.asked[-1][0] == at(20, 10)


def test_passing_the_end_of_the_route_at_some_distance_is_not_arriving() -> None:
    way = route(walk("F1", [(0, 10), (60, 10), (60, 30)], units=("F1-hall",)))
    guide, state, _, _ = begun(way)
    _, events = run(guide, state, [fix(t, place, sd_m=1.5) for t, place in enumerate(truth(way)[:-8])])
    assert not of_type(events, Arrived)


def test_an_older_fix_changes_nothing() -> None:
    guide, state, _, _ = begun(straight())
    state, _ = guide.advance(state, fix(10, at(5, 10)))
    assert guide.advance(state, fix(9, at(90, 50))) == (state, ())


def test_progress_counts_down_to_nothing() -> None:
    guide, state, _, _ = begun(straight(40))
    places = truth(straight(40))
    _, events = run(guide, state, [fix(t, place) for t, place in enumerate([*places, *[places[-1]] * 3])])
    told = of_type(events, Progress)
    assert told[0].remaining_m == pytest.approx(40.0, abs=1.0)
    assert told[0].remaining_s == pytest.approx(40.0 / 1.2, abs=1.0)
    assert [p.remaining_s for p in told] == sorted((p.remaining_s for p in told), reverse=True)
    assert told[-1].remaining_m < 3.0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 5), st.floats(-10, 130), st.floats(-10, 60), st.sampled_from(["F1", "F2", "F3", "-"])),
        max_size=40,
    )
)
def test_encoding_and_decoding_at_every_step_gives_the_same_events(inputs) -> None:
    guide, state, _, _ = begun(lift_ride())
    twin, t_s = state, 0.0
    for passed_s, x, y, level in inputs:
        t_s += passed_s
        news = silence(t_s) if level == "-" else fix(t_s, at(x, y, level))
        state, events = guide.advance(state, news)
        twin, twin_events = guide.advance(decode_state(encode_state(twin)), news)
        assert twin_events == events
        assert twin == state
        assert encode_state(twin) == encode_state(state)
