"""`beeline route`: wishes asked for, wishes broken, and help offered."""

import pytest

from maps.writers.geojson import write
from tests.scenes import small_hospital


@pytest.fixture
def hospital(run, tmp_path):
    write(small_hospital(), tmp_path / "hospital.geojson")
    assert run("venue", "import", tmp_path / "hospital.geojson", "--id", "clinic").code == 0
    assert run("venue", "publish", "clinic").code == 0
    return run


def test_broken_wishes_stand_below_the_steps(hospital):
    told = hospital("route", "clinic", "F1-lab", "F1-pharma", "--wish", "quiet", "--language", "zh-Hans")
    assert told.code == 0
    assert told.out.rstrip().endswith("! 可能人多嘈杂：大厅。")
    assert "!" not in hospital("route", "clinic", "F1-lab", "F1-pharma").out


def test_broken_wishes_are_in_the_json(hospital):
    told = hospital("route", "clinic", "F1-lab", "F2-lab", "--wish", "quiet", "--wish", "avoid_lifts", "--json").json
    assert [each["wish"] for each in told["broken_wishes"]] == ["quiet"]
    assert told["broken_wishes"][0]["feature_ids"] == ["F1-lobby", "F2-lobby"]


def test_where_nobody_gets_through_alone_help_is_offered(hospital):
    told = hospital("route", "clinic", "F1-lab", "F1-office")
    assert told.code == 0
    assert "Staff have to let you through: the door of Office." in told.out
    answer = hospital("route", "clinic", "F1-lab", "F1-office", "--json").json
    assert answer["no_route"] == "profile_excludes"
    assert [each["wish"] for each in answer["with_help"]["broken_wishes"]] == ["no_escort"]


def test_a_wish_nobody_knows_is_refused(hospital):
    assert hospital("route", "clinic", "F1-lab", "F1-pharma", "--wish", "sunshine").code != 0


def test_a_way_may_be_drawn_with_room_to_spare(hospital):
    exact, eased = (
        hospital("route", "clinic", "F1-lab", "F2-lab", *words, "--json").json for words in ([], ["--eased"])
    )
    assert exact["geometry"] != eased["geometry"]
    assert {**exact, "geometry": None, "steps": None} == {**eased, "geometry": None, "steps": None}
