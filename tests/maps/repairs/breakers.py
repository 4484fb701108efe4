"""Ways to break a sound venue, each in one place: what facilities' plans look like."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from maps.draft import DraftFeature, VenueDraft
from tests.maps.random_venues import ROOM_M

Draw = st.DrawFn
Break = Callable[[Draw, VenueDraft], VenueDraft]


def pick(draw: Draw, draft: VenueDraft, kind: str) -> DraftFeature:
    return draw(st.sampled_from(draft.of_type(kind)))


def exchanged(draft: VenueDraft, old: DraftFeature, *new: DraftFeature) -> VenueDraft:
    features = [each for each in draft.features if each is not old]
    return replace(draft, features=(*features, *new))


def changed(draft: VenueDraft, feature: DraftFeature, geometry=None, **properties) -> VenueDraft:
    new = replace(feature, geometry=geometry or feature.geometry, properties={**feature.properties, **properties})
    return exchanged(draft, feature, new)


def _moved(feature: DraftFeature, x_m: float, y_m: float):
    return affinity.translate(feature.geometry, x_m, y_m)


def copy_under_the_same_id(draw: Draw, draft: VenueDraft) -> VenueDraft:
    feature = draw(st.sampled_from(draft.features))
    return exchanged(draft, feature, feature, replace(feature))


def two_things_of_one_id(draw: Draw, draft: VenueDraft) -> VenueDraft:
    feature, other = draw(st.sampled_from(draft.features)), draw(st.sampled_from(draft.features))
    return exchanged(draft, other, replace(other, id=feature.id))


def feature_that_others_name_removed(draw: Draw, draft: VenueDraft) -> VenueDraft:
    kinds = ("unit", "service_group", "parking_lot", "building", "level")
    return exchanged(draft, pick(draw, draft, draw(st.sampled_from(kinds))))


def wrong_value(draw: Draw, draft: VenueDraft) -> VenueDraft:
    feature = draw(st.sampled_from([each for each in draft.features if each.properties]))
    name = draw(st.sampled_from(sorted(feature.properties)))
    return changed(draft, feature, **{name: draw(st.sampled_from([17, "x", [], {"a": 1}, True, [[]]]))})


def on_another_level(draw: Draw, draft: VenueDraft) -> VenueDraft:
    kind = draw(st.sampled_from(["opening", "service_point", "amenity", "unit", "qr_point", "transmitter"]))
    return changed(draft, pick(draw, draft, kind), level_id=pick(draw, draft, "level").id)


def level_without_outline(draw: Draw, draft: VenueDraft) -> VenueDraft:
    level = pick(draw, draft, "level")
    return exchanged(draft, level, replace(level, geometry=None))


def outline_that_crosses_itself(draw: Draw, draft: VenueDraft) -> VenueDraft:
    feature = pick(draw, draft, draw(st.sampled_from(["unit", "level", "fixture", "parking_bay"])))
    x0, y0, x1, y1 = feature.geometry.bounds
    spur = [(x0, y0), (x1, y0), (x1, y1), (x0 + 1, y1), (x0 + 0.5, y1 + 1), (x0 + 1.5, y1 + 1), (x0, y1)]
    return changed(draft, feature, geometry=Polygon(spur))


def unit_nobody_can_stand_in(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    x0, y0, _, _ = unit.geometry.bounds
    size_m = draw(st.sampled_from([0.1, 0.3, 0.45]))
    corner = box(x0, y0, x0 + size_m, y0 + size_m)
    properties = {"level_id": unit.properties["level_id"], "category": "room", "walkable": draw(st.booleans())}
    rest = replace(unit, geometry=unit.geometry.difference(corner))
    return exchanged(
        draft, unit, rest, DraftFeature(id="tiny", feature_type="unit", geometry=corner, properties=properties)
    )


def unit_out_of_its_level(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    return changed(
        draft, unit, geometry=unary_union([unit.geometry, _moved(unit, 0, draw(st.sampled_from([-3, 2, 30])))])
    )


def overlapping_units(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    return changed(draft, unit, geometry=_moved(unit, draw(st.sampled_from([-2.0, -0.3, 0.1, 1.0, 4.0])), 0))


def room_within_a_room(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    x0, y0, _, _ = unit.geometry.bounds
    inner = replace(unit, id="inner", geometry=box(x0 + 1, y0 + 1, x0 + 4, y0 + 3))
    return exchanged(draft, unit, unit, inner)


def unit_drawn_twice(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    return exchanged(draft, unit, unit, replace(unit, id="again", geometry=_moved(unit, 0.02, 0)))


def ground_with_a_sliver(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    x0, y0, _, _ = unit.geometry.bounds
    sliver = box(x0 + 0.1, y0 + 0.1, x0 + 0.4, y0 + 0.3)
    rest = unit.geometry.difference(box(x0, y0, x0 + 1, y0 + 1))
    return changed(draft, unit, geometry=MultiPolygon([rest, sliver]))


def gap_between_corridors(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    gap_m = draw(st.sampled_from([0.03, 0.06, 0.09]))
    pair = [each for each in draft.of_type("unit") if each.id in opening.properties["unit_ids"]]
    left, right = sorted(pair, key=lambda unit: unit.geometry.bounds)
    shared = {"category": "walkway", "walkable": True, "access": "public"}
    x0, y0, x1, y1 = left.geometry.bounds
    draft = exchanged(draft, opening)
    draft = changed(draft, left, geometry=box(x0, y0, x1 - gap_m, y1), **shared)
    return changed(draft, right, **shared)


def door_off_the_wall(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    off = draw(st.sampled_from([-2.5, -0.8, 0.7, 1.5]))
    line = _moved(opening, off, 0)
    if draw(st.booleans()):
        line = affinity.rotate(line, draw(st.sampled_from([30, 90])))
    return changed(draft, opening, geometry=line)


def door_on_no_wall(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    middle = opening.geometry.interpolate(0.5, normalized=True)
    point = Point(middle.x + draw(st.sampled_from([-2.5, 0.8, 1.2, 3.9])), middle.y)
    return exchanged(
        draft, opening, replace(opening, geometry=point, properties={**opening.properties, "unit_ids": []})
    )


def door_of_one_room(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    return changed(draft, opening, unit_ids=opening.properties["unit_ids"][:1], entrance=False, one_way_to=None)


def door_in_the_outer_wall(draw: Draw, draft: VenueDraft) -> VenueDraft:
    unit = pick(draw, draft, "unit")
    x0, y0, _, _ = unit.geometry.bounds
    properties = {"level_id": unit.properties["level_id"], "unit_ids": [unit.id]}
    line = LineString([(x0 + 2, y0), (x0 + 3, y0)])
    door = DraftFeature(id="outer", feature_type="opening", geometry=line, properties=properties)
    return exchanged(draft, unit, unit, door)


def door_of_three_rooms(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    here = [each.id for each in draft.of_type("unit") if each.properties["level_id"] == opening.properties["level_id"]]
    return changed(draft, opening, unit_ids=[*opening.properties["unit_ids"], draw(st.sampled_from(here))])


def narrow_door(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    middle = opening.geometry.interpolate(0.5, normalized=True)
    line = LineString([(middle.x, middle.y - 0.1), (middle.x, middle.y + 0.1)])
    return changed(draft, opening, geometry=line)


def door_drawn_twice(draw: Draw, draft: VenueDraft) -> VenueDraft:
    opening = pick(draw, draft, "opening")
    return exchanged(draft, opening, opening, replace(opening, id="again"))


def stop_left_out(draw: Draw, draft: VenueDraft) -> VenueDraft:
    portals = draft.of_type("portal")
    if not portals:
        return draft
    return changed(draft, portals[0], stops=portals[0].properties["stops"][: draw(st.integers(0, 1))])


def portal_left_out(draw: Draw, draft: VenueDraft) -> VenueDraft:
    """Leave out the portal of a shaft whose rooms are not quite above each other."""
    portals = draft.of_type("portal")
    if not portals:
        return draft
    draft = exchanged(draft, portals[0])
    shaft = next(each for each in draft.of_type("unit") if each.id == "L1-0")
    return changed(draft, shaft, geometry=_moved(shaft, draw(st.sampled_from([0.0, 3.0, 5.0])), 0))


def landing_outside(draw: Draw, draft: VenueDraft) -> VenueDraft:
    portals = draft.of_type("portal")
    if not portals:
        return draft
    stops = [dict(stop) for stop in portals[0].properties["stops"]]
    index = draw(st.integers(0, len(stops) - 1))
    x_m, y_m = stops[index]["point"]
    stops[index]["point"] = [x_m + draw(st.sampled_from([-ROOM_M - 1, ROOM_M, 2 * ROOM_M])), y_m]
    return changed(draft, portals[0], stops=stops)


def drifting_lift(draw: Draw, draft: VenueDraft) -> VenueDraft:
    portals = draft.of_type("portal")
    if not portals:
        return draft
    stops = [
        {**stop, "point": [1.0 if index % 2 else 7.0, draw(st.sampled_from([1.0, 7.0]))]}
        for index, stop in enumerate(portals[0].properties["stops"])
    ]
    return changed(draft, portals[0], kind="elevator", stops=stops)


def levels_of_one_ordinal(draw: Draw, draft: VenueDraft) -> VenueDraft:
    return changed(draft, pick(draw, draft, "level"), ordinal=pick(draw, draft, "level").properties["ordinal"])


def levels_in_the_wrong_order(draw: Draw, draft: VenueDraft) -> VenueDraft:
    return changed(draft, pick(draw, draft, "level"), elevation_m=draw(st.sampled_from([-9.0, 6.0, 50.0])))


def point_astray(draw: Draw, draft: VenueDraft) -> VenueDraft:
    kind = draw(st.sampled_from(["transmitter", "service_point", "amenity", "qr_point"]))
    feature = pick(draw, draft, kind)
    away = draw(st.sampled_from([(0.0, 9.0), (0.0, -30.0), (ROOM_M, 0.0), (-9.0, 0.0), (200.0, 0.0)]))
    return changed(draft, feature, geometry=_moved(feature, *away))


def desk_where_nobody_walks(draw: Draw, draft: VenueDraft) -> VenueDraft:
    desk = pick(draw, draft, "service_point")
    unit = next(each for each in draft.of_type("unit") if each.id == desk.properties["unit_id"])
    return changed(draft, unit, walkable=False)


def second_one_of_the_same_mark(draw: Draw, draft: VenueDraft) -> VenueDraft:
    feature = pick(draw, draft, draw(st.sampled_from(["qr_point", "transmitter"])))
    copy = replace(feature, id="second", geometry=_moved(feature, draw(st.sampled_from([0.0, 0.5, 3.0])), 0))
    return exchanged(draft, feature, feature, copy)


def group_without_members(draw: Draw, draft: VenueDraft) -> VenueDraft:
    return exchanged(draft, pick(draw, draft, draw(st.sampled_from(["service_point", "parking_bay"]))))


def fixture_without_a_shape(draw: Draw, draft: VenueDraft) -> VenueDraft:
    return changed(draft, pick(draw, draft, "fixture"), geometry=Polygon())


BREAKERS: tuple[Break, ...] = (
    copy_under_the_same_id,
    two_things_of_one_id,
    feature_that_others_name_removed,
    wrong_value,
    on_another_level,
    level_without_outline,
    outline_that_crosses_itself,
    unit_nobody_can_stand_in,
    unit_out_of_its_level,
    overlapping_units,
    room_within_a_room,
    unit_drawn_twice,
    ground_with_a_sliver,
    gap_between_corridors,
    door_off_the_wall,
    door_on_no_wall,
    door_of_one_room,
    door_in_the_outer_wall,
    door_of_three_rooms,
    narrow_door,
    door_drawn_twice,
    stop_left_out,
    portal_left_out,
    landing_outside,
    drifting_lift,
    levels_of_one_ordinal,
    levels_in_the_wrong_order,
    point_astray,
    desk_where_nobody_walks,
    second_one_of_the_same_mark,
    group_without_members,
    fixture_without_a_shape,
)

TOGETHER: tuple[Break, ...] = (
    copy_under_the_same_id,
    unit_out_of_its_level,
    overlapping_units,
    room_within_a_room,
    unit_drawn_twice,
    door_off_the_wall,
    door_of_one_room,
    door_in_the_outer_wall,
    door_drawn_twice,
    landing_outside,
    drifting_lift,
    levels_of_one_ordinal,
    levels_in_the_wrong_order,
    point_astray,
    desk_where_nobody_walks,
    second_one_of_the_same_mark,
    fixture_without_a_shape,
)
"""Those that may follow each other: none takes away what another one breaks."""
