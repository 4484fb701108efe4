"""Rows without any plan: transmitters or a survey alone, as `beeline locate --transmitters` sees them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from beacons.multilateration import strongest_centroid
from beacons.observation import Observation
from beacons.planless.choosing import surveyed_locator
from beacons.planless.ground import Ground, Spot
from beacons.planless.links import LinkTable
from beacons.planless.locator import WITHOUT_SURVEY, Locator
from beacons.planless.places import Reading
from beacons.planless.surveyed import SurveyedScan
from beacons.scans import scans
from beacons.traces.trace import Trace
from benchmarks.open_data import ROOMS, library, rtt_room, tracked_beacon, tracked_survey, uji_rows
from benchmarks.scoring import Groups, Scored, figures, scored
from benchmarks.survey_free import Row, scans_by_place
from maps.ids import LevelId
from maps.position import Fix, NoFix, Position
from maps.venue import Venue

Answer = Fix | NoFix | None
Floats = np.ndarray


def tracked_rows(folder: Path) -> list[Row]:
    """Return the figures of a walking beacon among sensors, a scan a second: without a survey, and with one."""
    venue, walks = tracked_beacon(folder / "tracked-beacon")
    spots = _spots(venue)
    peers = {walk.id: [scored(at, _centroid(spots, reading)) for _, at, reading in _seconds(walk)] for walk in walks}
    survey = [
        SurveyedScan(reading=_reading(found), x_m=x_m, y_m=y_m, level=0)
        for x_m, y_m, found in tracked_survey(folder / "tracked-beacon")
    ]
    everywhere = [*spots.values(), *(Spot(x_m=each.x_m, y_m=each.y_m) for each in survey)]
    locators = {
        "no plan, no survey, causal, 1 s": _without_survey(spots),
        "no plan, survey of 81 points, causal, 1 s": surveyed_locator(Ground(everywhere, [_LEVEL]), spots, survey),
    }
    return [
        _row("tracked-beacon", protocol, {walk.id: _followed(locator, walk) for walk in walks}, peers)
        for protocol, locator in locators.items()
    ]


def library_rows(folder: Path) -> list[Row]:
    """Return the figures of single scans, and of three scans of one place taken together."""
    rows = []
    for count in (1, 3):
        venue, phones = library(folder / "library-beacons", split="test", scans=count)
        places = [
            (at, _reading(each for scan in group for each in scan.observations))
            for phone in phones
            for at, group in scans_by_place(phone)
        ]
        protocol = f"no plan, no survey, {count} scan{'s' * (count > 1)}"
        rows.append(_single("library-beacons", protocol, _spots(venue), places))
    return rows


def rtt_rows(folder: Path) -> list[Row]:
    """Return the figures of one scan of ranges a place."""
    rows = []
    for room in ROOMS:
        venue, trace = rtt_room(folder / "rtt-rooms", room, split="test")
        places = [
            (at, _reading(each for scan in group for each in scan.observations)) for at, group in scans_by_place(trace)
        ]
        rows.append(_single(f"rtt-rooms {room}", "no plan, no survey, 1 scan", _spots(venue), places))
    return rows


def uji_row(folder: Path) -> Row:
    """Return the figures of the official rows, in Mercator metres; the baseline is plain weighted kNN."""
    train, test, levels = uji_rows(folder / "uji-wifi")
    survey = [
        SurveyedScan(reading=Reading(powers=powers), x_m=x_m, y_m=y_m, level=levels.index(level))
        for x_m, y_m, level, powers in train
        if powers
    ]
    ground = Ground([Spot(x_m=each.x_m, y_m=each.y_m, level=each.level) for each in survey], levels)
    locator = surveyed_locator(ground, {}, survey)
    groups: defaultdict[str, list[Scored | None]] = defaultdict(list)
    buildings = []
    for x_m, y_m, level, powers in test:
        answer = locator.locate(Reading(powers=powers))
        groups[f"{x_m:.1f},{y_m:.1f}"].append(scored(Position(x_m=x_m, y_m=y_m, level_id=LevelId(level)), answer))
        if isinstance(answer, Fix):
            buildings.append(answer.position.level_id.split("/")[0] == level.split("/")[0])
    return {
        "dataset": "uji-wifi",
        "protocol": "survey, 1 scan, official rows, Mercator metres",
        **figures(groups),
        "building_hit": round(float(np.mean(buildings)), 4),
        "peer": {"name": "WKNN k = 11, powed + Sorensen (README of the data)", "mean_m": 6.49, "level_hit": 0.952},
    }


_LEVEL = "floor"


def _spots(venue: Venue) -> dict[str, Spot]:
    return {each.addresses[0]: Spot(x_m=each.point.x, y_m=each.point.y) for each in venue.transmitters}


def _without_survey(spots: dict[str, Spot]) -> Locator:
    return Locator(LinkTable(Ground(list(spots.values()), [_LEVEL]), spots), WITHOUT_SURVEY)


def _single(dataset: str, protocol: str, spots: dict[str, Spot], places: Sequence[tuple[Position, Reading]]) -> Row:
    locator = _without_survey(spots)
    groups, peers = defaultdict(list), defaultdict(list)
    for at, reading in places:
        name = f"{at.x_m:.2f},{at.y_m:.2f}"
        groups[name].append(scored(at, locator.locate(reading)))
        peers[name].append(scored(at, _centroid(spots, reading)))
    return _row(dataset, protocol, groups, peers)


def _row(dataset: str, protocol: str, groups: Groups, peers: Groups) -> Row:
    """Return figures with the weighted centroid's beside them, which gets the circles that just hold its own errors."""
    peer = figures(peers)
    error_m = [each.error_m for points in peers.values() for each in points if each is not None]
    return {
        "dataset": dataset,
        "protocol": protocol,
        **figures(groups),
        "peer": {
            "name": "weighted centroid",
            "mean_m": peer["mean_m"],
            "mean_interval_m": peer["mean_interval_m"],
            "p75_m": peer["p75_m"],
            "r95_that_holds_95_m": round(float(np.quantile(error_m, 0.95)), 3),
        },
    }


