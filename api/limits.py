"""How often and how much: token buckets and counted places."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from api.problems import TooBusyError, TooManyRequestsError


class Buckets:
    """A token bucket per key: so many at once, so many per second in the long run.

    Parameters
    ----------
    rate_per_s, burst : float
        Tokens that flow in each second, and the most a bucket holds.
    monotonic_s : callable
        A clock [s] that never goes back.
    capacity : int
        Buckets kept; the one unused for longest is forgotten first (a forgotten bucket is full again).
    """

    def __init__(
        self, *, rate_per_s: float, burst: float, monotonic_s: Callable[[], float], capacity: int = 50_000
    ) -> None:
        self._rate_per_s, self._burst, self._capacity = rate_per_s, burst, capacity
        self._monotonic_s = monotonic_s
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, what: str) -> None:
        """Take one token of a key's bucket.

        Raises
        ------
        TooManyRequestsError
            If it is empty; names `what` and when to come back.
        """
        now_s = self._monotonic_s()
        with self._lock:
            level, then_s = self._buckets.pop(key, (self._burst, now_s))
            level = min(self._burst, level + (now_s - then_s) * self._rate_per_s)
            taken = level >= 1.0
            self._buckets[key] = (level - 1.0 if taken else level, now_s)
            while len(self._buckets) > self._capacity:
                self._buckets.popitem(last=False)
        if not taken:
            raise TooManyRequestsError(f"Too many {what}.", retry_after_s=(1.0 - level) / self._rate_per_s)


class StreamPlaces:
    """Places for open event streams: so many in all, so many for one session or venue."""

    def __init__(self, *, total: int) -> None:
        self._total = total
        self._lock = threading.Lock()
        self._open: dict[str, int] = {}

    def enter(self, key: str, most: int, what: str) -> None:
        """Take a place of a key that may have so many at most.

        Raises
        ------
        TooBusyError
            If the server has no place left.
        TooManyRequestsError
            If the key has no place left; names `what` it is.
        """
        with self._lock:
            if sum(self._open.values()) >= self._total:
                raise TooBusyError(f"{self._total} event streams are open, as many as this server accepts.")
            if self._open.get(key, 0) >= most:
                raise TooManyRequestsError(f"{most} event streams of this {what} are open already.", retry_after_s=5.0)
            self._open[key] = self._open.get(key, 0) + 1

    def leave(self, key: str) -> None:
        """Give the place back."""
        with self._lock:
            left = self._open.get(key, 0) - 1
            if left > 0:
                self._open[key] = left
            else:
                self._open.pop(key, None)

    def count(self) -> int:
        """Return how many streams are open."""
        with self._lock:
            return sum(self._open.values())
