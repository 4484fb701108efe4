"""The open radio data sets as venues and walks: where files end and measurements begin.

Every set becomes a `Venue` (floor and transmitters, nothing else) and traces with separable truth; the protocols are
in the README beside the data.
"""

import ast
import csv
import gzip
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import shapely
from scipy.io import loadmat
from shapely.geometry import Point, box

from beacons.observation import Observation, RadioKind
from beacons.traces.trace import Trace, TruthPoint
from maps.frame import LocalFrame
from maps.ids import FeatureId, LevelId, VenueId
from maps.position import Position
from maps.positioning import Transmitter, TransmitterKind
from maps.shapes import Area
from maps.spatial import as_multipolygon
from maps.venue import Fixture, Level, Unit, Venue

LEVEL = LevelId("floor")
_SCAN_GAP_S = 30.0
"""Single scans follow each other at this distance, so that a tracker knows they are strangers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A transmitter of a data set: its address, place and height above the floor [m]."""

    address: str
    x_m: float
    y_m: float
    height_m: float = 2.5


def tracked_beacon(folder: Path) -> tuple[Venue, list[Trace]]:
    """Return the floor with its twelve sensors, and the walks of the beacon they heard."""
    config = folder / "config"
    devices = re.search(r"Dongles:(\{.*?\})\s*Beacons", (config / "tetam.dev").read_text(), re.DOTALL)
    assert devices is not None, "the file names the sensors"
    places = [
        Place(address=mac, x_m=place[0], y_m=place[1], height_m=place[2])
        for mac, (place, _, _) in ast.literal_eval(devices[1]).items()
    ]
    venue = _venue(
        "tracked-beacon",
        places,
        TransmitterKind.BEACON,
        floor=box(*_LIMITS_M),
        furniture=_occupied(config / "tetam_0.1.occ"),
    )
    return venue, [_tracked(path) for path in sorted(folder.glob("*.mbd.gz"))]


_LIMITS_M = (0.0, -0.5, 20.7, 18.0)


def _occupied(path: Path) -> Area:
    """Return the part of an occupancy grid that nobody can walk through: furniture, hardly in the way of radio."""
    header, *lines = path.read_text().splitlines()
    cell_m = float(header.rsplit("::", 1)[1])
    occupied = [
        ast.literal_eval(place) for place, value in (line.rsplit("::", 1) for line in lines) if float(value) > 0.0
    ]
    corner = np.array(occupied, dtype=np.float64)
    cells = shapely.box(*(corner - 0.01 * cell_m).T, *(corner + 1.01 * cell_m).T)
    return as_multipolygon(shapely.union_all(cells))


def _tracked(path: Path) -> Trace:
    rows = [line.split(",") for line in _text(path).split()]
    start_s = float(rows[0][0])
    return Trace(
        id=path.name.split("_all")[0],
        start_unix_s=start_s,
        observations=tuple(
            Observation(t_s=float(row[0]) - start_s, kind=RadioKind.BLE, address=row[1], rssi_dbm=float(row[3]))
            for row in rows
        ),
        truth=tuple(_truth(float(row[0]) - start_s, float(row[4]), float(row[5])) for row in rows),
    )


def tracked_survey(folder: Path) -> list[tuple[float, float, list[Observation]]]:
    """Return the scans of a second at the points of the survey: x, y [m] and readings."""
    found: dict[tuple[float, float, int], list[Observation]] = {}
    for row in _rows(folder / "survey_set_1.csv.gz"):
        t_s = float(row["t_s"])
        reading = Observation(t_s=t_s, kind=RadioKind.BLE, address=row["sensor"], rssi_dbm=float(row["rssi_dbm"]))
        found.setdefault((float(row["x_m"]), float(row["y_m"]), int(t_s)), []).append(reading)
    return [(x_m, y_m, readings) for (x_m, y_m, _), readings in found.items()]


Fingerprint = tuple[float, float, str, dict[str, list[float]]]
"""x, y [m], "building/floor", and powers by access point [dBm]."""


def uji_rows(folder: Path) -> tuple[list[Fingerprint], list[Fingerprint], list[str]]:
    """Return training rows, validation rows and the names of all levels; powers of 0 dBm are none."""
    data = loadmat(folder / "UJI1.mat")["database"][0, 0]
    parts = []
    for part in ("training", "test"):
        powers, labels = (np.asarray(data[f"{part}{name}"], dtype=np.float64) for name in ("Macs", "Labels"))
        # Columns: x, y, height, floor, building; 100 means not heard.
        parts.append(
            [
                (x_m, y_m, f"{int(building)}/{int(floor)}", _heard_powers(row))
                for row, (x_m, y_m, _, floor, building) in zip(powers, labels.tolist(), strict=True)
            ]
        )
    levels = sorted({level for part in parts for _, _, level, _ in part})
    return parts[0], parts[1], levels


def _heard_powers(row: np.ndarray) -> dict[str, list[float]]:
    return {str(column): [float(row[column])] for column in np.flatnonzero(row < 0.0)}


