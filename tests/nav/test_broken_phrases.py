"""Broken wishes and offers of help, read aloud in both languages."""

from dataclasses import replace

import pytest

from maps.ids import FeatureId
from maps.venue import Access, Accessibility
from nav.help import find_way
from nav.phrases import LANGUAGES, explain_no_route, tell_broken
from nav.profile import Wish, get_profile
from nav.route import BrokenWish, NoRoute, Place
from nav.router import Router
from tests.scenes import small_hospital

VENUE = small_hospital()


def told(wish: Wish, *names: str, language: str = "en", venue=VENUE) -> str:
    broken = BrokenWish(wish=wish, feature_ids=tuple(FeatureId(name) for name in names))
    return tell_broken(broken, venue, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", Wish)
def test_every_wish_can_be_told(language, wish) -> None:
    text = told(wish, "F1-pharma-door", "F1-corridor", "lift-1", language=language)
    assert "{" not in text
    assert ("Pharmacy" if language == "en" else "药房") in text


def test_places_are_called_what_people_call_them() -> None:
    assert told(Wish.KNOWN_ACCESS, "F1-cardio-door") == (
        "It is not known whether a wheelchair passes: the door of Cardiology."
    )
    assert told(Wish.KNOWN_ACCESS, "F1-cardio-door", language="zh") == "不清楚轮椅能否通过：心血管内科的门。"
    assert told(Wish.AVOID_LIFTS, "lift-1") == "There is a lift: the lift."
    assert told(Wish.COVER, "F1-arch", language="zh") == "会走到室外露天处：大厅的通道。"


def test_a_thing_without_a_name_is_called_by_its_kind() -> None:
    bare = replace(VENUE, units=tuple(replace(unit, labels={}) for unit in VENUE.units))
    assert told(Wish.KNOWN_ACCESS, "F1-cardio-door", venue=bare).endswith(": a door.")
    assert told(Wish.QUIET, "F1-lobby", venue=bare, language="zh").endswith("：一段通道。")


def test_a_long_list_is_cut_short_and_counted() -> None:
    doors = ("F1-lab-door", "F1-xray-door", "F1-cardio-door", "F1-pharma-door", "F1-office-door", "F2-lab-door")
    assert told(Wish.KNOWN_ACCESS, *doors).endswith(
        ": the door of Laboratory, the door of X-ray, the door of Cardiology and 2 more."
    ), "two doors of one name are one thing to say"
    assert "等，另有2处" in told(Wish.KNOWN_ACCESS, *doors, language="zh")


def test_help_is_offered_in_words_that_say_who_helps_where() -> None:
    doors = tuple(
        replace(each, accessibility=Accessibility.NO) if each.id == "F1-pharma-door" else each
        for each in VENUE.openings
    )
    router = Router.compile(replace(VENUE, openings=doors))
    ends = Place(id=FeatureId("F1-lab")), Place(id=FeatureId("F1-pharma"))
    found = find_way(router, *ends, get_profile("wheelchair"))
    assert isinstance(found, NoRoute)
    assert explain_no_route(found, router.venue, "en") == (
        "There is no way there that suits how you travel. With somebody to help you there is a way. "
        "Somebody has to help you over a step: the door of Pharmacy."
    )
    assert explain_no_route(found, router.venue, "zh") == (
        "没有适合您出行方式的路线。如有人协助，有路可走。有台阶，需要有人协助：药房的门。"
    )


def test_a_staff_door_is_an_offer_to_be_let_through() -> None:
    ends = Place(id=FeatureId("F1-lab")), Place(id=FeatureId("F1-office"))
    found = find_way(Router.compile(VENUE), *ends, get_profile("walk"))
    assert isinstance(found, NoRoute)
    assert explain_no_route(found, VENUE, "en").endswith("Staff have to let you through: the door of Office.")
    assert {opening.id for opening in VENUE.openings if opening.access is Access.STAFF} >= {"F1-office-door"}
