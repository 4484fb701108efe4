"""The openings a stretch passes: where, and into what."""

from dataclasses import dataclass

import shapely
import shapely.ops

from maps.ids import FeatureId
from maps.venue import Opening, Unit, Venue
from nav.instructions.stretches import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One opening walked through.

    Parameters
    ----------
    out_of, into : Unit or None
        The unit left and the one entered; None for the open air.
    along_m : float
        Where [m from the start of the route].
    """

    opening: Opening
    out_of: Unit | None
    into: Unit | None
    along_m: float


def find_passages(stretch: Stretch, venue: Venue) -> tuple[Passage, ...]:
    """Return the openings a stretch passes, in order."""
    if len(stretch.points) < 2:
        return ()
    line = shapely.LineString(stretch.points)
    passages: list[Passage] = []
    inside = stretch.units[0] if stretch.units else None
    share = 0.0
    for opening_id in stretch.openings:
        opening = venue.feature_by_id[opening_id]
        assert isinstance(opening, Opening)
        share = max(share, _share(line, opening, share))
        outside, inside = inside, _other_side(opening, inside)
        passages.append(
            Passage(
                opening=opening,
                out_of=venue.unit_by_id.get(outside) if outside is not None else None,
                into=venue.unit_by_id.get(inside) if inside is not None else None,
                along_m=stretch.start_m + share * (stretch.end_m - stretch.start_m),
            )
        )
    return tuple(passages)


def _share(line: shapely.LineString, opening: Opening, after: float) -> float:
    """Return how far along a line it first crosses an opening after a share of it, as a share of its length."""
    rest = shapely.ops.substring(line, after, 1.0, normalized=True) if after > 0 else line
    _, there = shapely.ops.nearest_points(opening.line, rest)
    return after + (1.0 - after) * float(rest.project(there, normalized=True)) if rest.length > 0 else after


def _other_side(opening: Opening, inside: FeatureId | None) -> FeatureId | None:
    return next((unit_id for unit_id in opening.unit_ids if unit_id != inside), None)
