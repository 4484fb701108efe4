"""`beeline venue edit`, `undo`, `redo`, `log`, `diff`, `rebase`, `rollback`, and importing a plan again."""

import json
from dataclasses import replace

import pytest
from shapely.geometry import box

from maps.writers import geojson
from tests.commands.test_errors import is_one_line
from tests.scenes import small_hospital

PUBLISH = ("venue", "publish", "h")


@pytest.fixture
def plan(tmp_path):
    """Return a function that writes the plan, with rooms changed as given."""

    def write(**rooms):
        venue = small_hospital()
        units = [replace(each, **rooms.get(each.id.replace("-", "_"), {})) for each in venue.units]
        geojson.write(replace(venue, units=tuple(units)), tmp_path / "plan.geojson")
        return tmp_path / "plan.geojson"

    return write


@pytest.fixture
def beeline(run, plan, tmp_path):
    """Return a function that runs `beeline venue`, on a database into which the plan was imported."""

    def venue(*words):
        ran = run("venue", *words)
        assert "Traceback" not in ran.err
        return ran

    assert venue("import", plan(), "--id", "h").code == 0
    return venue


@pytest.fixture
def edit(beeline, tmp_path):
    def make(*edits, **more):
        path = tmp_path / "edits.json"
        path.write_text(json.dumps({"edits": edits, **more}))
        return beeline("edit", "h", "--file", path)

    return make


def rename(feature, text):
    return {"change": feature, "properties": {"labels": {"en": text}}}


def test_edits_of_a_file_are_made_told_and_logged(beeline, edit):
    ran = edit({"change": "F1-pharma-door", "move_m": [0.5, 0]}, rename("F1-lab", "Blood"), words="Tidy", by="li")
    assert ran.code == 0
    assert "changed opening F1-pharma-door: moved by up to 0.50 m" in ran.out
    assert "changed unit F1-lab (Blood): labels en: Laboratory, zh-Hans: 检验科 → en: Blood" in ran.out
    assert "Features: 2 changed." in ran.out
    assert "version 2" in ran.out
    line = next(line for line in beeline("log", "h").out.splitlines() if line.startswith("change 2"))
    assert line.endswith("UTC  2 features  li  Tidy")
    logged = beeline("log", "h", "--json").json
    assert [each["number"] for each in logged["changes"]] == [2, 1]
    assert (logged["undo"], logged["redo"]) == (2, None)


