"""Files of scans without a venue: transmitters and readings as CSV, what cannot be used counted by name."""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from beacons.checks import LONGEST_ADDRESS, clean
from beacons.observation import Observation, RadioKind
from beacons.planless.places import Reading
from maps.errors import TooLargeError, UnreadableFileError

MOST_ROWS = 5_000_000
MOST_TRANSMITTERS = 20_000
_FARTHEST_M = 1e8
_LATEST_S = 1e12
_Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A place in a file: of a transmitter or a surveyed scan; the level is "" where the file names none."""

    x_m: float
    y_m: float
    level: str
    z_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedScan:
    """One scan of a file.

    Parameters
    ----------
    t_s : float or None
        The latest time of its rows [s].
    place : Listed or None
        Where it was, in a survey.
    """

    id: str
    run: str | None
    t_s: float | None
    reading: Reading
    place: Listed | None


@dataclass(slots=True)
class _Gathered:
    """The rows of one scan, as they are read."""

    run: str | None
    t_s: float | None = None
    place: Listed | None = None
    observations: list[Observation] = field(default_factory=list)


def read_transmitters(path: Path) -> tuple[dict[str, Listed], Counter[str]]:
    """Return the transmitters of a file by address, and how many rows were of no use, by reason.

    Raises
    ------
    UnreadableFileError
        If it is no CSV with the columns ``beacon,x_m,y_m``, or places no transmitter.
    TooLargeError
        If it has more than 20,000 transmitters.
    """
    found: dict[str, Listed] = {}
    ignored: Counter[str] = Counter()
    for row in _rows(path, ("beacon", "x_m", "y_m")):
        address, place = _address(row), _find_place(row)
        if not 0 < len(address) <= LONGEST_ADDRESS:
            ignored["bad_address"] += 1
        elif place is None:
            ignored["bad_place"] += 1
        elif address in found:
            ignored["duplicate_transmitter"] += 1
        else:
            found[address] = place
        if len(found) > MOST_TRANSMITTERS:
            raise TooLargeError(f"{path} has more than {MOST_TRANSMITTERS:,} transmitters.", remedy="Split the file.")
    if not found:
        raise UnreadableFileError(f"{path} places no transmitter.", remedy="Give beacon, x_m and y_m in every row.")
    return found, ignored


def read_scans(path: Path, *, surveyed: bool = False) -> tuple[list[ListedScan], Counter[str]]:
    """Return the scans of a file in the order of their first rows, and how many readings were of no use, by reason.

    Parameters
    ----------
    surveyed : bool
        The file says where each scan was: ``x_m,y_m``; scans without a place are left out and counted.

    Raises
    ------
    UnreadableFileError
        If it is no CSV with the columns ``scan,beacon`` and ``rssi_dbm`` or ``range_m``.
    TooLargeError
        If it has more than 5,000,000 rows.
    """
    ignored: Counter[str] = Counter()
    gathered: dict[str, _Gathered] = {}
    columns = ("scan", "beacon", "x_m", "y_m") if surveyed else ("scan", "beacon")
    for row in _rows(path, columns, one_of=("rssi_dbm", "range_m")):
        name = (row.get("scan") or "").strip()
        if not name:
            ignored["no_scan"] += 1
            continue
        scan = gathered.get(name)
        if scan is None:
            scan = gathered[name] = _Gathered(run=(row.get("run") or "").strip() or None)
        _add(scan, row, ignored, surveyed=surveyed)
    scans = [_listed(name, scan, ignored) for name, scan in gathered.items()]
    if surveyed:
        kept = [scan for scan in scans if scan.place is not None and scan.reading]
        ignored["unplaced_scan"] += sum(scan.place is None for scan in scans)
        return kept, +ignored
    return scans, +ignored


def _add(scan: _Gathered, row: _Row, ignored: Counter[str], *, surveyed: bool) -> None:
    """Add a row to its scan; what cannot be used is counted."""
    t_s = _find_number(row, "t_s")
    if t_s is not None and abs(t_s) < _LATEST_S:
        scan.t_s = t_s if scan.t_s is None else max(t_s, scan.t_s)
    elif _is_given(row, "t_s"):
        ignored["bad_time"] += 1
    if surveyed and scan.place is None:
        scan.place = _find_place(row)
    if not (row.get("beacon") or "").strip():
        ignored["empty_row"] += 1
        return
    for column, kind in (("rssi_dbm", RadioKind.BLE), ("range_m", RadioKind.RTT)):
        value = _find_number(row, column)
        if value is None and _is_given(row, column):
            ignored["not_a_number"] += 1
        elif value is not None:
            scan.observations.append(_observation(_address(row), t_s or 0.0, kind, value))
    if not _is_given(row, "rssi_dbm") and not _is_given(row, "range_m"):
        ignored["nothing_measured"] += 1


def _observation(address: str, t_s: float, kind: RadioKind, value: float) -> Observation:
    if kind is RadioKind.RTT:
        return Observation(t_s=t_s, kind=kind, address=address, range_m=value)
    return Observation(t_s=t_s, kind=kind, address=address, rssi_dbm=value)


def _listed(name: str, scan: _Gathered, ignored: Counter[str]) -> ListedScan:
    kept, dropped = clean(scan.observations)
    ignored.update(dropped)
    powers: defaultdict[str, list[float]] = defaultdict(list)
    ranges: defaultdict[str, list[float]] = defaultdict(list)
    for item in kept:
        if item.rssi_dbm is not None:
            powers[item.address].append(item.rssi_dbm)
        if item.range_m is not None:
            ranges[item.address].append(item.range_m)
    return ListedScan(
        id=name, run=scan.run, t_s=scan.t_s, reading=Reading(powers=powers, ranges=ranges), place=scan.place
    )


def _rows(path: Path, columns: Sequence[str], one_of: Sequence[str] = ()) -> Iterator[_Row]:
    """Yield the rows of a CSV file, its columns checked."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, skipinitialspace=True)
            _check_columns(path, [name.strip() for name in reader.fieldnames or ()], columns, one_of)
            reader.fieldnames = [name.strip() for name in reader.fieldnames or ()]
            for number, row in enumerate(reader):
                if number >= MOST_ROWS:
                    raise TooLargeError(f"{path} has more than {MOST_ROWS:,} rows.", remedy="Split the file.")
                yield row
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise UnreadableFileError(f"{path} cannot be read as CSV: {error}.", remedy="Save it as UTF-8 CSV.") from error


