"""Where the levels of an Open-RMF building lie: scale from measured lines, levels above each other by fiducials."""

import cmath
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maps.draft import Unread
from maps.errors import UnreadableFileError
from maps.frame import LocalFrame
from maps.readers.rmf_file import RmfBuilding, RmfLevel

METRES_PER_PIXEL = 0.05
"""Scale of a picture where nothing was measured: 1:100 at 50 pixels to the inch."""

_MERCATOR_RADIUS_M = 6_378_137.0
_WORST_SCALE = 0.02
"""Measured lines that disagree by more are reported."""
_WORST_FIT_M = 0.3
"""Fiducials further apart than a wall is thick are reported [m]."""
_MAX_EXTENT_M = 20_000.0

Complexes = npt.NDArray[np.complex128]


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """A map of the plane that keeps shapes: ``turn · z + shift``, with points as complex numbers."""

    turn: complex
    shift: complex

    def __call__(self, points: Complexes) -> Complexes:
        """Return where points go."""
        moved: Complexes = self.turn * points + self.shift
        return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a level's points lie.

    Parameters
    ----------
    to_local : callable
        From points in the units of the file to local metres.
    points : array of complex
        Each vertex [local m]; NaN where it has no place.
    how : str
        What it rests on, in words, with the residuals.
    """

    to_local: Callable[[Complexes], Complexes]
    points: Complexes
    how: str


def fit_similarity(sources: Complexes, targets: Complexes) -> Similarity:
    """Return the similarity that brings points nearest to their targets, by least squares.

    Parameters
    ----------
    sources, targets : array of complex
        At least two different points, and where each belongs.

    Notes
    -----
    Umeyama, IEEE TPAMI 13 (1991), doi:10.1109/34.88573, which for the plane without reflection is linear regression
    in complex numbers.
    """
    middle, wanted = sources.mean(), targets.mean()
    spread = float((np.abs(sources - middle) ** 2).sum())
    turn = complex((np.conj(sources - middle) * (targets - wanted)).sum() / spread)
    return Similarity(turn=turn, shift=complex(wanted - turn * middle))


def place_levels(building: RmfBuilding, unread: list[Unread]) -> tuple[LocalFrame, dict[str, Placement]]:
    """Return the frame of a building and where each of its levels lies in it.

    Metres are those of Open-RMF itself (x right, y up, from the corner of the reference level's picture), so that a
    robot's position is a position here. Only longitude and latitude, or web mercator, say where on Earth that is.

    Parameters
    ----------
    unread : list of Unread
        What is doubtful is added to it.

    Raises
    ------
    UnreadableFileError
        If places lie further apart than a campus, or not on Earth.
    """
    if building.coordinate_system in {"wgs84", "web_mercator"}:
        return _on_earth(building)
    unread.append(
        Unread(
            source=building.name or "building",
            reason="It is drawn on a picture or in its own metres: nothing says where on Earth it stands.",
        )
    )
    level_by_name = {level.name: level for level in building.levels}
    reference = level_by_name[building.reference]
    placed = {reference.name: _by_measurements(reference, building, unread)}
    for level in building.levels:
        if level.name != reference.name:
            placed[level.name] = _on_reference(level, reference, placed[reference.name], building, unread)
    _check_extent([each.points for each in placed.values()])
    return LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0), placed


def _raw_points(level: RmfLevel) -> Complexes:
    return np.array([complex(math.nan) if v is None else complex(v.x, v.y) for v in level.vertices], dtype=complex)


def _placement(level: RmfLevel, to_local: Callable[[Complexes], Complexes], how: str) -> Placement:
    return Placement(to_local=to_local, points=to_local(_raw_points(level)), how=how)


def _by_measurements(level: RmfLevel, building: RmfBuilding, unread: list[Unread]) -> Placement:
    if building.coordinate_system == "cartesian_meters":
        return _placement(level, Similarity(turn=1, shift=0), "in metres")
    scale, how = _measured_scale(level, unread)
    if scale is None:
        scale, how = METRES_PER_PIXEL, "scale not measured"
        unread.append(
            Unread(source=f"level {level.name}", reason=f"Nothing was measured: {scale:g} m per pixel is a guess.")
        )
    return _placement(level, Similarity(turn=scale, shift=0), how)


def _measured_scale(level: RmfLevel, unread: list[Unread]) -> tuple[float | None, str]:
    """Return metres per pixel by least squares over the measured lines, and how well they agree."""
    points = _raw_points(level)
    pairs = [
        (abs(points[edge.start] - points[edge.end]), edge.params.get("distance"))
        for edge in level.edges["measurements"]
    ]
    lines = [(pixels, float(m)) for pixels, m in pairs if pixels > 0 and isinstance(m, int | float) and 0 < m < 1e5]
    if not lines:
        return None, ""
    pixels, metres = np.array(lines).T
    scale = float((pixels * metres).sum() / (pixels**2).sum())
    off_m = float(np.abs(scale * pixels - metres).max())
    worst = float(np.abs(scale * pixels / metres - 1).max())
    how = f"{scale:.5f} m per pixel from {len(lines)} measured lines, off by {off_m:.2f} m at most"
    if worst > _WORST_SCALE:
        unread.append(Unread(source=f"level {level.name}", reason=f"Its measured lines disagree: {how} ({worst:.0%})."))
    return scale, how


def _on_reference(
    level: RmfLevel, reference: RmfLevel, below: Placement, building: RmfBuilding, unread: list[Unread]
) -> Placement:
    """Lay a level on the reference level by the fiducials they share, else by its measurements alone."""
    if building.coordinate_system == "cartesian_meters":
        return _by_measurements(level, building, unread)
    shared = [name for name in level.fiducials if name in reference.fiducials]
    sources = np.array([level.fiducials[name] for name in shared], dtype=complex)
    targets = np.array([reference.fiducials[name] for name in shared], dtype=complex)
    targets = below.to_local(targets)
    if len(shared) > 1 and np.ptp(sources.real) + np.ptp(sources.imag) > 0:
        return _fitted(level, reference, sources, targets, unread)
    scale, how = _measured_scale(level, unread)
    start, end = below.to_local(np.array([0j, 1 + 0j]))
    turn = complex(abs(end - start) if scale is None else scale)
    shift = complex(targets[0] - turn * sources[0]) if shared else 0j
    unread.append(
        Unread(
            source=f"level {level.name}",
            reason=f"It shares {len(shared)} fiducials with level {reference.name}: two would say how they lie.",
        )
    )
    return _placement(level, Similarity(turn=turn, shift=shift), how or "scale of the reference level")


def _fitted(
    level: RmfLevel, reference: RmfLevel, sources: Complexes, targets: Complexes, unread: list[Unread]
) -> Placement:
    similarity = fit_similarity(sources, targets)
    off_m = float(np.abs(similarity(sources) - targets).max())
    degrees = math.degrees(cmath.phase(similarity.turn))
    how = (
        f"on level {reference.name} by {len(sources)} fiducials, off by {off_m:.2f} m at most "
        f"({abs(similarity.turn):.5f} m per pixel, turned {degrees:.1f}°)"
    )
    if off_m > _WORST_FIT_M:
        unread.append(Unread(source=f"level {level.name}", reason=f"Its fiducials do not fit: {how}."))
    return _placement(level, similarity, how)


def _on_earth(building: RmfBuilding) -> tuple[LocalFrame, dict[str, Placement]]:
    every = np.concatenate([_degrees(_raw_points(level), building.coordinate_system) for level in building.levels])
    every = every[np.isfinite(every)]
    if not len(every) or np.abs(every.real).max() > 180 or np.abs(every.imag).max() > 85:
        raise UnreadableFileError(
            f"{building.name or 'The building'} is said to be in {building.coordinate_system}, and a vertex is not on "
            "Earth.",
            remedy="Correct coordinate_system, or the vertex.",
        )
    frame = LocalFrame(
        origin_lon_deg=round(float(every.real.min()), 7), origin_lat_deg=round(float(every.imag.min()), 7)
    )
    kx, ky = frame.metres_per_degree

    def to_local(points: Complexes) -> Complexes:
        degrees = _degrees(points, building.coordinate_system)
        local: Complexes = (degrees.real - frame.origin_lon_deg) * kx + 1j * (degrees.imag - frame.origin_lat_deg) * ky
        return local

    placed = {
        level.name: _placement(level, to_local, f"from {building.coordinate_system}") for level in building.levels
    }
    _check_extent([each.points for each in placed.values()])
    return frame, placed


def _degrees(points: Complexes, system: str) -> Complexes:
    """Return longitude + i · latitude of points in degrees or in web mercator (EPSG:3857)."""
    if system == "wgs84":
        return points
    lon = np.degrees(points.real / _MERCATOR_RADIUS_M)
    lat = np.degrees(2 * np.arctan(np.exp(np.clip(points.imag / _MERCATOR_RADIUS_M, -10, 10))) - math.pi / 2)
    mapped: Complexes = lon + 1j * lat
    return mapped


def _check_extent(points: Sequence[Complexes]) -> None:
    every = np.concatenate(points)
    every = every[np.isfinite(every)]
    if len(every) and max(np.ptp(every.real), np.ptp(every.imag)) > _MAX_EXTENT_M:
        raise UnreadableFileError(
            f"The vertices lie {max(np.ptp(every.real), np.ptp(every.imag)) / 1000:.0f} km apart.",
            remedy="Check the measurements and the coordinates; one venue spans 20 km at most.",
        )
