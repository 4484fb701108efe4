"""`beeline locate --transmitters`: scans of a file to fixes, without any venue."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from beacons.planless.choosing import surveyed_locator
from beacons.planless.ground import Ground, Spot
from beacons.planless.links import LinkTable
from beacons.planless.locator import WITHOUT_SURVEY, Locator
from beacons.planless.surveyed import SurveyedScan
from commands.scan_files import Listed, ListedScan, read_scans, read_transmitters
from maps.errors import BadInputError
from maps.position import Fix, NoFix


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """One scan and its answer."""

    scan: ListedScan
    answer: Fix | NoFix

    def line(self) -> str:
        """Return the answer as one line of JSON."""
        row: dict[str, Any] = {"scan": self.scan.id}
        if self.scan.run is not None:
            row["run"] = self.scan.run
        if self.scan.t_s is not None:
            row["t_s"] = self.scan.t_s
        if isinstance(self.answer, NoFix):
            row["no_fix"] = self.answer.reason.value
        else:
            row |= _fix(self.answer)
        return json.dumps(row, ensure_ascii=False, allow_nan=False)


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "x_m": round(fix.position.x_m, 3),
        "y_m": round(fix.position.y_m, 3),
        "level": fix.position.level_id or None,
        "cov_m2": [[round(value, 4) for value in line] for line in fix.cov_m2],
        "r68_m": round(fix.r68_m, 3),
        "r95_m": round(fix.r95_m, 3),
        "p_level": round(fix.p_level, 4),
    }


def locate_file(
    transmitters: Path | None, scans: Path, survey: Path | None
) -> tuple[Iterator[Located], int, Counter[str]]:
    """Return the answers for the scans of a file in their order, how many there are, and what was ignored, by reason.

    Raises
    ------
    BeelineError
        If a file cannot be read, or the survey has too few places.
    """
    ignored: Counter[str] = Counter()
    placed: dict[str, Listed] = {}
    surveyed: list[ListedScan] = []
    if transmitters is not None:
        placed, faults = read_transmitters(transmitters)
        ignored.update(faults)
    if survey is not None:
        surveyed, faults = read_scans(survey, surveyed=True)
        ignored.update({f"survey: {name}": count for name, count in faults.items()})
    listed, faults = read_scans(scans)
    ignored.update(faults)
    known = placed.keys() | {address for scan in surveyed for address in scan.reading.powers}
    heard = Counter(address for scan in listed for address in (*scan.reading.powers, *scan.reading.ranges))
    ignored["unknown_transmitter"] += sum(count for address, count in heard.items() if address not in known)
    locator = make_locator(placed, surveyed, is_survey=survey is not None)
    ignored["out_of_order"] += _count_late(listed)
    return locate_scans(locator, listed), len(listed), +ignored


def _count_late(scans: Sequence[ListedScan]) -> int:
    """Return how many scans of runs stand in the file after a later one: they are put in order."""
    latest_s: dict[str, float] = {}
    late = 0
    for scan in scans:
        if scan.run is not None and scan.t_s is not None:
            late += scan.t_s < latest_s.get(scan.run, -np.inf)
            latest_s[scan.run] = max(scan.t_s, latest_s.get(scan.run, -np.inf))
    return late


def make_locator(placed: Mapping[str, Listed], surveyed: Sequence[ListedScan], *, is_survey: bool) -> Locator:
    """Return what turns readings into fixes.

    Raises
    ------
    BadInputError
        If there is a survey in which nothing was heard at known places.
    """
    surveyed = [scan for scan in surveyed if scan.reading.powers]
    if is_survey and not surveyed:
        raise BadInputError(
            "No scan of the survey has a place and powers.", remedy="Give x_m, y_m and rssi_dbm in its rows."
        )
    places = [*placed.values(), *(scan.place for scan in surveyed if scan.place is not None)]
    levels = ordered_levels(places)
    number = {level: index for index, level in enumerate(levels)}
    spots = {address: _spot(place, number) for address, place in placed.items()}
    ground = Ground([_spot(place, number) for place in places], levels)
    if not surveyed:
        return Locator(LinkTable(ground, spots), WITHOUT_SURVEY)
    return surveyed_locator(ground, spots, [_surveyed(scan, number) for scan in surveyed if scan.place])


def _spot(place: Listed, number: Mapping[str, int]) -> Spot:
    return Spot(x_m=place.x_m, y_m=place.y_m, level=number[place.level])


def _surveyed(scan: ListedScan, number: Mapping[str, int]) -> SurveyedScan:
    assert scan.place is not None
    place = scan.place
    return SurveyedScan(reading=scan.reading, x_m=place.x_m, y_m=place.y_m, level=number[place.level], run=scan.run)


def ordered_levels(places: Iterable[Listed]) -> list[str]:
    """Return the names of the levels from the lowest: by number, else by the mean height of their places, else by name.

    Examples
    --------
    >>> ordered_levels([Listed(x_m=0, y_m=0, level=name) for name in ("10", "-1", "2")])
    ['-1', '2', '10']
    """
    heights: defaultdict[str, list[float]] = defaultdict(list)
    for place in places:
        heights[place.level] += [] if place.z_m is None else [place.z_m]
    try:
        return sorted(heights, key=float)
    except ValueError:
        pass
    if all(heights.values()):
        return sorted(heights, key=lambda level: float(np.mean(heights[level])))
    return sorted(heights)


def locate_scans(locator: Locator, scans: Sequence[ListedScan]) -> Iterator[Located]:
    """Yield an answer for each scan: those of a run know the scans of the run before them, the others nothing."""
    runs: defaultdict[str, list[int]] = defaultdict(list)
    for index, scan in enumerate(scans):
        if scan.run is not None and scan.t_s is not None:
            runs[scan.run].append(index)
    answers: dict[int, Fix | NoFix] = {}
    for index, scan in enumerate(scans):
        if scan.run is not None and scan.t_s is not None:
            if index not in answers:
                answers.update(_run(locator, scans, runs[scan.run]))
            yield Located(scan=scan, answer=answers.pop(index))
        else:
            yield Located(scan=scan, answer=locator.locate(scan.reading, scan.t_s or 0.0))


def _run(locator: Locator, scans: Sequence[ListedScan], indexes: Sequence[int]) -> Iterator[tuple[int, Fix | NoFix]]:
    state = locator.start()
    for index in sorted(indexes, key=lambda each: scans[each].t_s or 0.0):
        state, answer = locator.step(state, scans[index].reading, scans[index].t_s or 0.0)
        yield index, answer
