"""Whole walks into a tally: what a server counts as it goes, for traces that were kept."""

from beacons.health.examiner import Examiner
from beacons.health.passing import Passing
from beacons.health.tally import Tally
from beacons.scans import scans
from beacons.traces.trace import Trace
from beacons.tracker import Tracker


def count_walk(tally: Tally, examiner: Examiner, tracker: Tracker, walk: Trace) -> None:
    """Add to a tally what the phone of one walk observed; its truth is never looked at."""
    passing, state = Passing(examiner.patches, tracker.table), tracker.start()
    for scan in scans(walk):
        state, fix = tracker.step(state, scan)
        visit = passing.hear(walk.start_unix_s + scan.t_s, fix, scan.observations, gain_db=state.gain.mean_db)
        if visit is not None:
            tally.add([visit])
    last = passing.end()
    if last is not None:
        tally.add([last])