def library(folder: Path, *, split: str, scans: int = 1) -> tuple[Venue, list[Trace]]:
    """Return the library floor and its surveyed scans as one trace per phone.

    Parameters
    ----------
    scans : int
        Consecutive scans of one point that are one fix together; other groups are far away in time.
    """
    places = [
        Place(address=row["beacon"], x_m=float(row["x_m"]), y_m=float(row["y_m"]))
        for row in csv.DictReader((folder / "beacons.csv").open())
    ]
    heard: dict[str, list[tuple[str, float]]] = {}
    for row in _rows(folder / "scans.csv.gz"):
        heard.setdefault(row["scan"], []).append((row["beacon"], float(row["rssi_dbm"])))
    truth = [row for row in _rows(folder / "truth.csv.gz") if row["split"] == split]
    xy = np.array([[float(row["x_m"]), float(row["y_m"])] for row in truth] + [[p.x_m, p.y_m] for p in places])
    venue = _venue("library", places, TransmitterKind.BEACON, floor=box(*xy.min(axis=0) - 1.0, *xy.max(axis=0) + 1.0))
    by_phone = groupby(sorted(truth, key=lambda row: row["phone"]), key=lambda row: row["phone"])
    return venue, [_phone(phone, list(rows), heard, scans) for phone, rows in by_phone]


def _phone(phone: str, rows: Sequence[dict[str, str]], heard: dict[str, list[tuple[str, float]]], scans: int) -> Trace:
    observations: list[Observation] = []
    points: list[TruthPoint] = []
    by_point = groupby(
        sorted(rows, key=lambda row: (int(row["point"]), int(row["sequence"]))), key=lambda r: r["point"]
    )
    t_s = 0.0
    for _, found in by_point:
        at_point = list(found)
        for first in range(0, len(at_point) - scans + 1, scans):
            group = at_point[first : first + scans]
            t_s += _SCAN_GAP_S
            for row in group:
                t_s += 1.0
                observations += [
                    Observation(t_s=t_s, kind=RadioKind.BLE, address=address, rssi_dbm=rssi_dbm)
                    for address, rssi_dbm in heard.get(row["scan"], ())
                ]
            points.append(_truth(t_s, float(group[0]["x_m"]), float(group[0]["y_m"])))
    return Trace(id=f"phone-{phone}", start_unix_s=0.0, observations=tuple(observations), truth=tuple(points))


ROOMS = {"lecture_theatre": "lecture theatre", "office": "office", "corridor": "corridor"}
_ROOM_CELL_M = 0.6
_RTT = " RTT(mm)"
_NOT_MEASURED_MM = 100_000.0


def rtt_room(folder: Path, room: str, *, split: str) -> tuple[Venue, Trace]:
    """Return a room with its access points, and its scans of one split in the order of the file."""
    text = next(folder.glob("*position.txt")).read_text()
    found = re.search(rf"{ROOMS[room]}\s+AP X:\s*([\d., -]+)\s+AP Y:\s*([\d., -]+)", text)
    assert found is not None, "the file places the room's access points"
    x_m, y_m = (_ROOM_CELL_M * np.array([float(value) for value in part.split(",")]) for part in found.groups())
    rows = list(_rows(folder / f"database_{room}_{split}.csv.gz"))
    # The corridor's first column was never measured: its access points are those of the other columns.
    columns = [
        name for name in rows[0] if name.endswith(_RTT) and any(float(row[name]) < _NOT_MEASURED_MM for row in rows)
    ]
    places = [
        Place(address=name.removesuffix(_RTT).lower(), x_m=x, y_m=y)
        for name, x, y in zip(columns, x_m, y_m, strict=True)
    ]
    xy = _ROOM_CELL_M * np.array([[float(row["X"]), float(row["Y"])] for row in rows])
    corners = np.concatenate([xy, np.stack([x_m, y_m], axis=1)])
    floor = box(*corners.min(axis=0) - 0.6, *corners.max(axis=0) + 0.6)
    observations = [each for number, row in enumerate(rows) for each in _ranges(row, _SCAN_GAP_S * number)]
    points = [_truth(_SCAN_GAP_S * number, x, y) for number, (x, y) in enumerate(xy.tolist())]
    trace = Trace(id=room, start_unix_s=0.0, observations=tuple(observations), truth=tuple(points))
    return _venue(room, places, TransmitterKind.ACCESS_POINT, floor=floor), trace


def _ranges(row: dict[str, str], t_s: float) -> Iterator[Observation]:
    for name, value in row.items():
        if name.endswith(_RTT) and float(value) < _NOT_MEASURED_MM:
            address = name.removesuffix(_RTT)
            yield Observation(t_s=t_s, kind=RadioKind.RTT, address=address.lower(), range_m=float(value) / 1000.0)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(_text(path)))


def _text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode()


def _truth(t_s: float, x_m: float, y_m: float) -> TruthPoint:
    return TruthPoint(t_s=t_s, position=Position(x_m=x_m, y_m=y_m, level_id=LEVEL))


def _venue(
    name: str, places: Sequence[Place], kind: TransmitterKind, *, floor: Area, furniture: Area | None = None
) -> Venue:
    outline = box(*floor.bounds)
    return Venue(
        id=VenueId(name),
        revision=1,
        frame=LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0),
        labels={"en": name},
        levels=(Level(id=LEVEL, ordinal=0, elevation_m=0.0, outline=outline, labels={"en": name}),),
        units=(Unit(id=FeatureId("space"), level_id=LEVEL, category="walkway", area=floor, labels={"en": name}),),
        fixtures=()
        if furniture is None
        else (Fixture(id=FeatureId("furniture"), level_id=LEVEL, category="furniture", area=furniture),),
        transmitters=tuple(
            Transmitter(
                id=FeatureId(place.address),
                kind=kind,
                level_id=LEVEL,
                point=Point(place.x_m, place.y_m),
                addresses=(place.address,),
                height_m=place.height_m,
            )
            for place in places
        ),
    )
