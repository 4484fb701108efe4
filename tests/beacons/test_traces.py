import gzip

import numpy as np
import pytest
from shapely.geometry import box

from beacons.observation import Observation, RadioKind, Step
from beacons.scans import scans
from beacons.traces import find_traces, jsonl, read_trace
from beacons.traces.trace import Trace
from maps.errors import NotFoundError, UnreadableFileError
from maps.ids import LevelId
from maps.venue import Level
from tests.beacons.walks import straight_walk
from tests.scenes import Scene, small_hospital

MALL_HEADER = "#\tstartTime:1574559495000\n#\tSiteID:s\tSiteName:mall\tFloorId:f\tFloorName:F1\n"
WAYPOINT = "1574559496000\tTYPE_WAYPOINT\t10.5\t20.0"
WIFI = "1574559499000\tTYPE_WIFI\tssid\tA8:0C:CA:03:9D:D7\t-49\t2422\t1574559497000"
BEACON = (
    "1574559497500\tTYPE_BEACON\t9195B3AD-A9D0-4500-85FF-9FB0F65A5201\t0\t7\t-56\t-93\t45.0"
    "\tE0:78:A3:3D:B5:D6\t1574559497500"
)


@pytest.fixture
def mall():
    level = Level(
        id=LevelId("F1"),
        ordinal=0,
        elevation_m=0.0,
        outline=box(-100, -100, 100, 100),
        survey_frame=(1.0, 0.0, -50.0, 0.0, 1.0, -40.0),
    )
    return Scene("mall").add("levels", level).venue()


def written(tmp_path, text, name="walk-1.txt.gz"):
    path = tmp_path / name
    data = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def test_records_of_the_mall_become_readings_and_truth(tmp_path, mall):
    trace = read_trace(written(tmp_path, MALL_HEADER + "\n".join([WAYPOINT, WIFI, BEACON])), mall)
    assert (trace.id, trace.start_unix_s, trace.skipped) == ("walk-1", 1574559495.0, 0)
    wifi, beacon = trace.observations
    assert (wifi.t_s, wifi.delivered_s, wifi.address, wifi.rssi_dbm) == (2.0, 4.0, "a8:0c:ca:03:9d:d7", -49.0)
    assert (beacon.kind, beacon.address, beacon.rssi_dbm) == (RadioKind.BLE, "e0:78:a3:3d:b5:d6", -93.0)
    (point,) = trace.truth
    assert (point.t_s, point.position.x_m, point.position.y_m) == (1.0, -39.5, -20.0)


def test_records_glued_on_one_line_are_parted(tmp_path, mall):
    trace = read_trace(written(tmp_path, MALL_HEADER + WAYPOINT + WIFI + BEACON + WAYPOINT), mall)
    assert (len(trace.observations), len(trace.truth), trace.skipped) == (2, 2, 0)
    assert trace.truth[0].position.y_m == -20.0
    assert trace.observations[0].t_s == 2.0


def test_odd_rows_are_counted_and_the_rest_survives(tmp_path, mall):
    odd = [
        "1574559499000\tTYPE_TELEPATHY\t1",
        "1574559499000\tTYPE_WIFI\tssid",
        "1574559499000\tTYPE_WIFI\tssid\tbssid\tstrong\t2422\t1",
        "1574559499000\tTYPE_WAYPOINT\tnan\t3",
        "half a row",
    ]
    trace = read_trace(written(tmp_path, MALL_HEADER + "\n".join([WIFI, *odd, BEACON]), "w.txt"), mall)
    assert (len(trace.observations), trace.skipped) == (2, 5)


def test_an_unknown_floor_keeps_the_readings_and_counts_the_waypoints(tmp_path, mall):
    text = MALL_HEADER.replace("FloorName:F1", "FloorName:F9") + "\n".join([WAYPOINT, WIFI])
    trace = read_trace(written(tmp_path, text), mall)
    assert (trace.truth, len(trace.observations), trace.skipped) == ((), 1, 1)


def test_without_a_header_the_folder_names_the_floor(tmp_path, mall):
    folder = tmp_path / "F1" / "traces"
    folder.mkdir(parents=True)
    assert len(read_trace(written(folder, WAYPOINT), mall).truth) == 1


def test_a_beacon_known_by_its_identity_keeps_it(tmp_path):
    venue = Scene("known").level("F1", 0).beacon("7", "F1", (3, 3)).venue()
    text = BEACON.replace("9195B3AD-A9D0-4500-85FF-9FB0F65A5201\t0", "00000000-0000-0000-0000-000000000001\t1")
    (heard,) = read_trace(written(tmp_path, text), venue).observations
    assert heard.address == "00000000-0000-0000-0000-000000000001/1/7"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"   \n", id="blank"),
        pytest.param(b"\x00\xff\x17 garbage", id="garbage"),
        pytest.param(gzip.compress(b"x" * 5000)[:40], id="cut gzip"),
        pytest.param(b"\x1f\x8bno gzip", id="no gzip"),
        pytest.param(b'{"kind":"other"}', id="another kind"),
    ],
)
def test_a_file_that_is_no_trace_is_refused_by_name(tmp_path, mall, data):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match=r"bad\.txt"):
        read_trace(path, mall)