def _followed(locator: Locator, walk: Trace) -> list[Scored | None]:
    state, scores = locator.start(), []
    for t_s, at, reading in _seconds(walk):
        state, answer = locator.step(state, reading, t_s)
        scores.append(scored(at, answer))
    return scores


def _seconds(walk: Trace) -> Iterator[tuple[float, Position, Reading]]:
    """Yield every second in which something was heard, with the latest truth not after it."""
    times_s = np.array([point.t_s for point in walk.truth])
    for scan in scans(walk):
        if scan.observations:
            at = walk.truth[max(int(np.searchsorted(times_s, scan.t_s, side="right")) - 1, 0)].position
            yield scan.t_s, at, _reading(scan.observations)


def _reading(observations: Iterable[Observation]) -> Reading:
    powers, ranges = defaultdict(list), defaultdict(list)
    for each in observations:
        if each.rssi_dbm is not None:
            powers[each.address].append(each.rssi_dbm)
        if each.range_m is not None:
            ranges[each.address].append(each.range_m)
    return Reading(powers=powers, ranges=ranges)


def _centroid(spots: dict[str, Spot], reading: Reading) -> Answer:
    readings = reading.powers or reading.ranges
    known = [(spots[address], float(np.mean(values))) for address, values in readings.items() if address in spots]
    if not known:
        return None
    weight = np.array([10.0 ** (value / 10.0) if reading.powers else 1.0 / max(value, 1.0) ** 2 for _, value in known])
    x_m, y_m = strongest_centroid(
        np.array([spot.x_m for spot, _ in known]), np.array([spot.y_m for spot, _ in known]), weight
    )
    place = Position(x_m=x_m, y_m=y_m, level_id=LevelId(_LEVEL))
    return Fix(t_s=0.0, position=place, cov_m2=((1.0, 0.0), (0.0, 1.0)), r68_m=0.0, r95_m=0.0, p_level=1.0)


PLANLESS: dict[str, Callable[[Path], list[Row]]] = {
    "tracked-beacon": tracked_rows,
    "library-beacons": library_rows,
    "rtt-rooms": rtt_rows,
    "uji-wifi": lambda folder: [uji_row(folder)],
}
