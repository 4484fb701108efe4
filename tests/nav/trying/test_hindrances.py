"""Why there is no way, in the words of what the audit found."""

from dataclasses import replace

import pytest
from shapely.affinity import translate

from maps.disassemble import disassemble
from maps.partial import assemble_part
from maps.position import Position
from maps.publish import examine
from nav.profile import get_profile
from nav.route import NoRoute, Place
from nav.router import Router
from nav.trying.hindrances import hindrances
from tests.scenes import small_hospital


def told(draft, start, goal, profile="walk"):
    """Return the codes of what is in the way of a draft's route, or None where there is a route."""
    inferred, findings = examine(draft)
    venue, _ = assemble_part(inferred, findings)
    router = Router.compile(venue)
    found = router.route(start, goal, get_profile(profile))
    if not isinstance(found, NoRoute):
        return None
    return [each.code for each in hindrances(router, start, goal, found, findings)]


def without(*names):
    draft = disassemble(small_hospital())
    return replace(draft, features=tuple(each for each in draft.features if each.id not in names))


def changed(name, *, east_m=0.0, **properties):
    draft = disassemble(small_hospital())
    return replace(
        draft,
        features=tuple(
            replace(
                each,
                geometry=translate(each.geometry, east_m, 0.0),
                properties={**each.properties, **properties},
            )
            if each.id == name
            else each
            for each in draft.features
        ),
    )


LOBBY, LAB = Place(id="F1-lobby"), Place(id="F1-lab")


def test_a_room_without_a_door_says_so():
    assert told(without("F1-lab-door"), LOBBY, LAB)[0] == "M306"


def test_either_end_may_be_the_one_that_is_cut_off():
    assert told(without("F1-lab-door"), LAB, LOBBY)[0] == "M306"


def test_of_two_rooms_alone_the_one_without_a_door_is_told_whichever_is_asked_for():
    draft = disassemble(small_hospital())
    alone = [each for each in draft.features if each.id in ("F1", "F1-lobby", "F1-lab", "entrance")]
    assert "M306" in told(replace(draft, features=tuple(alone)), LOBBY, LAB)


def test_a_door_with_no_room_on_its_other_side_says_so():
    assert "M302" in told(changed("F1-lab-door", unit_ids=["F1-lab"]), LOBBY, LAB)


def test_so_does_a_door_off_its_wall_and_what_stands_at_a_point_is_found_too():
    astray = changed("F1-pharma-door", east_m=40.0)
    here = Position(x_m=25.0, y_m=4.0, level_id="F1")
    assert "M305" in told(astray, LOBBY, here)


@pytest.mark.parametrize("far", ["F1-xray-door", "F2-lab-door"])
def test_what_is_wrong_elsewhere_is_not_in_the_way(far):
    draft = without("F1-lab-door", far)
    inferred, findings = examine(draft)
    room = far.removesuffix("-door")
    elsewhere = {each for each in findings if room in each.feature_ids and LAB.id not in each.feature_ids}
    router = Router.compile(assemble_part(inferred, findings)[0])
    found = hindrances(router, LOBBY, LAB, router.route(LOBBY, LAB, get_profile("walk")), findings)
    assert elsewhere
    assert elsewhere.isdisjoint(found)


def test_where_there_is_a_way_nothing_is_in_it():
    assert told(without(), LOBBY, LAB) is None
