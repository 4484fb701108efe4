"""What OpenStreetMap states for those who roll, tap or shelter from the rain."""

import pytest

from maps.readers import osm_tags
from maps.venue import Accessibility
from tests.maps.test_osm import Drawing


def test_a_roof_and_tactile_paving_are_kept_where_they_are_stated(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 4, 4, covered="yes", tactile_paving="yes").room(4, 0, 4, 4, covered="no")
    units = [unit.properties for unit in drawing.room(8, 0, 4, 4).read(tmp_path).of_type("unit")]
    assert [unit.get("covered") for unit in units] == [True, False, None]
    assert [unit["tactile_paving"] for unit in units] == [True, False, False]


@pytest.mark.parametrize(
    ("tags", "accessibility"),
    [
        ({"door": "revolving"}, Accessibility.NO),
        ({"door": "turnstile"}, Accessibility.NO),
        ({"door": "revolving", "wheelchair": "yes"}, Accessibility.YES),
        ({"door": "hinged"}, Accessibility.UNKNOWN),
    ],
)
def test_nobody_rolls_through_a_revolving_door_unless_it_is_said_to_be_made_for_it(tags, accessibility) -> None:
    assert osm_tags.door_properties(tags)["accessibility"] == accessibility


@pytest.mark.parametrize(
    ("incline", "percent"), [("8%", 8.0), ("-6.5 %", 6.5), ("up", None), ("10", None), ("", None), ("many%", None)]
)
def test_a_slope_is_a_percentage(incline, percent) -> None:
    assert osm_tags.slope_percent({"incline": incline}) == percent


def test_a_ramp_keeps_its_slope(tmp_path) -> None:
    drawing = Drawing().room(0, 0, 4, 4).room(10, 0, 4, 4, level="1")
    drawing.way((2, 2), (12, 2), highway="footway", level="0;1", incline="8%")
    ramps = [portal.properties for portal in drawing.read(tmp_path).of_type("portal")]
    assert [(ramp["kind"], ramp["slope_percent"]) for ramp in ramps] == [("ramp", 8.0)]
