"""What the tracker remembers of one person between two scans: small, frozen, serialisable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from beacons.belief import Belief, halved, normalised
from beacons.evidence import Gain
from beacons.motion import WalkedStep
from beacons.windows import Recent
from maps.errors import BadInputError

Floats = npt.NDArray[np.float64]

_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    """One person's track so far.

    Parameters
    ----------
    t_s : float or None
        Time of the last scan [s]; None before the first.
    belief : Belief or None
        None while the place is unknown.
    lag_m : (modes, 2) array
        How far east and north of their cells the ways of moving are [m].
    recent : Recent
        Young readings, for comparison with the survey.
    steps : tuple
        Steps of the last seconds.
    stepped_s, placed_s : float or None
        When the last step was made, and when radio last told the place [s].
    gain : Gain
        Of this phone.
    heard_s : mapping
        Transmitters heard lately, by their number in the table, and when [s].
    """

    t_s: float | None = None
    belief: Belief | None = None
    lag_m: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    recent: Recent = field(default_factory=Recent)
    steps: tuple[WalkedStep, ...] = ()
    stepped_s: float | None = None
    placed_s: float | None = None
    gain: Gain = field(default_factory=Gain)
    heard_s: Mapping[int, float] = field(default_factory=dict)


class _Packed(msgspec.Struct, array_like=True):
    version: int
    t_s: float | None
    beacons: list[tuple[float, str, float]]
    compared_s: float
    wifi_s: float
    steps: list[WalkedStep]
    stepped_s: float | None
    placed_s: float | None
    gain: tuple[float, float]
    heard_s: dict[int, float]
    lag_m: bytes
    cells: bytes
    shares: bytes


def encode_state(state: TrackState) -> bytes:
    """Return the state as bytes, at most 16 KiB."""
    belief = state.belief
    packed = _Packed(
        version=_VERSION,
        t_s=state.t_s,
        beacons=list(state.recent.beacons),
        compared_s=state.recent.compared_s,
        wifi_s=state.recent.wifi_s,
        steps=list(state.steps),
        stepped_s=state.stepped_s,
        placed_s=state.placed_s,
        gain=(state.gain.mean_db, state.gain.sd_db),
        heard_s=dict(state.heard_s),
        lag_m=state.lag_m.astype("<f8").tobytes(),
        cells=b"" if belief is None else belief.cells.astype("<i4").tobytes(),
        shares=b"" if belief is None else halved(belief.p).astype("<f2").tobytes(),
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
        belief = _belief(packed) if packed.cells else None
        lag_m = np.frombuffer(packed.lag_m, dtype="<f8").reshape(-1, 2)
    except (msgspec.DecodeError, ValueError, ZeroDivisionError) as error:
        raise BadInputError(f"This is no track state: {error}.", remedy="Start the track again.") from error
    return TrackState(
        t_s=packed.t_s,
        belief=belief,
        lag_m=lag_m,
        recent=Recent(beacons=tuple(packed.beacons), compared_s=packed.compared_s, wifi_s=packed.wifi_s),
        steps=tuple(packed.steps),
        stepped_s=packed.stepped_s,
        placed_s=packed.placed_s,
        gain=Gain(mean_db=packed.gain[0], sd_db=packed.gain[1]),
        heard_s=packed.heard_s,
    )


def _belief(packed: _Packed) -> Belief:
    cells = np.frombuffer(packed.cells, dtype="<i4")
    shares = np.frombuffer(packed.shares, dtype="<f2").reshape(len(cells), -1)
    return Belief(cells=cells, p=normalised(shares))
