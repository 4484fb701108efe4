"""A plan read again keeps its ids, whatever the program that exported it made of them."""

import random
from dataclasses import replace

import pytest
import shapely
from shapely.affinity import translate

from maps.codec import decode_draft, encode_draft
from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import apply
from maps.edits.locate import Coordinates
from maps.edits.rebase import Choices, Side
from maps.edits.reimport import keep_ids, reimport
from maps.edits.wanted import Add, Alter, make_edits
from maps.feature_types import FEATURE_TYPES, STOP_REFERENCES
from maps.frame import LocalFrame
from maps.readers.geojson import read
from maps.reframe import reframe
from maps.writers import geojson
from tests.maps.edits.wishes import hospital_draft, same
from tests.scenes import small_hospital

LOCAL = Coordinates.LOCAL


def with_new_ids(draft: VenueDraft, rng: random.Random) -> VenueDraft:
    """Return the draft as a program would export it that gives every feature a new id."""
    ids = {(each.feature_type, each.id): f"#{rng.randrange(10**9)}" for each in draft.features}

    def renamed(properties, references):
        return {
            name: (
                [ids[references[name], each] for each in value]
                if isinstance(value, list)
                else ids[references[name], value]
            )
            if name in references
            else value
            for name, value in properties.items()
        }

    features = []
    for each in draft.features:
        properties = renamed(each.properties, FEATURE_TYPES[each.feature_type].references)
        if "stops" in properties:
            properties["stops"] = [renamed(stop, STOP_REFERENCES) for stop in properties["stops"]]
        features.append(replace(each, id=ids[each.feature_type, each.id], properties=properties))
    rng.shuffle(features)
    return replace(draft, features=tuple(features))


def by_id(draft: VenueDraft) -> dict[str, DraftFeature]:
    return {each.id: each for each in draft.features}


def edited(draft: VenueDraft, *wanted) -> VenueDraft:
    return apply(draft, make_edits(wanted, draft, coordinates=LOCAL))


def test_the_same_plan_read_again_is_no_change_even_with_every_id_new_and_in_another_frame() -> None:
    plan = hospital_draft()
    elsewhere = LocalFrame(origin_lon_deg=120.9991, origin_lat_deg=30.9993)
    again = reframe(with_new_ids(plan, random.Random(1)), elsewhere)
    assert same(keep_ids(plan, again), plan)


def test_a_plan_written_and_read_is_no_change(tmp_path) -> None:
    geojson.write(small_hospital(), tmp_path / "plan.geojson")
    plan = read([tmp_path / "plan.geojson"], small_hospital().id)
    kept = decode_draft(encode_draft(plan))
    (tmp_path / "plan.geojson").rename(tmp_path / "plan-2027.geojson")
    again = read([tmp_path / "plan-2027.geojson"], small_hospital().id)
    result = reimport(kept, kept, again)
    assert same(result.plan, kept)
    assert same(result.draft, kept)


def test_a_frame_whose_origin_moved_puts_every_feature_at_its_place_on_earth() -> None:
    plan = hospital_draft()
    frame = LocalFrame(origin_lon_deg=121.01, origin_lat_deg=31.02)
    moved = reframe(plan, frame)
    for old, new in zip(plan.features, moved.features):
        if old.geometry is not None:
            here = plan.frame.geometry_to_lonlat(old.geometry)
            assert here.equals_exact(frame.geometry_to_lonlat(new.geometry), 2e-9)


def test_a_survey_still_lies_where_it_lay_in_another_frame() -> None:
    """The survey's point (10, 20), told through either frame, is one place on earth."""
    plan = hospital_draft()
    turned = [0.0, -1.0, 5.0, 1.0, 0.0, 7.0]
    level = replace(plan.features[0], properties={**plan.features[0].properties, "survey_frame": turned})
    frame = LocalFrame(origin_lon_deg=121.01, origin_lat_deg=31.02)
    (moved,) = reframe(replace(plan, features=(level,)), frame).features

    def place(where, survey):
        a, b, x, c, d, y = survey
        return where.to_lonlat(a * 10 + b * 20 + x, c * 10 + d * 20 + y)

    assert place(frame, moved.properties["survey_frame"]) == pytest.approx(place(plan.frame, turned), abs=1e-9)


