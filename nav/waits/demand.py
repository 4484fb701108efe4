"""What successive snapshots of a queue teach: how many people come, how many are guided, how long a service takes."""

import math
from dataclasses import dataclass, replace

from nav.waits.queues import QueueState

MEMORY_S = 1800.0
"""What was seen this long ago counts a third of what is seen now [s]."""
STEADY_S = 300.0
"""Before a queue was watched, people are taken to have come for so long as fast as they were served [s]: nine who come
together within seconds are no rush of hundreds."""
LEAD_S = 120.0
"""Guided people are announced this long before they come, on average, until it is known better [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The stream of people to a queue.

    Parameters
    ----------
    per_s : float
        Everybody, per second.
    unguided : float
        The share that comes unannounced.
    lead_s : float
        Mean time between the announcement of the others and their arrival [s].
    cv : float
        Relative uncertainty of the rate.
    """

    per_s: float = 0.0
    unguided: float = 1.0
    lead_s: float = LEAD_S
    cv: float = 0.0

    @property
    def unguided_only(self) -> "Demand":
        """Those who come unannounced: whom to reckon with in a choice.

        The guided who are announced later will choose around the one who chooses now; counted as if they came anyhow
        they only make far places look bad.
        """
        return replace(self, per_s=self.per_s * self.unguided, unguided=1.0)


NOBODY_ELSE = Demand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted, the past fading.

    Parameters
    ----------
    span_s : float
        Time observed [s].
    guided, others : float
        People who came in it.
    served, busy_s : float
        Services finished in it, where the feed counts them, and the servers' time spent on them [s].
    """

    span_s: float = 0.0
    guided: float = 0.0
    others: float = 0.0
    served: float = 0.0
    busy_s: float = 0.0

    def seen(self, before: QueueState, after: QueueState, *, guided: int, service_mean_s: float) -> "Tally":
        """Return the tally after one more snapshot.

        Parameters
        ----------
        before, after : QueueState
            Successive readings of one queue, both believed.
        guided : int
            How many the ledger saw arrive between them.
        service_mean_s : float
            Stands in where the feed does not count who was served [s].
        """
        passed_s = after.t_s - before.t_s
        if passed_s <= 0:
            return self
        if self.span_s <= 0:
            steady = STEADY_S * before.busy / service_mean_s
            return replace(self, span_s=STEADY_S, others=steady).seen(
                before, after, guided=guided, service_mean_s=service_mean_s
            )
        kept = math.exp(-passed_s / MEMORY_S)
        busy_s = (before.busy + after.busy) / 2 * passed_s
        counted = _served(before, after)
        served = busy_s / service_mean_s if counted is None else counted
        came = served + after.waiting + after.busy - before.waiting - before.busy
        return Tally(
            span_s=self.span_s * kept + passed_s,
            guided=self.guided * kept + guided,
            others=self.others * kept + came - guided,
            served=self.served * kept + (counted or 0),
            busy_s=self.busy_s * kept + (busy_s if counted is not None else 0.0),
        )

    def demand(self, lead_s: float = LEAD_S) -> Demand:
        """Return the rate of arrivals; its uncertainty is that of a count of so many."""
        if self.span_s <= 0:
            return Demand(lead_s=lead_s)
        others, guided = max(self.others, 0.0), max(self.guided, 0.0)
        came = others + guided
        return Demand(
            per_s=came / self.span_s,
            unguided=others / came if came else 1.0,
            lead_s=lead_s,
            cv=1 / math.sqrt(came + 1),
        )

    def find_service_mean_s(self) -> float | None:
        """Return the mean service [s], once twenty were counted; None before."""
        return self.busy_s / self.served if self.served >= 20 and self.busy_s > 0 else None


def _served(before: QueueState, after: QueueState) -> int | None:
    if before.served_total is None or after.served_total is None or after.served_total < before.served_total:
        return None
    return after.served_total - before.served_total
