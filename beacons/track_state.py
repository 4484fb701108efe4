"""What the tracker remembers of one person between two scans: small, frozen, serialisable."""

import struct
from dataclasses import dataclass, field

import msgspec
import numpy as np

from beacons.motion import WalkedStep
from beacons.multilateration import Offset
from beacons.particles import Particles
from beacons.windows import Recent
from maps.errors import BadInputError

_VERSION = 1
_COLUMNS = ("x_m", "y_m", "turn_rad", "pace", "log_w")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    """One person's track so far.

    Parameters
    ----------
    t_s : float or None
        Time of the last scan [s]; None before the first.
    count : int
        Scans so far; with the tracker's seed it makes every draw repeatable.
    particles : Particles or None
        None while the place is unknown.
    recent : Recent
        Young readings, for comparison with the survey.
    steps : tuple
        Steps of the last seconds.
    stepped_s, placed_s : float or None
        When the last step was made, and when radio last told the place [s].
    offset : Offset
        This phone's gain.
    """

    t_s: float | None = None
    count: int = 0
    particles: Particles | None = None
    recent: Recent = field(default_factory=Recent)
    steps: tuple[WalkedStep, ...] = ()
    stepped_s: float | None = None
    placed_s: float | None = None
    offset: Offset = field(default_factory=Offset)


class _Packed(msgspec.Struct, array_like=True):
    version: int
    t_s: float | None
    count: int
    beacons: list[tuple[float, str, float]]
    compared_s: float
    wifi_s: float
    steps: list[WalkedStep]
    stepped_s: float | None
    placed_s: float | None
    offset: tuple[float, float]
    numbers: bytes
    levels: bytes


def encode_state(state: TrackState) -> bytes:
    """Return the state as bytes, at most 16 KiB; coordinates keep single precision (about 0.01 mm)."""
    particles = state.particles
    numbers = b"" if particles is None else b"".join(_single(getattr(particles, name)) for name in _COLUMNS)
    packed = _Packed(
        version=_VERSION,
        t_s=state.t_s,
        count=state.count,
        beacons=list(state.recent.beacons),
        compared_s=state.recent.compared_s,
        wifi_s=state.recent.wifi_s,
        steps=list(state.steps),
        stepped_s=state.stepped_s,
        placed_s=state.placed_s,
        offset=(state.offset.mean_db, state.offset.sd_db),
        numbers=numbers,
        levels=b"" if particles is None else particles.level.astype("<i2").tobytes(),
    )
    return msgspec.msgpack.encode(packed)


def decode_state(data: bytes) -> TrackState:
    """Return the state in `data`.

    Raises
    ------
    BadInputError
        If the bytes are no track state of this version.
    """
    try:
        packed = msgspec.msgpack.decode(data, type=_Packed)
        if packed.version != _VERSION:
            raise ValueError(f"version {packed.version}")
        particles = _particles(packed) if packed.levels else None
    except (msgspec.DecodeError, ValueError, struct.error) as error:
        raise BadInputError(f"This is no track state: {error}.", remedy="Start the track again.") from error
    return TrackState(
        t_s=packed.t_s,
        count=packed.count,
        particles=particles,
        recent=Recent(beacons=tuple(packed.beacons), compared_s=packed.compared_s, wifi_s=packed.wifi_s),
        steps=tuple(packed.steps),
        stepped_s=packed.stepped_s,
        placed_s=packed.placed_s,
        offset=Offset(mean_db=packed.offset[0], sd_db=packed.offset[1]),
    )


def rounded(particles: Particles) -> Particles:
    """Return the particles as they will be after encoding and decoding, so that both ways give the same track."""
    columns = {name: getattr(particles, name).astype(np.float32).astype(np.float64) for name in _COLUMNS}
    return Particles(level=particles.level, **columns)


def _single(values: np.ndarray) -> bytes:
    return values.astype("<f4").tobytes()


def _particles(packed: _Packed) -> Particles:
    level = np.frombuffer(packed.levels, dtype="<i2").astype(np.int64)
    table = np.frombuffer(packed.numbers, dtype="<f4").astype(np.float64).reshape(len(_COLUMNS), len(level))
    return Particles(level=level, **dict(zip(_COLUMNS, table, strict=True)))
