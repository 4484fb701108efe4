"""Edits as they are asked for: on drafts that a reader left in disorder, and in the order they stand."""

from dataclasses import replace

import pytest
from shapely.geometry import Point, mapping

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.edits.edit import apply
from maps.edits.wanted import Add, Alter, AlterVenue, Remove, make_edits
from maps.errors import BadInputError, ConflictError
from tests.maps.edits.wishes import LOCAL, hospital_draft


def edited(draft: VenueDraft, *wanted, **more) -> VenueDraft:
    return apply(draft, make_edits(wanted, draft, **more))


def find(draft: VenueDraft, name: str) -> list[DraftFeature]:
    return [each for each in draft.features if each.id == name]


def test_a_feature_that_a_reader_left_without_a_shape_can_be_named_and_then_drawn() -> None:
    draft = hospital_draft()
    features = tuple(replace(each, geometry=None) if each.id == "desk" else each for each in draft.features)
    shapeless = replace(draft, features=features)
    named = edited(shapeless, Alter(id="desk", properties={"labels": {"en": "Help"}}))
    assert find(named, "desk")[0].properties["labels"] == {"en": "Help"}
    drawn = edited(named, Alter(id="desk", geometry=mapping(Point(3, 4))), coordinates=LOCAL)
    assert find(drawn, "desk")[0].geometry == Point(3, 4)


def test_a_path_is_a_walkway_drawn_as_a_line_and_no_other_room_is_one() -> None:
    line = {"type": "LineString", "coordinates": [[1, 1], [5, 1]]}
    path = {"level_id": "F1", "category": "walkway", "width_m": 1.2}
    drawn = edited(
        hospital_draft(), Add(id="way", feature_type="unit", geometry=line, properties=path), coordinates=LOCAL
    )
    assert find(drawn, "way")[0].geometry.length == pytest.approx(4)
    room = Add(id="way", feature_type="unit", geometry=line, properties=path | {"category": "room"})
    with pytest.raises(BadInputError, match="drawn as a LineString"):
        edited(hospital_draft(), room, coordinates=LOCAL)


def test_of_two_features_with_one_id_the_kind_or_the_number_says_which_is_meant() -> None:
    draft = hospital_draft()
    room = find(draft, "F1-lab")[0]
    twice = replace(draft, features=(*draft.features, replace(room, geometry=Point(1, 1).buffer(1))))
    with pytest.raises(ConflictError, match="2 features have the id"):
        edited(twice, Remove(id="F1-lab"))
    left = edited(twice, Remove(id="F1-lab", which=2))
    assert find(left, "F1-lab") == [room]
    desk = replace(find(draft, "desk")[0], id="F1-lab")
    mixed = replace(draft, features=(*draft.features, desk))
    assert find(edited(mixed, Remove(id="F1-lab", feature_type="amenity")), "F1-lab") == [room]


def test_a_venue_that_is_moved_moves_what_is_drawn_in_degrees_after_it() -> None:
    place = Add(
        id="sign",
        feature_type="qr_point",
        geometry=mapping(Point(121.5, 31.5)),
        properties={"level_id": "F1", "code": "S"},
    )
    moved = AlterVenue(facts={"frame_origin": [121.5, 31.5]})
    draft = edited(hospital_draft(), moved, place)
    assert find(draft, "sign")[0].geometry == Point(0, 0)
    assert draft.frame.origin_lon_deg == 121.5
    with pytest.raises(BadInputError, match="20 km"):
        edited(hospital_draft(), place, moved)


def test_what_nobody_understood_can_be_dismissed_but_not_changed() -> None:
    draft = replace(hospital_draft(), unread=(Unread(source="plan.dxf#7", reason="a spline", raw={}),))
    assert edited(draft, Remove(id="plan.dxf#7")).unread == ()
    with pytest.raises(BadInputError, match="unread"):
        edited(draft, Alter(id="plan.dxf#7", properties={"labels": {}}))
