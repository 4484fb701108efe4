"""A repair that is proposed removes its finding and brings up none that forbids publishing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from maps.audit.finding import Severity
from maps.audit.repairs import PROPOSERS, blockers, propose
from maps.audit.repairs.mend import mend
from maps.audit.repairs.repair import Repair
from maps.disassemble import disassemble
from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import apply
from maps.publish import examine
from tests.maps.random_venues import venues
from tests.maps.repairs.breakers import BREAKERS, TOGETHER, Break
from tests.maps.test_audit import FAULTS, changed, sound, with_feature, with_geometry
from tests.scenes import Scene

few = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


def subjects(draft: VenueDraft, *severities: Severity) -> set[object]:
    return {finding.subject for finding in examine(draft)[1] if finding.severity in severities}


def assert_helps(draft: VenueDraft, repair: Repair) -> None:
    mended = apply(draft, repair.edits)
    assert repair.finding.subject not in subjects(mended, *Severity), repair.words
    assert blockers(examine(mended)[1]) <= subjects(draft, Severity.BLOCK), repair.words


@pytest.mark.parametrize("break_it", BREAKERS, ids=lambda each: each.__name__)
@few
@given(data=st.data())
def test_every_repair_of_a_venue_broken_in_one_place_does_what_it_says(break_it: Break, data) -> None:
    sound = disassemble(data.draw(venues()))
    known = subjects(sound, *Severity)
    broken = break_it(data.draw, sound)
    for repair in propose(broken, lambda each: each.finding.subject not in known):
        assert_helps(broken, repair)


@pytest.mark.parametrize("code", FAULTS)
def test_repairs_of_the_known_faults_do_what_they_say(code: str) -> None:
    draft = FAULTS[code]
    for repair in propose(draft):
        assert_helps(draft, repair)
        assert repair.words.endswith(".")
        assert repair.finding.code in PROPOSERS


@few
@given(data=st.data())
def test_mending_a_venue_that_is_broken_all_over_leaves_nothing_that_can_be_mended(data) -> None:
    broken = disassemble(data.draw(venues()))
    for break_it in data.draw(st.lists(st.sampled_from(TOGETHER), min_size=2, max_size=4)):
        broken = break_it(data.draw, broken)
    mended = mend(broken, lambda repair: True)
    refused = {repair.finding.subject for repair in mended.refused}
    assert blockers(examine(mended.draft)[1]) <= subjects(broken, Severity.BLOCK)
    assert not [each for each in propose(mended.draft) if each.finding.subject not in refused]
    assert apply(broken, mended.edits) == mended.draft


def only(draft: VenueDraft, code: str) -> Repair:
    (repair,) = [each for each in propose(draft) if each.finding.code == code][:1]
    return repair


def after(draft: VenueDraft, code: str) -> dict[str, DraftFeature]:
    return {each.id: each for each in apply(draft, only(draft, code).edits).features}


def test_a_door_off_the_wall_is_moved_onto_the_wall_between_its_rooms() -> None:
    door = after(with_geometry("F1-lab-door", LineString([(4.4, 12.9), (5.6, 12.9)])), "M305")["F1-lab-door"]
    assert door.geometry.equals(LineString([(4.4, 12), (5.6, 12)]))
    assert only(with_geometry("F1-lab-door", LineString([(4.4, 12.9), (5.6, 12.9)])), "M305").is_safe
    assert not only(FAULTS["M305"], "M305").is_safe


def test_a_door_drawn_in_a_room_is_laid_on_its_nearest_wall_and_joins_what_lies_there() -> None:
    draft = with_geometry("F1-lab-door", Point(5, 12.7))
    draft = changed(draft, lambda each: {"unit_ids": [], "width_m": 1.1} if each.id == "F1-lab-door" else {})
    door = after(draft, "M301")["F1-lab-door"]
    assert set(door.properties["unit_ids"]) == {"F1-lab", "F1-lobby"}
    assert door.geometry.equals_exact(LineString([(4.45, 12), (5.55, 12)]), 0.01, normalize=True)


def test_of_two_units_that_overlap_the_larger_is_cut_back() -> None:
    mended = after(with_geometry("F1-cardio", box(10, 0, 20, 8.5)), "M205")
    assert mended["F1-cardio"].geometry.area == pytest.approx(85.0)
    assert mended["F1-corridor"].geometry.area == pytest.approx(30 * 4 - 5)


def test_of_two_copies_of_a_room_one_goes_and_its_door_leads_into_the_other() -> None:
    draft = with_geometry("F1-lab", box(0, 12, 10, 20))
    lab = next(each for each in draft.features if each.id == "F1-lab")
    copy = replace(lab, id="copy", confidence=0.9)
    door = {"unit_ids": ["copy", "F1-lobby"]}
    draft = changed(draft, lambda each: door if each.id == "F1-lab-door" else {})
    draft = replace(draft, features=(*draft.features, copy))
    mended = after(draft, "M206")
    assert "copy" not in mended
    assert mended["F1-lab-door"].properties["unit_ids"] == ["F1-lab", "F1-lobby"]
    assert only(draft, "M206").is_safe


def test_a_level_grows_round_what_sticks_out_of_it() -> None:
    level = after(FAULTS["M204"], "M204")["F1"]
    assert level.geometry.covers(box(38, 18, 44, 22))


def test_a_door_in_the_outer_wall_of_the_ground_floor_becomes_an_entrance_and_of_another_floor_does_not() -> None:
    def with_door(level_id: str) -> VenueDraft:
        line = LineString([(12, 0), (13, 0)])
        return with_feature("opening", "out", line, level_id=level_id, unit_ids=[f"{level_id}-cardio"])

    assert after(with_door("F1"), "M302")["out"].properties["entrance"] is True
    assert not propose(with_door("F2"))


def test_a_lift_drawn_on_levels_past_which_another_one_lies_becomes_a_portal() -> None:
    scene = Scene("tower").level("F1", 0).level("F2", 1).level("F3", 2)
    for level in ("F1", "F2", "F3"):
        scene.unit(f"{level}-hall", level, box(0, 0, 10, 10), "lobby")
    for level in ("F1", "F3"):
        scene.unit(f"{level}-lift", level, box(10, 0, 12, 2), "elevator")
        scene.opening(f"{level}-door", level, (f"{level}-hall", f"{level}-lift"), [(10, 0.5), (10, 1.5)])
    scene.unit("F2-lift", "F2", box(20, 0, 22, 2), "elevator")
    mended = after(disassemble(scene.venue()), "M402")
    (portal,) = [each for each in mended.values() if each.feature_type == "portal"]
    assert [stop["unit_id"] for stop in portal.properties["stops"]] == ["F1-lift", "F3-lift"]
    assert portal.properties["kind"] == "elevator"


def test_a_landing_outside_its_lift_is_put_above_the_other_one() -> None:
    lift = after(FAULTS["M403"], "M403")["lift-1"]
    assert [list(stop["point"]) for stop in lift.properties["stops"]] == [[35, 16], [35, 16]]


def test_only_what_needs_nobody_to_look_is_applied_when_that_is_asked() -> None:
    draft = with_geometry("F1-lab-door", LineString([(4.4, 12.9), (5.6, 12.9)]))
    draft = changed(draft, lambda each: {"elevation_m": -3} if each.id == "F2" else {})
    mended = mend(draft, lambda each: each.is_safe)
    assert {each.finding.code for each in mended.done} == {"M305"}
    assert "M408" in {code for code, *_ in subjects(mended.draft, *Severity)}


def test_a_wrong_reference_that_is_found_twice_is_taken_away_once() -> None:
    draft = changed(sound(), lambda each: {"unit_ids": 17} if each.id == "F1-lab-door" else {})
    assert "unit_ids" not in after(draft, "M103")["F1-lab-door"].properties
    assert mend(draft, lambda _: True).draft == apply(draft, only(draft, "M103").edits)


def test_a_sound_venue_needs_no_repair() -> None:
    assert propose(sound()) == ()
