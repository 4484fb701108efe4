import dataclasses
import re
from xml.etree import ElementTree

import pytest
from shapely.affinity import rotate
from shapely.geometry import Point, box

from maps import render_png
from maps.demo.hospital import build_hospital
from maps.disassemble import disassemble
from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.level_names import get_draft_level_named, get_level_named
from maps.render import render_level
from maps.render_png import to_png
from maps.render_sheet import Sheet
from maps.render_style import BRAND, FILLS, INK, INK_2
from maps.render_symbols import lift, treads
from maps.render_text import block, layouts, text_width_em
from maps.venue import Unit
from tests.scenes import small_hospital

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def hospital():
    return build_hospital()


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_a_drawing_is_well_formed_and_names_the_place_in_both_languages():
    venue = small_hospital()
    root = ElementTree.fromstring(render_level(venue, LevelId("F1")))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {"Cardiology", "心血管内科", "F1"} <= set(texts)


def test_every_floor_of_the_hospital_can_be_drawn_without_a_missing_number(hospital):
    for level in hospital.levels:
        svg = render_level(hospital, level.id)
        ElementTree.fromstring(svg)
        assert "nan" not in svg
        assert "inf" not in re.sub(r">[^<]*<", "><", svg)


def test_no_name_is_written_over_another(hospital):
    level = next(level for level in hospital.levels if level.short_labels["und"] == "F2")
    root = ElementTree.fromstring(render_level(hospital, level.id))
    words = [element for element in root.iter(f"{SVG}text") if element.get("paint-order")]
    boxes = []
    for word in words:
        x, y, size = (float(word.get(name)) for name in ("x", "y", "font-size"))
        width = text_width_em(word.text) * size
        boxes.append((x - width / 2, y - 0.8 * size, x + width / 2, y + 0.1 * size))
    for index, (ax0, ay0, ax1, ay1) in enumerate(boxes):
        for bx0, by0, bx1, by1 in boxes[:index]:
            assert ax1 <= bx0 or bx1 <= ax0 or ay1 <= by0 or by1 <= ay0
    assert len(boxes) > 150


def test_an_unknown_level_is_refused_by_name():
    with pytest.raises(NotFoundError, match="no level 'F9'"):
        render_level(small_hospital(), LevelId("F9"))


@pytest.mark.parametrize("fill", sorted(set(FILLS) - {"connector", "structure"}))
def test_names_are_legible_on_every_fill(fill):
    assert contrast(INK, FILLS[fill]) >= 7
    assert contrast(INK_2, FILLS[fill]) >= 4.5


def test_white_signs_are_legible_on_the_brand_colour():
    assert contrast("#FFFFFF", BRAND) >= 7


def test_a_long_name_is_broken_before_the_word_for_the_kind_of_place():
    broken = [[line.text for line in lines] for lines in layouts("神经内科医生办公室", "", 1.0)]
    assert ["神经内科", "医生办公室", ""] in broken or ["神经内科", "医生办公室"] in broken


def test_a_label_is_centred_on_its_point():
    lines = next(layouts("药房", "Pharmacy", 1.0))
    assert block(lines, 3.0, 4.0).centroid.distance(Point(3.0, 4.0)) < 1e-9


def test_stairs_and_lifts_are_drawn_within_their_walls_however_they_are_turned():
    for angle in (0.0, 17.0, 44.0, 61.0, 90.0):
        area = rotate(box(0, 0, 3, 7), angle)
        unit = Unit(id=FeatureId("u"), level_id=LevelId("l"), category="stairs", area=area)
        drawn = [*treads(unit, None), *lift(unit)]
        points = [tuple(map(float, pair)) for pair in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", "".join(drawn))]
        assert len(points) > 20
        assert all(area.buffer(0.02).contains(Point(point)) for point in points)


def test_a_drawing_in_one_language_says_everything_once():
    svg = render_level(small_hospital(), LevelId("F1"), languages=("en",))
    assert "Cardiology" in svg
    assert max(svg) < "\u2e80"


@pytest.mark.parametrize("side_m", [8.0, 60.0, 400.0])
def test_the_sheet_is_as_wide_as_asked_for_whatever_the_building(side_m):
    sheet = Sheet.around(side_m, side_m, ("en",))
    assert sheet.width_m / sheet.unit_m == pytest.approx(152.0)
    assert side_m + 2 * sheet.margin_m <= sheet.width_m + 1e-9
    root = ElementTree.fromstring(render_level(small_hospital(), LevelId("F1"), width_px=640))
    assert root.get("width") == "640"


def test_a_picture_has_the_size_its_drawing_states(fonts):
    png = to_png(render_level(small_hospital(), LevelId("F1"), languages=("en",), width_px=320), font_folders=fonts)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 320


def test_a_picture_says_its_chinese_names(chinese_fonts):
    drawing = render_level(small_hospital(), LevelId("F1"), width_px=320)
    without = re.sub("[\u2e80-\uffff]", "", drawing)
    assert to_png(drawing, font_folders=chinese_fonts) != to_png(without, font_folders=chinese_fonts)


def test_a_picture_whose_names_no_font_can_write_is_refused(monkeypatch):
    monkeypatch.setattr(render_png, "_FAMILIES", ("No Such Font",))
    with pytest.raises(BadInputError, match=r"(?s)No font .* --fonts"):
        to_png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>A</text></svg>')


@pytest.mark.parametrize("text", ["F2", "f2", "1", "F2楼", "floor f2"])
def test_a_level_is_found_by_what_people_call_it(text):
    assert get_level_named(small_hospital(), text).id == "F2"
    assert get_draft_level_named(disassemble(small_hospital()), text) == "F2"


def test_a_level_that_is_not_there_lists_those_that_are():
    with pytest.raises(NotFoundError, match=r"no level 'F9'.*F1, F2"):
        get_level_named(small_hospital(), "F9")


def test_two_levels_of_one_ordinal_are_told_apart_by_id():
    venue = small_hospital()
    levels = tuple(dataclasses.replace(level, ordinal=0) for level in venue.levels)
    with pytest.raises(BadInputError, match="2 levels are called '0': F1, F2"):
        get_level_named(dataclasses.replace(venue, levels=levels), "0")
