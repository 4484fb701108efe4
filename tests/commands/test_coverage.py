"""`beeline coverage` and the figures of `beeline evaluate`, as a person uses them."""

import pytest

from api.store import open_store
from maps.disassemble import disassemble
from tests.scenes import small_hospital

VENUE = "small-hospital"


@pytest.fixture
def kept(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.publish(small_hospital().id)
    store.close()
    return run


def test_all_levels_are_told_in_a_table_and_as_json(kept):
    lines = kept("coverage", VENUE).out.splitlines()
    assert [line.split()[0] for line in lines] == ["level", "F1", "F2"]
    assert [each["level"] for each in kept("coverage", VENUE, "--json").json["levels"]] == ["F1", "F2"]


def test_a_level_is_drawn_without_dead_beacons_and_with_suggested_ones(kept, tmp_path):
    words = ("coverage", VENUE, "--level", "F1", "--without", "F1-b5", "F1-c5", "--suggest", 2, "--out", "f1.svg")
    ran = kept(*words)
    assert ran.code == 0, ran.err
    assert "  2. x" in ran.out
    assert (tmp_path / "f1.svg").read_text(encoding="utf-8").startswith("<svg")
    told = kept(*words, "--json", "--draft", "--show", "floor", "--radios", "all").json
    assert told["radios"] == "all"
    assert told["without"] == ["F1-b5", "F1-c5"]
    assert len(told["placement"]["beacons"]) == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--suggest", "2"), 2, "--level"),
        (("--out", "f1.svg"), 2, "--level"),
        (("--level", "F1", "--out", "f1.gif"), 1, "neither a .png nor a .svg"),
        (("--level", "F9"), 1, "no level 'F9'"),
        (("--without", "nobody"), 1, "no transmitter 'nobody'"),
    ],
)
def test_what_cannot_be_done_is_one_line(kept, words, code, said):
    ran = kept("coverage", VENUE, *words)
    assert ran.code == code
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_an_evaluation_draws_errors_circles_and_tracks(kept, tmp_path):
    assert kept("simulate", "walk", VENUE, "F1-lab", "F2-xray", "--seed", 3, "--out", "walk.jsonl").code == 0
    assert kept("locate", VENUE, "walk.jsonl", "--out", "fixes.jsonl", "--jobs", 1).code == 0
    ran = kept("evaluate", VENUE, "fixes.jsonl", "--truth", "walk.jsonl", "--plot", "figures", "--json")
    assert ran.code == 0, ran.err
    drawn = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert drawn == ["calibration.svg", "errors.svg", "track-1-F1.svg", "track-1-F2.svg"]
    assert ran.json["n"] > 10
