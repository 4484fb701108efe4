"""The figures of `beeline evaluate --plot`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from beacons.plots.curves import render_calibration, render_errors
from beacons.plots.points import points_of
from beacons.plots.tracks import levels_of, render_track
from beacons.traces.trace import Trace
from maps.labels import label
from maps.position import Fix, NoFix
from maps.venue import Venue
from maps.writers.files import write_file

_MOST_WALKS = 6
"""Walks that are drawn: each takes a picture for every level it was on."""


def write_plots(
    folder: Path,
    venue: Venue,
    walks: Mapping[str, Trace],
    fixes: Mapping[str, Sequence[Fix | NoFix]],
    *,
    smoothed: bool,
) -> list[Path]:
    """Write error curve, calibration and the first tracks into a folder, and return the files.

    Raises
    ------
    BadInputError
        If no point of truth has a fix, or the folder cannot be written to.
    """
    points = points_of(fixes, walks, smoothed=smoothed)
    drawings = {"errors": render_errors(points), "calibration": render_calibration(points)}
    drawings |= dict(_tracks(venue, walks, fixes, smoothed=smoothed))
    paths = [folder / f"{name}.svg" for name in drawings]
    for path, svg in zip(paths, drawings.values(), strict=True):
        write_file(path, svg.encode())
    return paths


def _tracks(
    venue: Venue, walks: Mapping[str, Trace], fixes: Mapping[str, Sequence[Fix | NoFix]], *, smoothed: bool
) -> Iterator[tuple[str, str]]:
    """Yield a name and a drawing for each level of each walk; walks are numbered, for their names may be anything."""
    for number, (name, walk) in enumerate(islice(walks.items(), _MOST_WALKS), start=1):
        for level_id in levels_of(walk):
            level = venue.get_level(level_id)
            short = "".join(letter for letter in label(level.short_labels, "en") if letter.isalnum())
            stem = f"track-{number}-{short or level.ordinal}"
            yield stem, render_track(venue, level_id, walk, fixes.get(name, ()), smoothed=smoothed)
