import itertools
from dataclasses import replace

import pytest

from maps.ids import FeatureId, LevelId
from maps.position import NoFixReason
from maps.venue import PortalKind
from nav.guidance.events import HelpReason, RouteChanged, RouteReason
from nav.guidance.tickets import Called, TurnMissed
from nav.instructions.landmarks import UNNAMED
from nav.instructions.maneuver import Maneuver, ManeuverKind, Relation, Side
from nav.instructions.maneuvers import maneuvers
from nav.instructions.steps import step_length_m
from nav.phrases import LANGUAGES, arrived, distance, explain, queue_offer, render, rerouted, speak, ticket
from nav.phrases.catalogue import get_catalogue
from nav.phrases.messages import leave_now, order_changed
from nav.route import NoRouteReason
from nav.waits.choice import Why
from tests.nav.routes import to_cardiology_upstairs
from tests.scenes import small_hospital

REASONS = [*NoRouteReason, *NoFixReason, *RouteReason, *HelpReason, *Why]
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
        "Turn right at Laboratory, then go 30 m",
        "Take the lift on your left to Floor F2",
        "Leave the lift on Floor F2 and turn right, then go 25 m",
        "Cardiology is on your left",
    ]
    assert [render(each, venue, "zh-Hans") for each in told] == [
        "往收费处方向走10米",
        "在检验科处右转，走30米",
        "乘左侧电梯到F2楼",
        "在F2楼出电梯，右转，走25米",
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


@pytest.mark.parametrize(
    ("metres", "step_m", "spoken", "english", "chinese"),
    [
        (1, 1.0, False, "5 steps", "5步"),
        (14, 0.7, False, "20 steps", "20步"),
        (14, 0.7, True, "20 steps", "20步"),
        (300, 0.7, False, "300 m", "300米"),
        (23, None, True, "25 metres", "25米"),
        (1260, None, True, "1.3 kilometres", "1.3公里"),
    ],
)
def test_distances_are_told_in_steps_to_who_wants_them_and_in_full_to_who_listens(
    metres, step_m, spoken, english, chinese
) -> None:
    assert distance(metres, "en", step_m=step_m, spoken=spoken) == english
    assert distance(metres, "zh-Hans", step_m=step_m, spoken=spoken) == chinese


def test_a_slower_walker_takes_shorter_steps() -> None:
    assert step_length_m(1.2) == pytest.approx(0.68, abs=0.01)
    assert 0.4 < step_length_m(0.5) < step_length_m(0.9) < step_length_m(1.2) < 0.8


def test_a_lift_is_named_by_its_side_its_neighbour_and_the_button() -> None:
    venue = small_hospital()
    second = replace(venue.levels[1], labels={"en": "Floor 2", "zh-Hans": "2楼"})
    venue = replace(venue, levels=(venue.levels[0], second))
    board = maneuver(ManeuverKind.BOARD_ELEVATOR, relation=Relation.BY, landmark_id=FeatureId("F1-pharma"))
    assert render(board, venue, "en") == "Take the lift by Pharmacy to Floor 2 (F2)"
    assert render(board, venue, "zh-Hans") == "乘药房旁的电梯到2楼（F2）"
    left = replace(board, side=Side.LEFT)
    assert render(left, venue, "en") == "Take the lift on your left, by Pharmacy, to Floor 2 (F2)"
    assert render(left, venue, "zh-Hans") == "乘左侧药房旁的电梯到2楼（F2）"


def test_the_far_door_of_a_lift_is_told() -> None:
    leave = maneuver(ManeuverKind.LEAVE_PORTAL, portal_id=FeatureId("lift-1"), exit_side=Side.AHEAD, distance_m=2.0)
    assert render(leave, small_hospital(), "en") == "Leave the lift on Floor F1 by the far door"
    assert render(leave, small_hospital(), "zh-Hans") == "在F1楼出电梯（从对面的门出）"


def test_the_way_to_cardiology_is_spoken_with_what_comes_next() -> None:
    venue = small_hospital()
    told = maneuvers(to_cardiology_upstairs(), venue)
    assert [speak(told, index, venue, "en") for index in range(len(told))] == [
        "Go towards Payment. Then, after 10 metres, turn right at Laboratory.",
        "Turn right at Laboratory. Then, after 30 metres, take the lift on your left to Floor F2.",
        "Take the lift on your left to Floor F2. Inside, press F2. Then leave the lift on Floor F2 and turn right.",
        "Leave the lift on Floor F2 and turn right. Then, after 25 metres, Cardiology is on your left.",
        "Cardiology is on your left.",
    ]
    assert [speak(told, index, venue, "zh-Hans") for index in range(len(told))] == [
        "往收费处方向走。走10米后，在检验科处右转。",
        "在检验科处右转。走30米后，乘左侧电梯到F2楼。",
        "乘左侧电梯到F2楼。进去后按F2。然后在F2楼出电梯，右转。",
        "在F2楼出电梯，右转。走25米后，心血管内科在您左侧。",
        "心血管内科在您左侧。",
    ]
    assert speak(told, 1, venue, "en", in_m=6.0).startswith("In 5 metres, turn right at Laboratory.")
    assert speak(told, 1, venue, "zh-Hans", in_m=6.0, step_m=0.6).startswith("10步后在检验科处右转。")


def test_a_door_is_spoken_of_by_its_kind() -> None:
    venue = small_hospital()
    doors = {opening.id: opening for opening in venue.openings}
    automatic = replace(doors[FeatureId("F1-pharma-door")], automatic=True)
    venue = replace(venue, openings=(*(each for each in venue.openings if each.id != automatic.id), automatic))
    into = maneuver(
        ManeuverKind.RIGHT,
        relation=Relation.INTO,
        landmark_id=FeatureId("F1-pharma"),
        opening_id=FeatureId("F1-pharma-door"),
    )
    assert render(into, venue, "en") == "Turn right into Pharmacy, then go 25 m"
    assert speak([into], 0, venue, "en") == "Turn right and go through the automatic door into Pharmacy."
    enter = replace(into, kind=ManeuverKind.ENTER)
    assert speak([enter], 0, venue, "zh-Hans") == "穿过自动门，进入药房。"


def test_another_order_is_offered_with_the_queues_only_where_they_are_the_reason() -> None:
    venue = small_hospital()
    ends = {"from_id": FeatureId("F1-lab"), "to_id": FeatureId("F1-pharma"), "saved_minutes": 12.0, "is_order": True}
    told = queue_offer(venue, "en", waiting_from=9, waiting_to=2, **ends)
    assert told.endswith("Going to Pharmacy first saves about 12 min.")
    assert "9 people waiting" in told
    plain = queue_offer(venue, "en", waiting_from=0, waiting_to=0, **ends)
    assert plain == "Going to Pharmacy before Laboratory saves about 12 min."
    assert queue_offer(venue, "zh-Hans", waiting_from=0, waiting_to=3, **ends) == "先去药房再去检验科，约可省12分钟。"


def test_a_new_way_names_what_is_closed() -> None:
    venue = small_hospital()
    way = to_cardiology_upstairs()
    lift = RouteChanged(reason=RouteReason.LIFT_OUT, route=way, maneuvers=(), cause_id=FeatureId("lift-1"))
    assert rerouted(lift, venue, "en").startswith("The lift is out of service. ")
    assert rerouted(lift, venue, "zh-Hans") == "电梯目前停用。前方的电梯不能用，已为您换一条路。"
    room = RouteChanged(reason=RouteReason.CLOSED, route=way, maneuvers=(), cause_id=FeatureId("F1-pharma"))
    assert (
        rerouted(room, venue, "en")
        == "Pharmacy is closed at the moment. Your way is closed ahead. Here is another one."
    )
    why = {"en": "Stock-taking.", "zh-Hans": "盘点"}
    assert rerouted(replace(room, why=why), venue, "en").startswith(
        "Pharmacy is closed at the moment. The reason given: Stock-taking. "
    )
    assert rerouted(replace(room, why=why), venue, "zh-Hans").startswith("药房目前关闭。原因：盘点。")
    assert rerouted(replace(room, why={"zh-Hans": "盘点"}), venue, "en") == rerouted(room, venue, "en")
    door = replace(room, cause_id=FeatureId("F1-pharma-door"))
    assert rerouted(door, venue, "en") == explain(RouteReason.CLOSED, "en")


@pytest.mark.parametrize(
    ("waiting_from", "waiting_to", "age", "english", "chinese"),
    [
        (
            12,
            3,
            0.0,
            "Payment 1: 12 people waiting. Payment 2: 3 people waiting. Going to Payment 2 saves about 14 min.",
            "收费窗口1现有12人等候，收费窗口2现有3人等候。改去收费窗口2约可省14分钟。",
        ),
        (
            1,
            0,
            2.4,
            "Payment 1: 1 person waiting. Payment 2: nobody waiting. Going to Payment 2 saves about 14 min."
            " Counted 2 min ago.",
            "收费窗口1现有1人等候，收费窗口2现无人等候。改去收费窗口2约可省14分钟。人数为2分钟前的数据。",
        ),
        (
            None,
            3,
            0.0,
            "Going to Payment 2 instead of Payment 1 saves about 14 min.",
            "从收费窗口1改去收费窗口2，约可省14分钟。",
        ),
    ],
)
def test_an_offer_of_another_counter_says_who_waits_and_what_is_saved(
    waiting_from, waiting_to, age, english, chinese
) -> None:
    facts = {
        "from_id": FeatureId("payment-1"),
        "to_id": FeatureId("payment-2"),
        "waiting_from": waiting_from,
        "waiting_to": waiting_to,
        "saved_minutes": 14.2,
        "age_minutes": age,
    }
    assert queue_offer(small_hospital(), "en", **facts) == english
    assert queue_offer(small_hospital(), "zh-Hans", **facts) == chinese


def test_a_ticket_called_or_missed_is_told_with_its_number_if_it_has_one() -> None:
    venue, place = small_hospital(), FeatureId("F1-lab")
    called, missed = Called(place_id=place, number="A12"), TurnMissed(place_id=place)
    assert ticket(called, venue, "en") == "Number A12, it is your turn: go to Laboratory."
    assert ticket(called, venue, "zh-Hans") == "请A12号到检验科。"
    assert ticket(missed, venue, "en") == "Your turn at Laboratory was missed. Please report there again."
    assert leave_now(place, "9:40", venue, "zh-Hans") == "请现在出发，9:40到检验科。"
    assert order_changed(place, venue, "en") == "Your visit has a new order: Laboratory comes next."
