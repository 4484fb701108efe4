import itertools
import string
from dataclasses import replace

import pytest

from maps.ids import FeatureId, LevelId
from maps.position import NoFixReason
from maps.venue import PortalKind
from nav.guidance_events import RouteReason
from nav.landmarks import UNNAMED
from nav.maneuver import Maneuver, ManeuverKind, Relation, Side
from nav.maneuvers import maneuvers
from nav.phrases import LANGUAGES, arrived, distance, explain, render
from nav.phrases.catalogue import catalogues, get_catalogue
from nav.route import NoRouteReason
from tests.nav.routes import to_cardiology_upstairs
from tests.scenes import small_hospital

REASONS = [*NoRouteReason, *NoFixReason, *RouteReason]
RIDES = {
    ManeuverKind.BOARD_ELEVATOR: "lift-1",
    ManeuverKind.BOARD_ESCALATOR: None,
    ManeuverKind.TAKE_STAIRS: "stairs-1",
    ManeuverKind.TAKE_RAMP: None,
}
TURNS = [kind for kind in ManeuverKind if "left" in kind or "right" in kind or kind is ManeuverKind.U_TURN]


def maneuver(kind, **more) -> Maneuver:
    ridden = kind in RIDES
    facts = {
        "level_id": LevelId("F1"),
        "to_level_id": LevelId("F2") if ridden else None,
        "portal_id": RIDES.get(kind),
        "distance_m": 23.0,
    }
    return Maneuver(kind=kind, point=(0.0, 0.0), leg_index=0, along_m=0.0, **{**facts, **more})


def every_maneuver():
    for kind in (*TURNS, ManeuverKind.CONTINUE):
        yield maneuver(kind)
        for relation in (Relation.AT, Relation.INTO, Relation.PAST):
            yield maneuver(kind, relation=relation, landmark_id=FeatureId("F1-pharma"))
    yield maneuver(ManeuverKind.DEPART)
    yield maneuver(ManeuverKind.ENTER)
    yield maneuver(ManeuverKind.ENTER, relation=Relation.INTO, landmark_id=FeatureId("F1-pharma"))
    for relation, side in itertools.product((Relation.TOWARDS, Relation.OUT_OF), (None, *Side)):
        yield maneuver(ManeuverKind.DEPART, relation=relation, landmark_id=FeatureId("desk"), side=side)
    for kind, side in itertools.product((*RIDES, ManeuverKind.LEAVE_PORTAL, ManeuverKind.ARRIVE), (None, *Side)):
        yield maneuver(kind, side=side)
        yield maneuver(kind, side=side, landmark_id=FeatureId("F1-cardio"), portal_id=FeatureId("lift-1"))


def test_chinese_comes_first_then_english() -> None:
    assert LANGUAGES == ("zh-Hans", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_the_same_phrases_with_the_same_fields(language) -> None:
    def fields(catalogue):
        return {
            key: sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
            for key, text in catalogue.phrases.items()
        }

    assert fields(catalogues()[language]) == fields(catalogues()["en"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_maneuver_can_be_said(language) -> None:
    for each in every_maneuver():
        for in_m in (None, 0.0, 23.0):
            text = render(each, small_hospital(), language, in_m=in_m)
            assert text
            assert "{" not in text
            assert text[0] == text[0].upper()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("portal_kind", PortalKind)
def test_every_kind_of_portal_can_be_boarded_up_down_and_level(language, portal_kind) -> None:
    words = get_catalogue(language)
    assert words.find(f"name.the_{portal_kind}")
    assert words.find(f"name.{portal_kind}")
    known = [key for key in words.phrases if key.startswith(f"action.ride.{portal_kind}")]
    assert known in (
        [f"action.ride.{portal_kind}"],
        [f"action.ride.{portal_kind}.{way}" for way in ("up", "down", "level")],
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_explained(language, reason) -> None:
    assert explain(reason, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", sorted(UNNAMED))
def test_every_landmark_without_a_name_can_be_named(language, category) -> None:
    assert get_catalogue(language).find(f"name.{category}")


def test_a_language_without_a_catalogue_gets_its_nearest_relative_or_english() -> None:
    assert explain(NoRouteReason.CLOSED, "zh-CN") == explain(NoRouteReason.CLOSED, "zh-Hans")
    assert explain(NoRouteReason.CLOSED, "fr") == explain(NoRouteReason.CLOSED, "en")


def test_the_way_to_cardiology_reads_well_in_both_languages() -> None:
    venue = small_hospital()
    told = maneuvers(to_cardiology_upstairs(), venue)
    assert [render(each, venue, "en") for each in told] == [
        "Go towards Payment for 10 m",
        "Turn right at Laboratory, then go 25 m",
        "Turn left at the lifts",
        "Take the lift to Floor F2",
        "Leave the lift on Floor F2 and turn right, then go 25 m",
        "Cardiology is on your left",
    ]
    assert [render(each, venue, "zh-Hans") for each in told] == [
        "往收费处方向走10米",
        "在检验科处右转，走25米",
        "在电梯厅处左转",
        "乘电梯到F2楼",
        "在F2楼离开电梯，然后右转，走25米",
        "心血管内科在您左侧",
    ]
    assert arrived(FeatureId("F2-cardio"), venue, "zh") == "您已到达心血管内科。"


@pytest.mark.parametrize(
    ("labels", "bank", "english"),
    [
        ({"en": "Stairs 2"}, "", "Take Stairs 2 up to Floor F2"),
        ({"und": "TR02"}, "", "Take the stairs TR02 up to Floor F2"),
        ({"en": "Stairs 2"}, "east", "Take the stairs up to Floor F2"),
        ({}, "", "Take the stairs up to Floor F2"),
    ],
)
def test_a_portal_is_called_by_its_name_where_that_helps(labels, bank, english) -> None:
    venue = small_hospital()
    stairs = replace(venue.portals[1], labels=labels, bank=bank)
    twin = replace(stairs, id=FeatureId("twin"))
    venue = replace(venue, portals=(venue.portals[0], stairs, twin))
    assert render(maneuver(ManeuverKind.TAKE_STAIRS), venue, "en") == english


def test_an_instruction_ahead_says_how_far_and_a_near_one_does_not() -> None:
    left = maneuver(ManeuverKind.LEFT)
    assert render(left, small_hospital(), "en", in_m=22.0) == "In 20 m, turn left"
    assert render(left, small_hospital(), "zh-Hans", in_m=22.0) == "20米后左转"
    assert render(left, small_hospital(), "en", in_m=0.4) == "Turn left"


@pytest.mark.parametrize(
    ("metres", "english"),
    [(0, "5 m"), (7.4, "5 m"), (23, "25 m"), (64, "60 m"), (130, "150 m"), (999, "1.0 km"), (1260, "1.3 km")],
)
def test_distances_are_rounded_to_what_people_can_use(metres, english) -> None:
    assert distance(metres, "en") == english


def test_nobody_is_told_to_walk() -> None:
    for tag, words in catalogues().items():
        assert not [key for key, text in words.phrases.items() if tag == "en" and "walk " in f"{text} ".lower()]