@pytest.mark.parametrize("name", ["walk.jsonl", "walk.jsonl.gz"])
def test_our_own_format_keeps_everything(tmp_path, rng, name):
    venue = small_hospital()
    walk = straight_walk(venue, rng)
    cached = Observation(t_s=1.0, kind=RadioKind.WIFI, address="aa", rssi_dbm=-60.0, delivered_s=3.0)
    ranged = Observation(t_s=2.0, kind=RadioKind.RTT, address="bb", range_m=4.5)
    walk = Trace(
        id="walk",
        start_unix_s=12.5,
        observations=tuple(sorted((*walk.observations, cached, ranged), key=lambda o: o.t_s)),
        steps=(*walk.steps, Step(t_s=99.0)),
        truth=walk.truth,
    )
    jsonl.write(walk, tmp_path / name)
    assert read_trace(tmp_path / name, venue) == walk


def test_broken_rows_of_our_own_format_are_counted(tmp_path):
    rows = [
        '{"kind":"trace","version":1,"id":"w","start_unix_s":0}',
        '{"kind":"ble","t_s":1,"address":"a","rssi_dbm":-60}',
        '{"kind":"ble","t_s":NaN,"address":"a","rssi_dbm":-60}',
        '{"kind":"ble","t_s":1,"address":"a"}',
        '{"kind":"ble","t_s":1' + "0" * 400 + ',"address":"a","rssi_dbm":-60}',
        '{"kind":"truth","t_s":1,"x_m":1,"y_m":1,"level":"F9"}',
        "[1,2]",
        '{"kind":"ble","t_s":',
    ]
    trace = read_trace(written(tmp_path, "\n".join(rows), "w.jsonl"), small_hospital())
    assert (len(trace.observations), trace.skipped) == (1, 6)


def test_another_version_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="version 9"):
        read_trace(written(tmp_path, '{"kind":"trace","version":9}', "w.jsonl"), small_hospital())


def test_traces_are_found_in_files_folders_and_patterns(tmp_path):
    for name in ("a.txt", "b.txt.gz", "c.jsonl", "d.png"):
        written(tmp_path, "x", name)
    names = [path.name for path in find_traces([tmp_path, tmp_path / "a.txt"])]
    assert names == ["a.txt", "b.txt.gz", "c.jsonl"]
    assert [path.name for path in find_traces([tmp_path / "*.txt.gz"])] == ["b.txt.gz"]
    with pytest.raises(NotFoundError, match="nowhere"):
        find_traces([tmp_path / "nowhere"])


def reading(t_s, delivered_s=None):
    return Observation(t_s=t_s, kind=RadioKind.WIFI, address="a", rssi_dbm=-50.0, delivered_s=delivered_s)


def test_a_cached_row_is_used_only_from_its_delivery():
    trace = Trace(id="w", start_unix_s=0.0, observations=(reading(0.5), reading(0.6, 2.7)))
    assert [(scan.t_s, len(scan.observations)) for scan in scans(trace)] == [(1.0, 1), (2.0, 0), (3.0, 1)]


def test_every_reading_and_step_is_handed_over_once(rng):
    walk = straight_walk(small_hospital(), rng)
    handed = list(scans(walk, period_s=0.7))
    assert sum(len(scan.observations) for scan in handed) == len(walk.observations)
    assert sum(len(scan.steps) for scan in handed) == len(walk.steps)
    assert all(o.t_s <= scan.t_s for scan in handed for o in scan.observations)
    assert np.allclose(np.diff([scan.t_s for scan in handed]), 0.7)


def test_a_clock_that_jumps_by_years_makes_no_years_of_scans():
    trace = Trace(id="w", start_unix_s=0.0, observations=(reading(1.0), reading(1e9)))
    assert len(list(scans(trace))) < 100


def test_nothing_heard_makes_no_scan():
    assert list(scans(Trace(id="w", start_unix_s=0.0, observations=()))) == []


@pytest.mark.shared_data
def test_the_real_mall_reads_without_a_lost_row(data_folder, mall):
    paths = find_traces([data_folder / "positioning" / "mall-a" / "F1"])[:3]
    for path in paths:
        trace = read_trace(path, mall)
        assert trace.skipped == 0
        assert len(trace.observations) > 100
        assert len(trace.steps) > 5
        assert len(trace.truth) >= 2
