"""What one scan says of the place: compared with the survey, or read by the places of its transmitters."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.checks import clean
from beacons.grid import Grid
from beacons.multilateration import weighted_centroid
from beacons.observation import Observation
from beacons.radiomap import Match, RadioMap
from beacons.transmitters import Heard, TransmitterTable
from beacons.windows import Recent, gather
from maps.position import NoFixReason

Cells = npt.NDArray[np.int32]

_FEWEST_KNOWN = 3
"""Fewer common transmitters make no comparison with the survey."""
_YOUNG_S = 5.0
_BEST_MATCHES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Radio:
    """What one scan says; nothing at all, and why, when both are None."""

    match: Match | None = None
    heard: Heard | None = None
    silence: NoFixReason = NoFixReason.NOTHING_HEARD

    def __bool__(self) -> bool:
        return self.match is not None or self.heard is not None


class Listener:
    """Sorts readings: what the survey knows is compared with it, the rest speaks for its transmitter."""

    def __init__(self, table: TransmitterTable, radio_map: RadioMap | None) -> None:
        self._table = table
        self._radio_map = radio_map
        self._surveyed: dict[str, int] = radio_map.index.column if radio_map else {}

    def listen(self, recent: Recent, observations: Sequence[Observation], t_s: float) -> tuple[Recent, Radio]:
        """Return what to remember, and what the readings of a scan at `t_s` [s] say."""
        kept, _ = clean(observations)
        match = None
        if self._radio_map:
            recent, window = gather(recent, kept, t_s)
            if window and self._radio_map.index.known(window.rssi_dbm) >= _FEWEST_KNOWN:
                match = self._radio_map.match(window)
        heard = self._table.heard(
            item for item in kept if item.address not in self._surveyed and t_s - item.t_s < _YOUNG_S
        )
        if match is None and not heard.value.size:
            return recent, Radio(silence=self._why(kept))
        return recent, Radio(match=match, heard=heard if heard.value.size else None)

    def _why(self, kept: Sequence[Observation]) -> NoFixReason:
        if not self._radio_map and not self._table.index_by_address:
            return NoFixReason.NO_RADIO_MAP
        if not kept:
            return NoFixReason.NOTHING_HEARD
        known = any(item.address in self._surveyed or item.address in self._table.index_by_address for item in kept)
        return NoFixReason.TOO_FEW_TRANSMITTERS if known else NoFixReason.UNKNOWN_TRANSMITTERS


def pointed_at(radio: Radio, table: TransmitterTable, grid: Grid, reach_m: float) -> Cells:
    """Return the cells where radio points: around the centroid of what is heard, and around the best matches."""
    centres: set[tuple[int, float, float]] = set()
    if radio.heard is not None:
        place = weighted_centroid(table, radio.heard)
        centres |= {(level, *place) for level in _loudest_levels(table, radio.heard)}
    if radio.match is not None:
        best = np.argsort(-radio.match.weight, kind="stable")[:_BEST_MATCHES]
        centres |= {(int(radio.match.level[i]), float(radio.match.x_m[i]), float(radio.match.y_m[i])) for i in best}
    found = [grid.near(*centre, reach_m) for centre in sorted(centres)]
    cells = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    return cells if len(cells) else np.array([grid.nearest(*min(centres))], dtype=np.int32)


def _loudest_levels(table: TransmitterTable, heard: Heard) -> set[int]:
    """Return the levels of the two strongest transmitters: near stairs a slab may be thinner than a wall."""
    rows = zip(heard.value.tolist(), heard.is_range.tolist(), heard.transmitter.tolist(), strict=True)
    loudest = sorted((value if is_range else -value, index) for value, is_range, index in rows)[:2]
    return {int(table.level[index]) for _, index in loudest}
