import re
from xml.etree import ElementTree

import pytest
from shapely.geometry import Point

from maps.demo.hospital import build_hospital
from maps.errors import NotFoundError
from maps.ids import LevelId
from maps.render import render_level
from maps.render_style import BRAND, FILLS, INK, INK_2
from maps.render_text import block, layouts, text_width_em
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
