"""`beeline plan`: what people write, and what they read."""

import json
import tomllib

import pytest

from api.store import open_store
from commands.clock import parse_clock_s, parse_span_s
from commands.stops import StopSpec, read_stops
from maps.disassemble import disassemble
from maps.errors import BadInputError, UnreadableFileError
from tests.scenes import small_hospital

MORNING = ["plan", "small-hospital", "--from", "qr-1", "--at", "09:00"]


@pytest.fixture
def plan(run, tmp_path):
    """Return a function that plans in the small hospital with some more words."""
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.publish(small_hospital().id)
    store.close()
    return lambda *words: run(*MORNING, *words)


def test_a_day_is_told_line_by_line(plan):
    ran = plan("--to", "F2-lab", "--stops", "payment:after=F1-lab,F1-lab:service=10")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "09:00  set out"
    assert lines[1].startswith("09:00  Laboratory (F1): walk 0 min, wait 0 min, done at 09:10")
    assert lines[2].split(":", 2)[1].endswith("Payment 2 (F1)")
    assert "at the end: 17 min in all" in lines[3]


def test_the_same_day_as_json(plan):
    ran = plan("--stops", "payment:after=F1-lab,F1-lab:service=10", "--json")
    assert [stop["stop"] for stop in ran.json["stops"]] == ["F1-lab", "payment"]
    assert ran.json["stops"][0]["end_s"] - ran.json["stops"][0]["start_s"] == pytest.approx(600.0)
    assert ran.json["exact"] is True
    assert ran.json["walk_to_end_s"] == 0.0


def test_a_group_means_its_counter_with_the_shortest_wait(plan, tmp_path):
    queues = tmp_path / "queues.json"
    waits = {"payment": {"wait_s": [60]}, "payment-2": {"wait_s": [900], "wait_p90_s": [1500]}}
    queues.write_text(json.dumps(waits))
    (stop,) = plan("--stops", "payment", "--queues", queues, "--json").json["stops"]
    assert (stop["place_id"], stop["wait_p50_s"], stop["wait_p90_s"]) == ("payment-1", 60.0, None)
    (told,) = plan("--stops", "payment-2", "--queues", queues, "--json").json["stops"]
    assert (told["wait_p50_s"], told["wait_p90_s"]) == pytest.approx((900.0, 1500.0))
    assert told["held_by"] == "queue"


@pytest.mark.parametrize(
    ("stops", "reason", "said"),
    [
        ("F1-lab:before=payment:after=payment,payment", "contradiction", "F1-lab before payment"),
        ("F1-lab:start=08:00-08:30,payment", "impossible_window", "F1-lab begins 08:00 to 08:30"),
        ("F1-lab:open=07:00-08:00,payment", "no_open_counter", "F1-lab is open 07:00 to 08:00"),
        ("F1-office,payment", "unreachable", "F1-office"),
    ],
)
def test_why_there_is_no_plan_is_one_line(plan, stops, reason, said):
    ran = plan("--stops", stops)
    assert ran.code == 0
    assert ran.out.count("\n") == 1
    assert said in ran.out
    assert plan("--stops", stops, "--json").json["no_itinerary"] == reason


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--stops", "F1-lab,the moon"], "the moon"),
        (["--stops", "F1-lab:after=lunch"], "'lunch'"),
        (["--stops", "F1-lab,F1-lab"], "Two stops are called 'F1-lab'"),
        (["--stops", " , "], "no stops"),
        (["--stops", "F1-lab:colour=red"], "F1-lab:colour=red"),
        (["--stops", "F1-lab:fasting=yes"], "fasting=yes"),
        (["--stops", "F1-lab:service=long"], "$.service"),
        (["--stops", "F1-lab:report=soon"], "'soon'"),
        (["--stops", "F1-lab:start=9-10"], "'9'"),
        (["--stops", "missing.toml"], "missing.toml"),
        (["--stops", "F1-lab", "--at", "late"], "'late'"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_what_cannot_be_understood_is_named_in_one_line(plan, words, named):
    ran = plan(*words)
    assert ran.code == 1
    assert ran.err.startswith("beeline: ")
    assert ran.err.count("\n") == 1
    assert named in ran.err


@pytest.mark.parametrize("waits", ["[]", '{"payment": {"wait_s": [-1]}}', '{"payment": {"wait_s": [9000, 0]}}', "{"])
def test_waits_that_cannot_be_are_refused(plan, tmp_path, waits):
    (tmp_path / "queues.json").write_text(waits)
    ran = plan("--stops", "payment", "--queues", tmp_path / "queues.json")
    assert ran.code == 1
    assert ran.err.count("\n") == 1


WORDS = (
    "ct/mri:id=scan:service=12:after=a+b:before=c:report=a@35+b@20:same=a:start=09:00-09:30:open=08:00-12:00:fasting"
)
FILE = """
[[stops]]
places = ["ct", "mri"]
id = "scan"
service = 12
after = ["a", "b"]
before = ["c"]
report = ["a@35", "b@20"]
same = "a"
start = "09:00-09:30"
open = ["08:00-12:00"]
fasting = true

[[stops]]
places = ["pharmacy"]
breaks-fast = true
"""


def test_words_toml_and_json_say_the_same(tmp_path):
    in_words = read_stops(f"{WORDS}, pharmacy:breaks-fast")
    (tmp_path / "day.toml").write_text(FILE)
    (tmp_path / "day.json").write_text(json.dumps(tomllib.loads(FILE)))
    assert in_words == read_stops(str(tmp_path / "day.toml")) == read_stops(str(tmp_path / "day.json"))
    assert in_words[0].name == "scan"
    assert in_words[1] == StopSpec(places=["pharmacy"], breaks_fast=True)


@pytest.mark.parametrize("text", ["stops = 3", "[[stops]]\nplaces = []", "[[stops]]\nplace = 'ct'", "[[", "stops = []"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    (tmp_path / "day.toml").write_text(text)
    with pytest.raises(UnreadableFileError, match=r"day\.toml"):
        read_stops(str(tmp_path / "day.toml"))


def test_times_of_day():
    assert parse_clock_s("9:05") == 9 * 3600 + 300
    assert parse_span_s("23:00-24:00") == (23 * 3600, 24 * 3600)
    for wrong in ("25:00", "9", "09:60", "", "nine"):
        with pytest.raises(BadInputError, match="time of day"):
            parse_clock_s(wrong)
    with pytest.raises(BadInputError, match="span"):
        parse_span_s("09:00")
