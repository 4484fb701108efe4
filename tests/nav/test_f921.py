"""The rules of ITU-T F.921 (08/2018) and its base, the Wayfindr Open Standard (Recommendation 2.0, 2018), as tests.

Chapters in brackets are those of the Wayfindr text. What the rules ask of the route itself (the safest, not the
shortest) is the travel profile's, and of the phone (vibration, volume) the page's.
"""

import re
from itertools import pairwise, permutations

import pytest
from shapely.geometry import box

from maps.ids import FeatureId
from maps.places import place_ids
from nav.guidance.events import ManeuverChanged, ManeuverDone
from nav.guidance.guide import Guide
from nav.instructions.maneuver import ManeuverKind, Relation
from nav.instructions.maneuvers import maneuvers
from nav.instructions.outlook import ANNOUNCE_M
from nav.instructions.register import Register
from nav.phrases import LANGUAGES, arrived, on_the_way, render, speak
from nav.phrases.catalogue import catalogues
from nav.profile import get_profile
from nav.route import Place, Route
from nav.router import Router
from tests.nav.routes import route, to_cardiology_upstairs, walk
from tests.nav.walks import Scripted, fix, of_type, run, truth
from tests.scenes import Scene, small_hospital

K = ManeuverKind
RIDES = {K.BOARD_ELEVATOR, K.BOARD_ESCALATOR, K.TAKE_STAIRS, K.TAKE_RAMP}
TURNS = [kind for kind in K if "left" in kind.value or "right" in kind.value or kind is K.U_TURN]
VERBS = ("go", "keep", "turn", "take", "leave", "get")
"""An instruction starts with what to do; "the stairs are in front of you" leaves people standing (2.2)."""


@pytest.fixture(scope="module")
def told() -> list[tuple]:
    """Return the detailed instructions of the ways between all places of a small hospital."""
    venue = small_hospital()
    router = Router.compile(venue)
    pairs = list(permutations(place_ids(venue), 2))[::7]
    found = [router.route(Place(id=a), Place(id=b), get_profile("walk")) for a, b in pairs]
    routes = [each for each in found if isinstance(each, Route)]
    assert len(routes) > 40
    return [maneuvers(each, venue, Register.DETAILED) for each in routes]


def corridor(length_m: float):
    """Return a straight detailed way through one long corridor with nothing in it."""
    scene = Scene().level("F1", 0, box(0, 0, length_m, 4))
    venue = scene.unit("hall", "F1", box(0, 0, length_m, 4), "walkway", labels={}).venue()
    way = route(walk("F1", [(1, 2), (length_m - 1, 2)], units=("hall",)))
    return venue, way


def test_every_instruction_begins_with_what_to_do() -> None:
    words = catalogues()["en"]
    for key, texts in words.phrases.items():
        if key.startswith("action.") and "arrive" not in key:
            assert texts[0].split()[0] in VERBS, key


def test_nobody_is_told_to_walk_because_some_roll() -> None:
    for key, texts in catalogues()["en"].phrases.items():
        assert not re.search(r"\bwalk(s|ing)?\b", " ".join(texts).lower()), key


def test_directions_are_those_of_the_body_not_of_a_clock_a_compass_or_a_protractor() -> None:
    banned = re.compile(r"o'clock|degree|north|south|east|west|点钟|度角|[东西南北](?:边|面|侧)")
    for words in catalogues().values():
        for key, texts in words.phrases.items():
            assert not banned.search(" ".join(texts).lower()), (words.tag, key)


def test_instructions_are_short(told) -> None:
    venue = small_hospital()
    for way in told:
        for index, each in enumerate(way):
            assert len(render(each, venue, "en").split()) <= 16
            assert len(speak(way, index, venue, "en").split()) <= 32
            assert speak(way, index, venue, "en").count(".") <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_next_is_told_with_its_distance(told, language) -> None:
    venue = small_hospital()
    for way in told:
        for index, each in enumerate(way[:-1]):
            after = next(later for later in way[index + 1 :] if later.kind is not K.CONTINUE)
            said = speak(way, index, venue, language)
            assert len(said) > len(render(each, venue, language)), "more than the instruction alone"
            if after.along_m - each.along_m >= 10.0 and after.kind is not K.LEAVE_PORTAL:
                assert re.search(r"\d", said)


def test_a_turn_is_told_by_something_to_find_it_with(told) -> None:
    """A landmark, a door, or how far it is from what was said before: never only "turn right"."""
    venue = small_hospital()
    for way in told:
        for before, turn in pairwise(way):
            if turn.kind in TURNS and not (turn.landmark_id or turn.opening_id):
                announced = speak(way, way.index(before), venue, "en")
                assert turn.along_m - before.along_m < 5.0 or "after" in announced


def test_reassurance_comes_about_every_ten_metres_to_who_sees_little() -> None:
    venue, way = corridor(100)
    detailed, plain = maneuvers(way, venue, Register.DETAILED), maneuvers(way, venue)
    gaps_m = [b.along_m - a.along_m for a, b in pairwise(detailed)]
    assert max(gaps_m) <= 10.0 + ANNOUNCE_M
    assert min(gaps_m) >= 7.0
    assert {each.kind for each in detailed[1:-1]} == {K.CONTINUE}
    assert len(plain) == 2


