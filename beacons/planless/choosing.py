"""Which method suits a survey, and how far it is off: judged by surveyed places held out in turn."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.honesty import conformal
from beacons.planless.field import MOST_PLACES, MOST_TRANSMITTERS, PowerField
from beacons.planless.ground import Ground, Spot
from beacons.planless.locator import Calibration, Locator
from beacons.planless.lookalikes import CHOICES, WIDE, Choice, Lookalikes
from beacons.planless.places import Evidence, Place
from beacons.planless.surveyed import Part, SurveyedScan, parts
from maps.errors import BadInputError

Floats = npt.NDArray[np.float64]

_PER_AXIS = 1.25
"""Mean distance over the standard deviation along an axis, of a round normal spread."""
_FEWEST_KNOWN = 3
"""Fewer transmitters at known places make no field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A method, and errors and raw radii of the scans held out: rows of error, 68 % and 95 % radius [m]."""

    make: Callable[[], Evidence]
    rows: Floats

    @property
    def mean_m(self) -> float:
        return float(self.rows[:, 0].mean())


def surveyed_locator(ground: Ground, spots: Mapping[str, Spot], survey: Sequence[SurveyedScan]) -> Locator:
    """Return the locator whose method erred least at places of the survey that it had not seen.

    Methods: fingerprints that look alike, with several numbers of neighbours; and, where transmitters are at known
    places, a field of power. Its circles hold the errors at those places.

    Raises
    ------
    BadInputError
        If the survey has too few places to hold some out.
    """
    cut = parts(survey)
    if len(cut) < 2:
        raise BadInputError(
            "The survey has fewer than two places where something was heard.", remedy="Survey more places."
        )
    judged = [_lookalikes(ground, survey, cut)]
    heard = {address for scan in survey for address in scan.reading.powers}
    places = {(scan.level, round(scan.x_m, 1), round(scan.y_m, 1)) for scan in survey}
    if _FEWEST_KNOWN <= len(heard & spots.keys()) <= MOST_TRANSMITTERS and len(places) <= MOST_PLACES:
        judged.append(_field(ground, spots, survey, cut))
    best = min(judged, key=lambda each: each.mean_m)
    circles = conformal(*best.rows.T)
    return Locator(best.make(), Calibration(one_scan=circles, in_run=circles, ranged=circles))


def _lookalikes(ground: Ground, survey: Sequence[SurveyedScan], cut: Sequence[Part]) -> _Judged:
    rows: dict[Choice, list[tuple[float, float, float]]] = {choice: [] for choice in CHOICES}
    for part in cut:
        index = Lookalikes(ground, part.kept, CHOICES[0])
        for scan in part.held_out:
            distance = index.distances(scan.reading)
            for choice in CHOICES:
                rows[choice].append(_row(index.chosen(choice).place_from(distance), scan))
    errors = {choice: float(np.mean([row[0] for row in rows[choice]])) for choice in CHOICES}
    best = min(CHOICES, key=errors.__getitem__)
    chosen = Choice(neighbours=best.neighbours, spread_m=errors[best] / _PER_AXIS)
    found = np.array(rows[best])
    # Held-out radii are the neighbours' spread alone; their own spread is known only now.
    found[:, 1] = np.hypot(found[:, 1], math.sqrt(2.0) * chosen.spread_m)
    found[:, 2] = WIDE * found[:, 1]
    return _Judged(make=lambda: Lookalikes(ground, survey, chosen), rows=found)


def _field(ground: Ground, spots: Mapping[str, Spot], survey: Sequence[SurveyedScan], cut: Sequence[Part]) -> _Judged:
    rows = []
    for part in cut:
        field = PowerField(ground, spots, part.kept)
        rows += [_row(field.place(scan.reading), scan) for scan in part.held_out]
    return _Judged(make=lambda: PowerField(ground, spots, survey), rows=np.array(rows))


def _row(place: Place, scan: SurveyedScan) -> tuple[float, float, float]:
    return math.hypot(place.x_m - scan.x_m, place.y_m - scan.y_m), place.raw_68_m, place.raw_95_m