def test_edits_may_come_from_the_input_and_name_their_author_on_the_line(beeline, tmp_path, monkeypatch):
    path = tmp_path / "input.json"
    path.write_text(json.dumps({"edits": [rename("F1-lab", "Blood")]}))
    with path.open() as file:
        monkeypatch.setattr("sys.stdin", file)
        assert (
            beeline("edit", "h", "--file", "-", "--by", "wang", "--words", "From a pipe", "--json").json["version"] == 2
        )
    assert "wang  From a pipe" in beeline("log", "h").out


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "the request"),
        ('{"edits": []}', "/edits"),
        ('{"edits": [{"change": "nowhere"}]}', "nowhere"),
        ('{"edits": [{"change": "F1-lab", "colour": "red"}]}', "/edits/0/colour"),
        ('{"edits": [{"change": "F1-lab", "properties": {"access": "secret"}}]}', "access is 'secret'"),
        ('{"edits": [{"change": "F1-lab", "move_m": [NaN, 0]}]}', "/edits/0/move_m"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_line_and_changes_nothing(beeline, tmp_path, text, named):
    (tmp_path / "edits.json").write_text(text)
    ran = beeline("edit", "h", "--file", tmp_path / "edits.json")
    assert ran.code == 1
    assert is_one_line(ran.err)
    assert named in ran.err
    assert "version 1" in beeline("log", "h").out


def test_undo_and_redo_go_back_and_forth_and_say_when_there_is_no_more(beeline, edit):
    edit(rename("F1-lab", "Blood"))
    edit(rename("F1-pharma", "Dispensary"))
    assert "(Laboratory): labels en: Blood" in beeline("undo", "h", "--change", 2).out
    assert beeline("redo", "h").code == 0
    assert beeline("undo", "h").code == beeline("undo", "h").code == 0
    ran = beeline("undo", "h")
    assert (ran.code, is_one_line(ran.err)) == (1, True)
    assert "nothing to undo" in ran.err
    assert beeline("diff", "h", "@1").out == "Features: no difference.\n"


def test_differences_are_told_in_words_as_json_and_as_geojson(beeline, edit, run, tmp_path):
    run(*PUBLISH)
    edit({"change": "F1-pharma-door", "move_m": [0.5, 0]}, {"remove": "desk"})
    text = beeline("diff", "h", "--geojson", tmp_path / "diff.geojson").out
    assert "removed amenity desk (Information)" in text
    drawn = json.loads((tmp_path / "diff.geojson").read_text())["features"]
    assert sorted(each["properties"]["difference"] for each in drawn) == ["changed", "removed", "was"]
    run(*PUBLISH)
    told = beeline("diff", "h", 1, 2, "--json").json
    assert (told["from"], told["to"], len(told["changes"])) == ("1", "2", 2)
    assert beeline("diff", "h").out == "Features: no difference.\n"
    assert is_one_line(beeline("diff", "h", "yesterday").err)


def test_going_back_is_one_command_and_unpublished_work_stays(beeline, edit, run):
    run(*PUBLISH)
    edit(rename("F1-pharma", "Dispensary"))
    run(*PUBLISH)
    edit(rename("F1-lab", "Blood"))
    ran = beeline("rollback", "h", 1, "--words", "Wrong name", "--by", "li")
    assert ran.out.splitlines() == [
        "Published h revision 3 with the content of revision 1.",
        "The draft follows, as version 4: 1 changed.",
    ]
    assert "revision 3" in beeline("log", "h").out
    assert "same as 1  li  Wrong name" in beeline("log", "h").out
    assert "F1-lab (Blood)" in beeline("diff", "h").out
    assert is_one_line(beeline("rollback", "h", 1).err)
    assert is_one_line(beeline("rollback", "h", 9).err)


def test_a_rollback_in_conflict_with_the_draft_is_settled_by_a_rebase(beeline, edit, run):
    run(*PUBLISH)
    edit(rename("F1-pharma", "Dispensary"))
    run(*PUBLISH)
    edit(rename("F1-pharma", "Drugs"))
    assert "conflict: unit F1-pharma: labels: base en: Dispensary, mine en: Drugs" in beeline("rollback", "h", 1).out
    refused = run(*PUBLISH)
    assert "beeline venue rebase h" in refused.err
    unsettled = beeline("rebase", "h")
    assert unsettled.code == 1
    assert is_one_line(unsettled.err)
    assert "conflict: unit F1-pharma" in unsettled.out
    assert is_one_line(beeline("rebase", "h", "--take", "yours").err)
    assert "settled: unit F1-pharma" in beeline("rebase", "h", "--take", "F1-pharma=mine").out
    assert run(*PUBLISH).code == 0
    assert "F1-pharma (Drugs)" in beeline("diff", "h", 3, 4).out


def test_a_plan_read_again_keeps_what_was_done_by_hand_and_tells_what_is_new(beeline, edit, plan):
    edit(rename("F1-pharma", "Dispensary"))
    ran = beeline("import", plan(F1_cardio={"area": box(10, 0, 20, 7.5)}), "--id", "h")
    assert ran.code == 0
    assert "changed unit F1-cardio (Cardiology): moved by up to 0.50 m" in ran.out
    assert "F1-pharma" not in ran.out
    assert "F1-pharma (Dispensary)" in beeline("diff", "h", "@1").out
    again = plan(F1_pharma={"labels": {"en": "Chemist"}})
    refused = beeline("import", again, "--id", "h")
    assert refused.code == 1
    assert is_one_line(refused.err)
    assert "conflict: unit F1-pharma: labels" in refused.out
    assert "version 3" in beeline("log", "h").out
    assert "(Chemist)" in beeline("import", again, "--id", "h", "--take", "theirs").out
    assert beeline("undo", "h").code == 0
    assert beeline("import", again, "--id", "h", "--take", "F1-pharma=mine").code == 0
    assert "F1-pharma (Dispensary)" in beeline("diff", "h", "@1").out


def test_starting_over_forgets_what_was_done_by_hand_until_it_is_undone(beeline, edit, plan):
    edit(rename("F1-pharma", "Dispensary"))
    assert beeline("import", plan(), "--id", "h", "--replace").code == 0
    assert beeline("diff", "h", "@1").out == "Features: no difference.\n"
    beeline("undo", "h")
    assert "F1-pharma (Dispensary)" in beeline("diff", "h", "@1").out


@pytest.mark.parametrize("words", [("undo",), ("redo",), ("log",), ("diff",), ("rebase",), ("rollback", "1")])
def test_a_venue_that_is_not_there_is_one_line(run, words):
    ran = run("venue", words[0], "nowhere", *words[1:])
    assert ran.code == 1
    assert is_one_line(ran.err)
    assert "nowhere" in ran.err