def test_the_word_on_the_way_never_runs_into_the_next_instruction(told) -> None:
    for way in told:
        for word, after in pairwise(way):
            if word.kind is K.CONTINUE:
                assert after.along_m - word.along_m >= ANNOUNCE_M


def test_every_opening_and_every_change_of_floor_is_told_in_detail(told) -> None:
    venue = small_hospital()
    openings = {each.id for each in venue.openings}
    doors_told = {each.opening_id for way in told for each in way if each.opening_id}
    assert doors_told <= openings
    assert {each.kind for way in told for each in way} >= {K.ENTER, K.BOARD_ELEVATOR, K.LEAVE_PORTAL}
    way = route(
        walk("F1", [(5, 1), (10.4, 10), (25, 10), (25, 5)], units=("F1-lobby", "F1-corridor", "F1-pharma"),
             openings=("F1-arch", "F1-pharma-door")),
        destination="F1-pharma",
    )  # fmt: skip
    passed = [each.opening_id for each in maneuvers(way, venue, Register.DETAILED) if each.opening_id]
    assert passed == ["F1-arch", "F1-pharma-door"]


def test_features_are_announced_six_metres_ahead_give_or_take_one() -> None:
    scene = Scene().level("F1", 0, box(0, 0, 90, 60)).unit("hall", "F1", box(0, 0, 90, 60), "walkway", labels={})
    way = route(walk("F1", [(2, 2), (40, 2), (40, 40), (80, 40)], units=("hall",)))
    guide = Guide(Scripted(scene.venue(), way))
    places = truth(way, speed_m_s=0.8)
    state, _ = guide.begin(Place(id=FeatureId("hall-end")), get_profile("walk"), places[0], 0.0)
    state, events = run(guide, state, [fix(t, place, sd_m=0.5) for t, place in enumerate(places)])
    for t_s, event in events:
        if isinstance(event, ManeuverChanged) and state.maneuvers[event.index].kind is not K.ARRIVE:
            ahead_m = state.maneuvers[event.index].along_m - 0.8 * t_s
            assert abs(ahead_m - 6.0) <= 1.0 + 0.8, "one metre, and one step of the walker"


def test_a_lift_says_the_floor_and_the_button_to_press() -> None:
    venue = small_hospital()
    way = maneuvers(to_cardiology_upstairs(), venue, Register.DETAILED)
    index = next(index for index, each in enumerate(way) if each.kind is K.BOARD_ELEVATOR)
    assert "Inside, press F2." in speak(way, index, venue, "en")
    assert "进去后按F2。" in speak(way, index, venue, "zh-Hans")


def test_stairs_say_whether_they_go_up_or_down() -> None:
    for tag, up, down in (("en", " up to ", " down to "), ("zh-Hans", "上到", "下到")):
        words = catalogues()[tag]
        for kind in ("stairs", "escalator", "ramp"):
            assert up in words.get(f"action.ride.{kind}.up", portal="P", level="L")
            assert down in words.get(f"action.ride.{kind}.down", portal="P", level="L")


def test_a_turn_carried_out_is_confirmed_to_who_sees_little_and_to_nobody_else() -> None:
    scene = Scene().level("F1", 0, box(0, 0, 90, 60)).unit("hall", "F1", box(0, 0, 90, 60), "walkway", labels={})
    way = route(walk("F1", [(2, 2), (40, 2), (40, 40)], units=("hall",)))
    for name, confirmations in (("low_vision", 1), ("walk", 0)):
        guide = Guide(Scripted(scene.venue(), way))
        places = truth(way)
        state, _ = guide.begin(Place(id=FeatureId("end")), get_profile(name), places[0], 0.0)
        state, events = run(guide, state, [fix(t, place, sd_m=0.5) for t, place in enumerate(places)])
        done = of_type(events, ManeuverDone)
        assert len(done) == confirmations
        assert all(state.maneuvers[each.index].kind is K.LEFT for each in done)
    assert on_the_way(20.0, "en") == "You are on the right way. Keep going for 20 metres."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_says_that_guidance_ends(language) -> None:
    place = FeatureId("F1-lab")
    spoken = arrived(place, small_hospital(), language, spoken=True)
    assert spoken.startswith(arrived(place, small_hospital(), language))
    assert len(spoken) > len(arrived(place, small_hospital(), language))


def test_nobody_counts_steps_unless_they_asked() -> None:
    venue = small_hospital()
    way = maneuvers(to_cardiology_upstairs(), venue, Register.DETAILED)
    assert all("step" not in speak(way, index, venue, "en") for index in range(len(way)))
    assert any("step" in speak(way, index, venue, "en", step_m=0.6) for index in range(len(way)))


def test_landmarks_of_a_turn_are_told_with_the_turn() -> None:
    venue = small_hospital()
    turn = next(each for each in maneuvers(to_cardiology_upstairs(), venue) if each.relation is Relation.AT)
    assert render(turn, venue, "en").startswith("Turn right at Laboratory")
