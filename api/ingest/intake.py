"""One message: what it says, and what became of it. Held to the same rules as a request over HTTP."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.engines import Engines
from api.feed_requests import LiftBody
from api.limits import Buckets
from api.problems import validation_problem
from api.queue_requests import QueueReading
from api.venue_live.reading import read_lift, read_queue
from api.venue_live.venue_live import VenueLive
from maps.errors import BadInputError, BeelineError, NotFoundError, TooLargeError
from maps.ids import FeatureId, VenueId, parse_venue_id
from nav.waits.queues import QueueState

_LOG = logging.getLogger("beeline.api")
_MESSAGES_PER_S, _MESSAGES_BURST = 5.0, 50
"""Of one topic: more is a device gone mad."""
_PASSING = frozenset({"live-unavailable", "store-unavailable", "storage-full"})
ACCEPTED = "accepted"


class Intake:
    """Takes in messages; a bad one is counted and named, and holds up no other.

    Parameters
    ----------
    max_bytes : int
        Size of a message.
    """

    def __init__(
        self,
        venue_live: VenueLive,
        engines: Engines,
        *,
        max_bytes: int,
        now_unix_s: Callable[[], float],
        monotonic_s: Callable[[], float],
    ) -> None:
        self._venue_live, self._engines = venue_live, engines
        self._max_bytes, self._now = max_bytes, now_unix_s
        self._buckets = Buckets(rate_per_s=_MESSAGES_PER_S, burst=_MESSAGES_BURST, monotonic_s=monotonic_s)
        self.counts: Counter[str] = Counter()

    def take(self, topic: str, payload: bytes) -> str:
        """Take in one message and return what became of it: `accepted`, a verdict on a queue, or an error's code.

        Raises
        ------
        LiveUnavailableError, StoreUnavailableError, StorageFullError
            If it cannot be kept now: it is to be brought again.
        """
        try:
            outcome = self._take(topic, payload)
        except BeelineError as error:
            if error.code in _PASSING:
                raise
            outcome = error.code
            _LOG.warning("A message on %.120r is ignored: %s", topic, error.detail)
        except Exception:
            outcome = "internal"
            _LOG.exception("A message on %.120r could not be taken in", topic)
        self.counts[outcome] += 1
        return outcome

    def _take(self, topic: str, payload: bytes) -> str:
        venue_id, kind, name = _read_topic(topic)
        self._buckets.take(topic, f"messages on {topic[:120]}")
        if len(payload) > self._max_bytes:
            raise TooLargeError(f"A message of {len(payload)} bytes.", remedy=f"Send at most {self._max_bytes}.")
        return (
            self._take_queue(venue_id, name, payload) if kind == "queues" else self._set_lift(venue_id, name, payload)
        )

    def _take_queue(self, venue_id: VenueId, place_id: str, payload: bytes) -> str:
        venue = self._engines.get(venue_id).venue
        reading = read_queue(venue, place_id, _parse(_QUEUE, payload), self._now())
        if not isinstance(reading, QueueState):
            raise NotFoundError(f"Venue {venue_id!r} has no service point or group {place_id[:80]!r}.")
        (check,) = self._venue_live.take_queues(venue_id, [reading])
        return check.verdict.value

    def _set_lift(self, venue_id: VenueId, portal_id: str, payload: bytes) -> str:
        venue = self._engines.get(venue_id).venue
        self._venue_live.set_lift(venue_id, read_lift(venue, FeatureId(portal_id), _parse(_LIFT, payload), self._now()))
        return ACCEPTED


_QUEUE, _LIFT = TypeAdapter(QueueReading), TypeAdapter(LiftBody)


def _parse(body: TypeAdapter[Any], payload: bytes) -> Any:
    try:
        return body.validate_json(payload)
    except ValidationError as error:
        raise validation_problem(error) from error


def _read_topic(topic: str) -> tuple[VenueId, str, str]:
    """Return venue, kind and id of ``beeline/VENUE/queues/PLACE`` or ``…/lifts/PORTAL``; ids may hold slashes."""
    parts = topic.split("/", 3)
    if len(parts) != 4 or parts[0] != "beeline" or parts[2] not in ("queues", "lifts") or not parts[3]:
        raise BadInputError(f"{topic[:120]!r} is no topic of ours.")
    return parse_venue_id(parts[1]), parts[2], parts[3]
