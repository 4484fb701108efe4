"""What is known of each queue of a venue, and what readings make of it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from maps.ids import FeatureId
from nav.waits.demand import Tally
from nav.waits.forecasts import USUAL
from nav.waits.queue_checks import QueueCheck, QueueWatch, Verdict
from nav.waits.queues import QueueState

FORGOTTEN_S = 86_400.0
"""A queue not heard of for a day is forgotten [s]."""

CountGuided = Callable[[FeatureId, float, float], int]
"""``(place_id, after_s, until_s)``: how many guided people joined a queue in a span of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownQueue:
    """A queue as its feed tells it, and what its readings taught so far."""

    watch: QueueWatch = field(default_factory=QueueWatch)
    tally: Tally = field(default_factory=Tally)

    def take(
        self, reading: QueueState, now_unix_s: float, count_guided: CountGuided
    ) -> tuple["KnownQueue", QueueCheck]:
        """Return what is known after a reading, and what was made of it."""
        before = self.watch.state
        watch, check = self.watch.take(reading, now_unix_s)
        if watch is self.watch:
            return self, check
        tally, after = self.tally, watch.state
        if check.verdict is Verdict.ACCEPTED and before is not None and after is not None:
            guided = count_guided(after.place_id, before.t_s, after.t_s)
            tally = tally.seen(before, after, guided=guided, service_mean_s=self.service_mean_s)
        return KnownQueue(watch=watch, tally=tally), check

    @property
    def service_mean_s(self) -> float:
        """Mean service as the feed says it, else as it was counted, else the usual one [s]."""
        said_s = self.watch.state.service_mean_s if self.watch.state else None
        return said_s or self.tally.find_service_mean_s() or USUAL.service_mean_s

    @property
    def heard_unix_s(self) -> float:
        """When anything was last heard, believed or not [s]."""
        times = (
            self.watch.state.t_s if self.watch.state else 0.0,
            self.watch.quarantined.t_s if self.watch.quarantined else 0.0,
        )
        return max(times)


Queues = Mapping[FeatureId, KnownQueue]


def take_all(
    queues: Queues, readings: Sequence[QueueState], now_unix_s: float, count_guided: CountGuided
) -> tuple[Queues, list[QueueCheck]]:
    """Return what is known after readings, the same object when nothing changed, and what was made of each."""
    known, checks = dict(queues), []
    for reading in readings:
        queue, check = known.get(reading.place_id, KnownQueue()).take(reading, now_unix_s, count_guided)
        if queue.watch != QueueWatch():
            known[reading.place_id] = queue
        checks.append(check)
    if all(queues.get(place_id) is queue for place_id, queue in known.items()):
        return queues, checks
    return {key: each for key, each in known.items() if each.heard_unix_s > now_unix_s - FORGOTTEN_S}, checks
