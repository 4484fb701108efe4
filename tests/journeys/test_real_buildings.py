"""A real mall and a real university building through every command, as a developer would."""

import gzip
import hashlib
import json

import pytest

pytestmark = [pytest.mark.shared_data, pytest.mark.journey, pytest.mark.timeout(900)]


@pytest.fixture
def mall(data_folder):
    return data_folder / "positioning" / "mall-a"


def without_truth(trace, folder):
    """Write the trace again with every record of ground truth taken out of its lines."""
    text = gzip.decompress(trace.read_bytes()).decode("utf-8", errors="replace")
    kept = [line for line in text.splitlines() if "TYPE_WAYPOINT" not in line]
    folder.mkdir(exist_ok=True)
    (folder / trace.name).write_bytes(gzip.compress("\n".join(kept).encode()))


def test_the_mall_goes_from_floor_plans_and_walks_to_measured_fixes(run, mall, tmp_path):
    findings = run("venue", "import", mall, "--id", "mall", "--json").json["findings"]
    in_pieces = {each["level"]: each["message"] for each in findings if each["code"] == "M505"}
    assert in_pieces.keys() == {"B1", "F1", "F2", "F3", "F4"}, "why shop-to-shop ways may not be connected"
    assert "18 pieces" in in_pieces["F1"]
    assert run("venue", "publish", "mall").code == 0
    facts = run("venue", "info", "mall", "--json").json
    assert (facts["revision"], facts["levels"], facts["connectors"]) == (1, 5, 0)

    way = run("route", "mall", "STARBUCKS COFFEE", "120,140@F1", "--json").json
    assert way["distance_m"] > 0
    assert way["levels"] == ["F1"]
    assert way["geometry"]["type"] == "FeatureCollection"
    assert "no_route" in run("route", "mall", "80,95@F1", "80,95@F2", "--json").json

    walks = sorted((mall / "F1" / "traces").glob("*.gz"))
    held_out = [
        walk for walk in walks if int(hashlib.sha256(walk.name.split(".")[0].encode()).hexdigest()[0], 16) % 5 == 0
    ]
    surveyed = [walk for walk in walks if walk not in held_out][:40]
    test = held_out[:6]
    assert run("survey", "mall", *surveyed).code == 0
    assert run("locate", "mall", *test, "--out", tmp_path / "fixes.jsonl").code == 0
    accuracy = run("evaluate", "mall", tmp_path / "fixes.jsonl", "--truth", *test, "--json").json
    assert accuracy["n"] > 20
    assert accuracy["mean_m"] < 12, "a survey of 40 walks beats the middle of the floor by far"
    assert accuracy["level_hit"] > 0.95
    assert accuracy["no_fix_share"] < 0.2

    for trace in test:
        without_truth(trace, tmp_path / "blind")
    assert run("locate", "mall", tmp_path / "blind", "--out", tmp_path / "blind.jsonl").code == 0
    assert sorted((tmp_path / "blind.jsonl").read_text().splitlines()) == sorted(
        (tmp_path / "fixes.jsonl").read_text().splitlines()
    ), "ground truth in a trace is never used"


@pytest.mark.parametrize("suffix", ["osm", "osm.pbf"])
def test_the_university_building_is_one_walkable_graph(run, data_folder, suffix):
    plan = data_folder / "maps" / "osm-university-building" / f"APBorig.{suffix}"
    findings = run("venue", "import", plan, "--id", "university", "--json").json["findings"]
    assert run("venue", "publish", "university").code == 0
    facts = run("venue", "info", "university", "--json").json
    assert facts["units"] >= 477
    missing = round((1 - facts["reachable_share"]) * facts["units"])
    explained = [finding for finding in findings if finding["code"] == "M502"]
    assert missing == sum(len(finding["features"]) for finding in explained) <= 7
    assert "1065" in explained[0]["message"], "room 1065 has no door in the source"


def test_the_office_goes_from_a_building_model_to_routes_over_stairs_and_by_lift(run, data_folder):
    model = data_folder / "maps" / "ifc" / "Office_A_20110811.ifc"
    findings = run("venue", "import", model, "--id", "office", "--json").json["findings"]
    assert {each["code"] for each in findings} == {"M110"}, "stalls and an empty storey, and nothing that is wrong"
    assert run("venue", "publish", "office").code == 0
    facts = run("venue", "info", "office", "--json").json
    assert (facts["levels"], facts["units"], facts["connectors"]) == (2, 100, 3)
    assert facts["reachable_share"] == 0.98, "rooms 108 and 118 have doors into the open air alone"
    assert "Take the stairs up to Level 2" in run("route", "office", "143", "237").out
    step_free = run("route", "office", "121", "203", "--profile", "wheelchair").out
    assert "Take the lift" in step_free


def test_fixes_are_one_json_object_a_line_with_the_promised_fields(run, mall, tmp_path):
    trace = sorted((mall / "F2" / "traces").glob("*.gz"))[0]
    run("venue", "import", mall, "--id", "mall")
    run("venue", "publish", "mall")
    assert run("survey", "mall", trace).code == 0
    for words in ([], ["--smooth"]):
        assert run("locate", "mall", trace, "--out", tmp_path / "fixes.jsonl", *words).code == 0
        rows = [json.loads(line) for line in (tmp_path / "fixes.jsonl").read_text().splitlines()]
        assert rows
        for row in rows:
            promised = {"no_fix"} if "no_fix" in row else {"level", "x_m", "y_m", "cov_m2", "r68_m", "r95_m"}
            assert promised | {"trace", "t_s"} <= set(row)
