"""`beeline locate --transmitters`: a line out for each scan, and everything odd named and counted."""

import json

import numpy as np
import pytest

from commands.planless import ordered_levels
from commands.scan_files import Listed, read_scans, read_transmitters
from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from tests.beacons.planless.halls import SIDE_M, SPOTS, powers, ranges

BEACONS = "beacon,x_m,y_m\n" + "".join(f"{name},{spot.x_m},{spot.y_m}\n" for name, spot in SPOTS.items())


@pytest.fixture(name="locate")
def fixture_locate(run, tmp_path):
    """Return a function that writes scans, locates them and returns what was said and the lines."""
    (tmp_path / "beacons.csv").write_text(BEACONS)

    def located(scans: str, *words: str):
        (tmp_path / "scans.csv").write_text(scans)
        ran = run("locate", "--transmitters", "beacons.csv", "scans.csv", "--out", "fixes.jsonl", *words)
        out = tmp_path / "fixes.jsonl"
        return ran, [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []

    return located


def rows(name, reading, *more):
    of = [(address, value, "") for address, values in reading.powers.items() for value in values]
    of += [(address, "", value) for address, values in reading.ranges.items() for value in values]
    return "".join(",".join(map(str, (name, address, power, far, *more))) + "\n" for address, power, far in of)


def test_every_scan_has_a_line_near_where_it_was(locate):
    rng = np.random.default_rng(0)
    scans = "scan,beacon,rssi_dbm,range_m\n" + rows("a", powers(4, 4, rng)) + rows("b", ranges(12, 9, rng))
    ran, lines = locate(scans)
    assert ran.code == 0
    assert "Located 2 of 2 scans" in ran.err
    assert [line["scan"] for line in lines] == ["a", "b"]
    assert np.hypot(lines[0]["x_m"] - 4, lines[0]["y_m"] - 4) < 4
    assert np.hypot(lines[1]["x_m"] - 12, lines[1]["y_m"] - 9) < 1.5
    assert {"level", "cov_m2", "r68_m", "r95_m", "p_level"} <= lines[0].keys()
    assert lines[0]["level"] is None


def test_scans_without_a_run_know_nothing_of_each_other(locate):
    rng = np.random.default_rng(1)
    blocks = [rows(name, powers(5, 5, rng)) for name in "abc"]
    header = "scan,beacon,rssi_dbm,range_m\n"
    _, together = locate(header + "".join(blocks))
    _, alone = locate(header + blocks[1])
    assert together[1] == alone[0]


def test_a_run_never_knows_what_comes_later_and_its_rows_may_come_in_any_order(locate):
    rng = np.random.default_rng(2)
    header = "scan,beacon,rssi_dbm,range_m,run,t_s\n"
    blocks = [rows(f"s{second}", powers(3 + second, 6, rng), "walk", second) for second in range(6)]
    _, whole = locate(header + "".join(blocks))
    _, begun = locate(header + "".join(blocks[:3]))
    assert whole[:3] == begun
    ran, mixed = locate(header + "".join(blocks[::-1]))
    assert mixed[::-1] == whole
    assert "5 out_of_order" in ran.err


def test_odd_readings_are_named_and_counted_and_change_nothing(locate):
    rng = np.random.default_rng(3)
    header, good = "scan,beacon,rssi_dbm,range_m\n", rows("a", powers(7, 7, rng))
    odd = "a,b00,0,\na,b00,20,\na,b00,-200,\na,b00,nan,\na,b00,loud,\na,stranger,-60,\na,b01,,\na,b01,,1e9\n"
    ran, lines = locate(header + good + odd + good.splitlines()[0] + "\n")
    _, clean = locate(header + good)
    assert lines == clean
    for words in ("3 rssi_out_of_range", "1 not_finite", "1 not_a_number", "1 unknown_transmitter", "1 duplicate"):
        assert words in ran.err
    assert "1 nothing_measured" in ran.err
    assert "1 range_out_of_range" in ran.err


def test_an_empty_scan_and_one_of_strangers_say_why(locate):
    ran, lines = locate("scan,beacon,rssi_dbm\nempty,,\nlost,stranger,-60\n")
    assert [line["no_fix"] for line in lines] == ["nothing_heard", "unknown_transmitters"]
    assert "x_m" not in lines[0]
    assert "Located 0 of 2" in ran.err


@pytest.mark.parametrize(
    ("scans", "named"),
    [("scan,rssi_dbm\na,-60\n", "beacon"), ("scan,beacon\na,b00\n", "rssi_dbm or range_m"), ("", "scan, beacon")],
)
def test_a_missing_column_is_one_line_and_no_file(locate, scans, named):
    ran, lines = locate(scans)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert named in ran.err
    assert not lines


def test_a_survey_needs_no_transmitters(run, tmp_path):
    rng = np.random.default_rng(4)
    train = "scan,beacon,rssi_dbm,range_m,x_m,y_m,level\n"
    for x_m in range(1, int(SIDE_M), 3):
        for y_m in range(1, int(SIDE_M), 3):
            train += rows(f"{x_m}-{y_m}", powers(x_m, y_m, rng), x_m, y_m, "G")
    (tmp_path / "train.csv").write_text(train)
    (tmp_path / "scans.csv").write_text("scan,beacon,rssi_dbm,range_m\n" + rows("a", powers(9, 9, rng)))
    ran = run("locate", "scans.csv", "--survey", "train.csv", "--out", "fixes.jsonl")
    assert ran.code == 0
    line = json.loads((tmp_path / "fixes.jsonl").read_text())
    assert np.hypot(line["x_m"] - 9, line["y_m"] - 9) < 5
    assert line["level"] == "G"


def test_a_survey_without_places_is_refused(run, tmp_path):
    (tmp_path / "train.csv").write_text("scan,beacon,rssi_dbm,x_m,y_m\na,b00,-60,,\n")
    (tmp_path / "scans.csv").write_text("scan,beacon,rssi_dbm\na,b00,-60\n")
    ran = run("locate", "scans.csv", "--survey", "train.csv", "--out", "fixes.jsonl")
    assert ran.code == 1
    assert "survey" in ran.err
    assert not (tmp_path / "fixes.jsonl").exists()


def test_ranges_say_nothing_to_a_survey_of_powers_without_transmitters(run, tmp_path):
    train = "a,b00,-60,1,1\na,b01,-70,1,1\nb,b00,-75,7,1\nb,b01,-61,7,1\n"
    (tmp_path / "train.csv").write_text("scan,beacon,rssi_dbm,x_m,y_m\n" + train)
    (tmp_path / "scans.csv").write_text("scan,beacon,range_m\na,b00,3.5\n")
    ran = run("locate", "scans.csv", "--survey", "train.csv", "--out", "fixes.jsonl")
    assert ran.code == 0
    assert json.loads((tmp_path / "fixes.jsonl").read_text())["no_fix"] == "unknown_transmitters"


def test_a_file_without_a_venue_takes_one_file_and_no_smoothing(locate, run):
    _, _ = locate("scan,beacon,rssi_dbm\na,b00,-60\n")
    ran = run("locate", "--transmitters", "beacons.csv", "scans.csv", "--out", "x.jsonl", "--smooth")
    assert ran.code == 2
    assert run("locate", "demo", "--out", "x.jsonl").code == 2


def test_levels_are_ordered_by_number_by_height_or_by_name():
    def named(*pairs):
        return ordered_levels([Listed(x_m=0, y_m=0, level=level, z_m=z_m) for level, z_m in pairs])

    assert named(("10", None), ("-1", None), ("2", None)) == ["-1", "2", "10"]
    assert named(("upper", 5.0), ("lower", 1.0)) == ["lower", "upper"]
    assert named(("F1", None), ("B1", 2.0)) == ["B1", "F1"]


def test_transmitters_twice_nowhere_and_nameless_are_counted(tmp_path):
    path = tmp_path / "beacons.csv"
    path.write_text("beacon,x_m,y_m\nA,1,2\na,3,4\nb,nan,1\n,1,1\nc,5,x\n")
    placed, ignored = read_transmitters(path)
    assert list(placed) == ["a"]
    assert ignored == {"duplicate_transmitter": 1, "bad_place": 2, "bad_address": 1}


def test_files_beyond_the_limits_and_other_files_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "scans.csv"
    path.write_bytes(b"\xff\xfe\x00broken")
    with pytest.raises(UnreadableFileError):
        read_scans(path)
    path.write_text("beacon,x_m,y_m\n")
    with pytest.raises(UnreadableFileError, match="no transmitter"):
        read_transmitters(path)
    monkeypatch.setattr("commands.scan_files.MOST_ROWS", 2)
    path.write_text("scan,beacon,rssi_dbm\n" + "a,b,-60\n" * 3)
    with pytest.raises(TooLargeError):
        read_scans(path)
    assert issubclass(UnreadableFileError, BadInputError)
