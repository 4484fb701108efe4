"""`beeline venue repair`: shows what could be done, and does what is chosen."""

from dataclasses import replace

import pytest
from shapely.geometry import LineString

from maps.writers.geojson import write
from tests.scenes import small_hospital


@pytest.fixture
def clinic(run, tmp_path):
    """Return the command line; in the draft the laboratory's door is off its wall and the upper floor lies too low."""
    hospital = small_hospital()
    line = LineString([(4.4, 12.9), (5.6, 12.9)])
    broken = replace(
        hospital,
        openings=tuple(replace(each, line=line) if each.id == "F1-lab-door" else each for each in hospital.openings),
        levels=tuple(replace(each, elevation_m=-3.0) if each.id == "F2" else each for each in hospital.levels),
    )
    write(broken, tmp_path / "plan.geojson")
    assert run("venue", "import", tmp_path / "plan.geojson", "--id", "clinic").code == 0
    return run


def codes(run) -> set[str]:
    return {each["code"] for each in run("venue", "audit", "clinic", "--json").json["findings"]}


def test_without_a_choice_the_repairs_are_shown_and_nothing_is_changed(clinic):
    before = codes(clinic)
    shown = clinic("venue", "repair", "clinic")
    assert "safe  M305" in shown.out
    assert "look  M408" in shown.out
    assert "      Move opening 'F1-lab-door' 0.9 m onto the wall between its units." in shown.out
    assert codes(clinic) == before


def test_the_repairs_of_one_kind_of_finding_are_applied_and_no_other(clinic):
    assert clinic("venue", "repair", "clinic", "--finding", "M408").code == 0
    assert {"M305"} <= codes(clinic)
    assert "M408" not in codes(clinic)


def test_the_repairs_about_one_feature_are_applied_and_no_other(clinic):
    assert "Applied 1 repair to the draft" in clinic("venue", "repair", "clinic", "--feature", "F1-lab-door").out
    assert "M305" not in codes(clinic)
    assert "M408" in codes(clinic)


def test_all_that_is_safe_leaves_what_somebody_must_look_at(clinic):
    done = clinic("venue", "repair", "clinic", "--all-safe", "--json").json
    assert [each["code"] for each in done["applied"]] == ["M305"]
    assert "M408" in codes(clinic)


def test_a_dry_run_shows_what_would_be_applied_and_changes_nothing(clinic):
    before = codes(clinic)
    shown = clinic("venue", "repair", "clinic", "--all-safe", "--dry-run", "--json").json
    assert {each["code"] for each in shown["repairs"]} == {"M305"}
    assert codes(clinic) == before


def test_what_cannot_be_repaired_is_said(clinic):
    assert "No repair is proposed." in clinic("venue", "repair", "clinic", "--finding", "M999", "--dry-run").out
    assert clinic("venue", "repair", "nowhere").code == 1