def _check_columns(path: Path, names: Sequence[str], columns: Sequence[str], one_of: Sequence[str]) -> None:
    missing = [name for name in columns if name not in names]
    if one_of and not set(one_of) & set(names):
        missing.append(" or ".join(one_of))
    if missing:
        found = ", ".join(names)[:200] or "none"
        raise UnreadableFileError(
            f"{path} lacks the columns {', '.join(missing)}; it has {found}.",
            remedy="Name the columns in the first line.",
        )


def _find_place(row: _Row) -> Listed | None:
    x_m, y_m = _find_number(row, "x_m"), _find_number(row, "y_m")
    if x_m is None or y_m is None or not max(abs(x_m), abs(y_m)) < _FARTHEST_M:
        return None
    z_m = _find_number(row, "z_m")
    height_m = z_m if z_m is not None and math.isfinite(z_m) else None
    return Listed(x_m=x_m, y_m=y_m, level=(row.get("level") or "").strip(), z_m=height_m)


def _address(row: _Row) -> str:
    return (row.get("beacon") or "").strip().lower()


def _is_given(row: _Row, column: str) -> bool:
    return bool((row.get(column) or "").strip())


def _find_number(row: _Row, column: str) -> float | None:
    try:
        return float(row.get(column) or "")
    except ValueError:
        return None
