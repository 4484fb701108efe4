"""Every place has one shape, and what a person types means one thing or a named fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from maps.errors import BadInputError, BeelineError, ConflictError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.parking import ParkingBay, ParkingLot
from maps.places import get_place, place_ids, places, resolve_end, resolve_ends
from maps.position import Position
from tests.scenes import Scene, small_hospital

HOSPITAL = small_hospital()


def parking():
    scene = Scene().level("B1", -1).unit("garage", "B1", box(0, 0, 40, 20), "parking")
    for number in (1, 2):
        scene.add(
            "parking_bays",
            ParkingBay(
                id=FeatureId(f"bay-{number}"),
                level_id=LevelId("B1"),
                lot_id=FeatureId("lot-a"),
                area=box(3 * number, 0, 3 * number + 2.5, 5),
                label=f"A{number}",
            ),
        )
    scene.add("parking_lots", ParkingLot(id=FeatureId("lot-a"), labels={"en": "Zone A"}))
    return scene.add("parking_lots", ParkingLot(id=FeatureId("lot-b"))).venue()


def test_every_kind_of_feature_is_a_place() -> None:
    kinds = {place.kind for place in (*places(HOSPITAL), *places(parking()))}
    assert kinds == {
        "unit",
        "service_point",
        "service_group",
        "amenity",
        "portal",
        "parking_lot",
        "parking_bay",
        "qr_point",
    }
    assert len(set(place_ids(HOSPITAL))) == len(place_ids(HOSPITAL))


def test_each_place_is_found_by_its_id_and_stands_on_a_level() -> None:
    for place_id in place_ids(HOSPITAL):
        place = get_place(HOSPITAL, place_id)
        assert place.id == place_id
        assert HOSPITAL.get_level(place.level_id).outline.intersects(Point(place.point))


def test_a_group_stands_where_its_first_member_does() -> None:
    assert get_place(HOSPITAL, FeatureId("payment")).point == (2.0, 11.0)
    assert get_place(parking(), FeatureId("lot-a")).point == get_place(parking(), FeatureId("bay-1")).point
    with pytest.raises(NotFoundError):
        get_place(parking(), FeatureId("lot-b"))


def test_a_unit_knows_itself_and_a_desk_its_room() -> None:
    assert get_place(HOSPITAL, FeatureId("F1-lab")).unit_id == "F1-lab"
    assert get_place(HOSPITAL, FeatureId("payment-1")).unit_id == "F1-lobby"
    assert get_place(HOSPITAL, FeatureId("payment-1")).function == "payment"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("F1-lab", "F1-lab"),
        ("payment", "payment"),
        ("收费处", "payment"),
        ("Payment 2", "payment-2"),
        (" INFORMATION ", "desk"),
        ("缴费", "payment"),
        ("12.5,3@F1", Position(x_m=12.5, y_m=3, level_id=LevelId("F1"))),
        (" -1.5 , 3e1 @ f2 ", Position(x_m=-1.5, y_m=30, level_id=LevelId("F2"))),
        ("0,0@1", Position(x_m=0, y_m=0, level_id=LevelId("F2"))),
    ],
)
def test_ids_names_needs_and_points_are_understood(text: str, meant: object) -> None:
    assert resolve_end(HOSPITAL, text) == meant


def test_a_name_that_several_places_have_is_refused_naming_them() -> None:
    with pytest.raises(ConflictError, match=r"2 places .*F1-cardio.*F2-cardio"):
        resolve_end(HOSPITAL, "心血管内科")


def test_of_several_places_of_one_name_the_nearest_to_the_other_end_is_meant() -> None:
    upstairs = Position(x_m=15, y_m=10, level_id=LevelId("F2"))
    assert resolve_end(HOSPITAL, "Cardiology", near=upstairs) == "F2-cardio"


def test_a_shared_name_at_one_end_means_the_place_nearest_to_the_other() -> None:
    assert resolve_ends(HOSPITAL, "Cardiology", "1,1@F2") == ("F2-cardio", resolve_end(HOSPITAL, "1,1@F2"))
    assert resolve_ends(HOSPITAL, "Information", "Cardiology") == ("desk", "F1-cardio")
    with pytest.raises(ConflictError, match="Cardiology"):
        resolve_ends(HOSPITAL, "X-ray", "Cardiology")


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", BadInputError, "empty"),
        ("  ", BadInputError, "empty"),
        ("nan,3@F1", BadInputError, "nan"),
        ("3,inf@F1", BadInputError, "inf"),
        ("three,4@F1", BadInputError, "three"),
        ("1,2@F9", NotFoundError, "F1, F2"),
        ("1,2@7", NotFoundError, "F1, F2"),
        ("qqqqqqqqqq", NotFoundError, "qqqqqqqqqq"),
    ],
)
def test_what_means_nothing_is_refused_by_name(text: str, error: type, says: str) -> None:
    with pytest.raises(error, match=says):
        resolve_end(HOSPITAL, text)


def test_an_ordinal_that_two_levels_share_is_no_level() -> None:
    venue = Scene().level("east", 0).level("west", 0).venue()
    with pytest.raises(NotFoundError, match="east, west"):
        resolve_end(venue, "1,2@0")


@given(st.text(max_size=40) | st.from_regex(r"[-0-9.,@ eEnaif]{0,20}", fullmatch=True))
def test_any_text_is_a_place_a_point_or_a_stated_fault(text: str) -> None:
    try:
        meant = resolve_end(HOSPITAL, text)
    except BeelineError:
        return
    assert isinstance(meant, Position) or meant in place_ids(HOSPITAL)
