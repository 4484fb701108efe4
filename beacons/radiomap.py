"""The radio map: what was heard where, and how far to trust it."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from beacons.fingerprints import FingerprintIndex, Neighbours
from beacons.honesty import DEFAULT_CIRCLES, Circles
from beacons.traces.trace import Trace
from beacons.windows import Window
from maps.errors import UnreadableFileError
from maps.ids import LevelId
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEIGHBOURS = 100
_LEVEL_DOUBT = 0.02
"""Probability that a match leaves to each level it does not point to."""
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How a match becomes a probability: learnt by matching every survey walk against the others.

    Parameters
    ----------
    best_edges : array
        Edges between classes of the best distance.
    sharpness : array, one longer
        Neighbour weights fall as ``exp(-sharpness (d - d_best))`` with the Sorensen distance d.
    spread_m : array, as long
        Standard deviation of the place around a neighbour in each class [m].
    """

    best_edges: Floats
    sharpness: Floats
    spread_m: Floats


DEFAULT_TRUST = Trust(sharpness=np.array([40.0]), best_edges=np.empty(0), spread_m=np.array([6.0]))
"""For a survey too small to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mixture of equal circles: where the walker may have been.

    Parameters
    ----------
    t_s : float
        The moment the readings speak of [s].
    weight : array
        Sum 1.
    level : array of int
        Index in `RadioMap.level_ids`.
    spread_m : float
        Standard deviation of each circle along x and y [m].
    log_p_level : array
        Log-probability of each of the venue's levels, from stale readings too.
    """

    t_s: float
    weight: Floats
    level: Ints
    x_m: Floats
    y_m: Floats
    spread_m: float
    log_p_level: Floats


@dataclass(frozen=True, kw_only=True)
class RadioMap:
    """Fingerprints with their places, of one venue.

    Parameters
    ----------
    venue_id : str
        The venue it was surveyed in.
    level_ids : tuple of LevelId
        What the integers in `level` mean.
    level, x_m, y_m : arrays
        Place of each fingerprint [local m].
    """

    venue_id: str
    level_ids: tuple[LevelId, ...]
    index: FingerprintIndex
    level: Ints
    x_m: Floats
    y_m: Floats
    trust: Trust = DEFAULT_TRUST
    causal_circles: Circles = DEFAULT_CIRCLES
    smoothed_circles: Circles = DEFAULT_CIRCLES

    def __len__(self) -> int:
        """Return the number of fingerprints."""
        return len(self.level)

    @classmethod
    def survey(cls, venue: Venue, traces: Iterable[Trace]) -> "RadioMap":
        """Return the radio map of walks with ground truth; its circles are calibrated on walks held out in turn.

        Raises
        ------
        BadInputError
            If no trace has two points of truth with readings between them.
        """
        from beacons.survey import survey  # the survey tracks held-out walks, and the tracker needs this class

        return survey(venue, traces)

    def match(self, window: Window) -> Match:
        """Return where readings like these were surveyed."""
        near, weight, of_class = self._weighted(window.rssi_dbm)
        wide, wide_weight, _ = self._weighted(window.with_stale_dbm)
        p_level = np.bincount(self.level[wide.index], weights=wide_weight, minlength=len(self.level_ids))
        return Match(
            t_s=window.t_s,
            weight=weight,
            level=self.level[near.index],
            x_m=self.x_m[near.index],
            y_m=self.y_m[near.index],
            spread_m=float(self.trust.spread_m[of_class]),
            log_p_level=np.log(p_level + _LEVEL_DOUBT),
        )

    def _weighted(self, fingerprint: Mapping[str, float]) -> tuple[Neighbours, Floats, int]:
        """Return the neighbours, their weights (sum 1) and the class of the best distance."""
        near = self.index.nearest(fingerprint, NEIGHBOURS)
        of_class = int(np.searchsorted(self.trust.best_edges, near.distance[0]))
        weight = np.exp(-self.trust.sharpness[of_class] * (near.distance - near.distance[0]))
        return near, weight / weight.sum(), of_class

    def encode(self) -> bytes:
        """Return the map as bytes (a compressed NumPy archive, no pickles)."""
        matrix = self.index.matrix
        out = io.BytesIO()
        np.savez_compressed(
            out,
            version=np.array(_VERSION),
            venue_id=np.array(self.venue_id),
            level_ids=np.array(self.level_ids, dtype=np.str_),
            addresses=np.array(self.index.addresses, dtype=np.str_),
            starts=matrix.indptr.astype(np.int64),
            columns=matrix.indices.astype(np.int32),
            strengths=matrix.data.astype(np.float32),
            level=self.level.astype(np.int16),
            x_m=self.x_m.astype(np.float32),
            y_m=self.y_m.astype(np.float32),
            sharpness=self.trust.sharpness,
            best_edges=self.trust.best_edges,
            spread_m=self.trust.spread_m,
            circles=np.array([[c.scale_68, c.scale_95] for c in (self.causal_circles, self.smoothed_circles)]),
        )
        return out.getvalue()

    @classmethod
    def decode(cls, data: bytes, venue: Venue) -> "RadioMap":
        """Return the map in `data`, its levels renumbered as in the venue.

        Fingerprints on levels the venue no longer has are dropped.

        Raises
        ------
        UnreadableFileError
            If the bytes are no radio map, or one of another version or venue.
        """
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as archive:
                parts = {name: archive[name] for name in archive.files}
            return _decoded(parts, venue)
        except (KeyError, ValueError, OSError, EOFError, IndexError, zipfile.BadZipFile, zlib.error) as error:
            raise UnreadableFileError(
                f"The radio map of {venue.id!r} cannot be read: {error}.", remedy="Run the survey again."
            ) from error


def _decoded(parts: Mapping[str, npt.NDArray[np.generic]], venue: Venue) -> RadioMap:
    if int(cast("int", parts["version"])) != _VERSION:
        raise ValueError(f"version {parts['version']}")
    if str(parts["venue_id"]) != venue.id:
        raise ValueError(f"it belongs to venue {str(parts['venue_id'])!r}")
    level_ids = tuple(level.id for level in venue.levels)
    renumbered = np.array([_find_index(level_ids, str(name)) for name in parts["level_ids"]], dtype=np.int64)
    addresses: Sequence[str] = [str(address) for address in parts["addresses"]]
    matrix = sparse.csr_matrix(
        (parts["strengths"].astype(np.float64), parts["columns"].astype(np.int64), parts["starts"].astype(np.int64)),
        shape=(len(parts["level"]), len(addresses)),
    )
    level = renumbered[parts["level"].astype(np.int64)]
    kept = np.flatnonzero(level >= 0)
    (causal_68, causal_95), (smoothed_68, smoothed_95) = parts["circles"].astype(np.float64).tolist()
    return RadioMap(
        venue_id=str(parts["venue_id"]),
        level_ids=level_ids,
        index=FingerprintIndex(addresses, matrix[kept]),
        level=level[kept],
        x_m=parts["x_m"].astype(np.float64)[kept],
        y_m=parts["y_m"].astype(np.float64)[kept],
        trust=Trust(
            sharpness=parts["sharpness"].astype(np.float64),
            best_edges=parts["best_edges"].astype(np.float64),
            spread_m=parts["spread_m"].astype(np.float64),
        ),
        causal_circles=Circles(scale_68=causal_68, scale_95=causal_95),
        smoothed_circles=Circles(scale_68=smoothed_68, scale_95=smoothed_95),
    )


def _find_index(level_ids: Sequence[LevelId], name: str) -> int:
    return level_ids.index(LevelId(name)) if name in level_ids else -1