def test_what_was_moved_renamed_split_or_added_in_the_plan_is_told_and_the_rest_keeps_its_id() -> None:
    old = hospital_draft()
    changed = edited(
        old,
        Alter(id="F1-pharma", move_m=(0.0, -0.3)),
        Alter(id="F1-cardio", properties={"labels": {"en": "Neurology"}}),
        Alter(id="F1-b15", move_m=(0.4, 0.4)),
        Add(
            id="kiosk",
            feature_type="unit",
            geometry=shapely.geometry.mapping(shapely.box(1, 1, 2, 2)),
            properties={"level_id": "F1", "category": "room"},
        ),
    )
    kept = keep_ids(old, with_new_ids(changed, random.Random(2)))
    was, now = by_id(old), by_id(kept)
    (added,) = now.keys() - was.keys()
    assert added.startswith("#")
    assert not was.keys() - now.keys()
    different = {name for name in was if replace(was[name], source="") != replace(now[name], source="")}
    assert different == {"F1-pharma", "F1-cardio", "F1-b15"}
    assert now["F1-cardio"].properties["labels"] == {"en": "Neurology"}


def test_rooms_that_a_program_numbers_anew_are_told_apart_by_name_and_place() -> None:
    old = hospital_draft()
    rooms = [each.id for each in old.features if each.feature_type == "unit"]
    turned = dict(zip(rooms, [*rooms[1:], rooms[0]]))
    features = [
        replace(each, id=turned[each.id]) if each.feature_type == "unit" else each
        for each in old.features
        if each.feature_type in ("level", "unit")
    ]
    kept = by_id(keep_ids(old, replace(old, features=tuple(features))))
    for name in rooms:
        assert kept[name].geometry == by_id(old)[name].geometry


def test_hand_edits_stay_on_a_changed_plan_and_a_field_changed_in_both_is_named() -> None:
    plan = hospital_draft()
    draft = edited(
        plan,
        Alter(id="F1-pharma", properties={"aliases": ["drugs"], "access": "staff"}),
        Alter(id="F2-lab", move_m=(0.0, 1.0)),
    )
    new_plan = edited(
        plan,
        Alter(id="F1-pharma", properties={"access": "closed"}, move_m=(0.0, -0.5)),
        Alter(id="F1-cardio", move_m=(0.0, -0.5)),
    )
    again = with_new_ids(new_plan, random.Random(3))
    open_ = reimport(draft, plan, again)
    assert [(each.feature_id, each.field) for each in open_.rebased.conflicts] == [("F1-pharma", "access")]
    result = reimport(draft, plan, again, Choices(all=Side.MINE))
    now = by_id(result.draft)
    assert now["F1-pharma"].properties["aliases"] == ["drugs"]
    assert now["F1-pharma"].properties["access"] == "staff"
    assert now["F1-pharma"].geometry.bounds[1] == pytest.approx(-0.5)
    assert now["F1-cardio"].geometry.bounds[1] == pytest.approx(-0.5)
    assert now["F2-lab"].geometry.bounds[1] == pytest.approx(13.0)
    assert by_id(result.plan)["F2-lab"].geometry.bounds[1] == pytest.approx(12.0)


def test_a_thing_that_left_the_plan_leaves_the_draft_unless_somebody_worked_on_it() -> None:
    plan = hospital_draft()
    draft = edited(plan, Alter(id="F1-cardio", properties={"aliases": ["heart"]}))
    features = tuple(each for each in plan.features if each.id not in ("F1-cardio", "F2-cardio"))
    result = reimport(draft, plan, replace(plan, features=features))
    assert "F2-cardio" not in by_id(result.draft)
    assert [(each.feature_id, each.field) for each in result.rebased.conflicts] == [("F1-cardio", "exists")]


def test_a_level_that_was_moved_up_in_the_plan_takes_its_rooms_along() -> None:
    plan = hospital_draft()
    levels = {"F1": 0, "F2": 2}
    features = tuple(
        replace(each, properties={**each.properties, "ordinal": levels[each.id]}) if each.id in levels else each
        for each in plan.features
    )
    kept = keep_ids(plan, replace(plan, features=features))
    assert by_id(kept).keys() == by_id(plan).keys()


def test_an_outline_drawn_from_another_corner_is_where_it_was() -> None:
    plan = hospital_draft()
    room = by_id(plan)["F1-lab"].geometry
    ring = list(room.exterior.coords)[:-1]
    turned = shapely.Polygon([*ring[2:], *ring[:2]])
    features = tuple(
        replace(each, geometry=translate(turned, 0.0004)) if each.id == "F1-lab" else each for each in plan.features
    )
    assert same(keep_ids(plan, replace(plan, features=features)), plan)
