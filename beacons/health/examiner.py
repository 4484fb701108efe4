"""From a venue's tally to a verdict on each of its transmitters.

The likeliest fault is compared with "as the plan says" over windows that reach further and further back: the
generalised likelihood ratio for a change at an unknown time (Lai 1995, Journal of the Royal Statistical Society B 57,
613-658). A fault is told when it explains `exp(threshold)` times better; the threshold is the number of looks, at all
transmitters, between two false alarms that are accepted, as Ville's inequality asks for one likelihood ratio. A sum of
thousands of looks is where models err, so what it comes to is measured: `beeline bench beacon-health`.
"""

import math
from collections.abc import Sequence

from beacons.health.likelihood import p_visit
from beacons.health.patches import Patches
from beacons.health.places import Places
from beacons.health.suppositions import Supposition, Suppositions
from beacons.health.tally import SLOT_S, Tally, slot_of
from beacons.health.verdict import Health, Verdict
from beacons.health.window import Window
from beacons.observation import RadioKind
from beacons.tracker import Tracker
from maps.errors import BadInputError
from maps.spatial import SpatialIndex

DAYS_BETWEEN_FALSE_ALARMS = 10.0
LOOKS_A_DAY = 48
"""A look each half hour, since counts are kept by half hours."""
WINDOWS_SLOTS = (1, 2, 4, 8, 16, 48, 96)
WITNESS_SHARE = 1.0 / 3.0
"""Share of its log-likelihood that a visit is worth: somebody who walks through several patches near a transmitter,
with one phone and one error of position, is one witness and not several (composite likelihoods: Varin, Reid, Firth
2011, Statistica Sinica 21, 5-42)."""
_SURE_OF_HEALTH = 3.0
"""Log-odds of health at which one need not look further back."""
_AUDIBLE_P = 0.5
_ADDS = {Health.OK: Health.CLONED, Health.SILENT: Health.MOVED}
"""The nearest window tells how a transmitter is at its place; that it is heard elsewhere too may take longer to show,
since others pass there."""
_FAR_H = 8.0
"""What is heard elsewhere is asked of windows of a working day and more [h]: each takes a search through the places."""


class Examiner:
    """Knows what a venue's transmitters should sound like, and tells from a tally how they are.

    Parameters
    ----------
    tracker : Tracker
        Of the venue; its floor and its signals are used.
    """

    def __init__(self, tracker: Tracker) -> None:
        self.venue, self.table = tracker.venue, tracker.table
        self.patches = Patches.of(tracker.grid)
        looks = max(len(self.table.x_m), 1) * LOOKS_A_DAY * DAYS_BETWEEN_FALSE_ALARMS
        self.threshold = math.log(looks)
        self._expected_dbm = self.patches.expected_dbm(tracker.signals)
        self._suppositions = Suppositions(
            patches=self.patches,
            places=Places(SpatialIndex(self.venue), self.patches, self.table),
            level_ids=tuple(tracker.grid.level_ids),
            least_gain=self.threshold / WITNESS_SHARE,
        )

    def tally(self) -> Tally:
        """Return an empty tally of this venue's transmitters."""
        return Tally(transmitters=f"{self.venue.id} {self.venue.revision}")

    def examine(self, tally: Tally, now_s: float) -> list[Verdict]:
        """Return how each transmitter is at a time [Unix s], in the venue's order.

        Raises
        ------
        BadInputError
            If the tally counts the transmitters of another revision.
        """
        if tally.transmitters != self.tally().transmitters:
            raise BadInputError(
                f"These counts are of {tally.transmitters!r}, not of {self.tally().transmitters!r}.",
                remedy="Count again under the revision of now.",
            )
        now = slot_of(now_s)
        windows = [Window.of(tally, after=now - slots, until=now) for slots in WINDOWS_SLOTS]
        last_heard = {row: slot for slot, _, row in sorted(tally.heard)}
        return [self._look(row, windows, last_heard.get(row)) for row in range(len(self.table.x_m))]

    def _look(self, row: int, windows: Sequence[Window], last_slot: int | None) -> Verdict:
        """Return what the nearest window that can tell says, or a farther one may add to that, or that none can."""
        nearest: Verdict | None = None
        for window in windows:
            if nearest is not None and window.hours < _FAR_H:
                continue
            verdict = self._look_at(row, window, last_slot)
            if nearest is not None and verdict.health is _ADDS.get(nearest.health):
                return verdict
            if nearest is None and verdict.health is not Health.UNKNOWN:
                nearest = verdict
        return nearest or verdict

    def _look_at(self, row: int, window: Window, last_slot: int | None) -> Verdict:
        is_wifi = bool(self.table.is_wifi[row])
        counts = window.counts(row, is_wifi=is_wifi)
        kind = RadioKind.WIFI if is_wifi else RadioKind.BLE
        field = self._expected_dbm[row, counts.patch]
        well, *faults = self._suppositions.tried(row, counts, field, kind)
        likeliest = max(faults, key=lambda each: each.log_likelihood)
        health, odds, told = _judged(well, likeliest, self.threshold)
        p = p_visit(field, counts.window_s, kind)
        audible = p >= _AUDIBLE_P
        return Verdict(
            transmitter_id=self.venue.transmitters[row].id,
            health=health,
            log_odds=odds,
            hours=window.hours,
            passed=int(counts.visits[audible].sum()),
            expected=float((p * counts.visits)[audible].sum()),
            heard=int(counts.heard[audible].sum()),
            drop_db=told.drop_db,
            elsewhere=told.elsewhere,
            last_heard_s=None if last_slot is None else (last_slot + 1) * SLOT_S,
        )


def _judged(well: Supposition, fault: Supposition, threshold: float) -> tuple[Health, float, Supposition]:
    odds = WITNESS_SHARE * (fault.log_likelihood - well.log_likelihood)
    if odds >= threshold:
        return fault.health, odds, fault
    return (Health.OK if -odds >= _SURE_OF_HEALTH else Health.UNKNOWN), -odds, well
