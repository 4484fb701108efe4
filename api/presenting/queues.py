"""Queues as JSON: what is known of each, what was made of readings, and the waits to come."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from api.presenting.times import utc_text
from api.venue_live.queues import KnownQueue, Queues
from maps.ids import FeatureId
from maps.venue import Venue
from nav.waits.forecasts import DEAD_S, Forecast, NoForecast, WaitEstimate
from nav.waits.queue_checks import STALE_S, QueueCheck
from nav.waits.queues import QueueState

Labels = dict[str, str]


class DoubtedDocument(TypedDict):
    """The last reading that was not believed: what is wrong with it, and what it said."""

    verdict: str
    field: str
    received_at: str
    waiting: int
    servers_open: int


class QueueDocument(TypedDict):
    """A queue as last believed. `basis` says what that is worth: live, stale, or unknown when it is too old to use."""

    place: str
    labels: Labels
    basis: str
    at: str | None
    age_s: float | None
    waiting: int | None
    servers_open: int | None
    in_service: int | None
    service_mean_s: float | None
    opens_at: str | None
    closes_at: str | None
    quarantined: DoubtedDocument | None


class QueuesDocument(TypedDict):
    """Every queue that anything was heard of in the last day."""

    queues: list[QueueDocument]


class VerdictDocument(TypedDict):
    """What was made of one reading: `accepted`, or why not and which field."""

    place: str
    verdict: str
    field: str


class VerdictsDocument(TypedDict):
    """How many readings were believed, and what was made of each, in order."""

    accepted: int
    readings: list[VerdictDocument]


class CurveDocument(TypedDict):
    """Expected wait by time of arrival, linear in between."""

    start_at: str
    bin_s: float
    wait_s: list[float]


class WaitDocument(TypedDict):
    """The wait of somebody who arrives at that time. `ahead`: people waiting in front on arrival, on average."""

    place: str
    labels: Labels
    p50_s: float
    p90_s: float
    mean_s: float
    ahead: float
    waiting: int | None
    age_s: float | None
    basis: str
    curve: CurveDocument


class NoWaitDocument(TypedDict):
    """A queue of which nothing can be said, and why."""

    place: str
    labels: Labels
    reason: str
    age_s: float | None


class ForecastDocument(TypedDict):
    """The waits at each queue that can serve there, shortest first, and the queues of which nothing can be said."""

    place: str
    at: str
    waits: list[WaitDocument]
    unknown: list[NoWaitDocument]


def queues_document(queues: Queues, venue: Venue, now_unix_s: float) -> QueuesDocument:
    """Return every queue of places that the venue has."""
    known = [(place_id, queue) for place_id, queue in sorted(queues.items()) if place_id in venue.feature_by_id]
    return {"queues": [queue_document(place_id, queue, venue, now_unix_s) for place_id, queue in known]}


def queue_document(place_id: FeatureId, queue: KnownQueue, venue: Venue, now_unix_s: float) -> QueueDocument:
    """Return one queue."""
    state, doubted = queue.watch.state, queue.watch.quarantined
    age_s = None if state is None else max(now_unix_s - state.t_s, 0.0)
    return {
        "place": place_id,
        "labels": _labels(venue, place_id),
        "basis": _basis(age_s),
        "at": utc_text(state.t_s) if state else None,
        "age_s": None if age_s is None else round(age_s, 1),
        "waiting": state.waiting if state else None,
        "servers_open": state.servers_open if state else None,
        "in_service": state.in_service if state else None,
        "service_mean_s": state.service_mean_s if state else None,
        "opens_at": _text(state.opens_s) if state else None,
        "closes_at": _text(state.closes_s) if state else None,
        "quarantined": _doubted(doubted) if doubted else None,
    }


def verdicts_document(checks: Sequence[QueueCheck | FeatureId]) -> VerdictsDocument:
    """Return what was made of readings; an id stands for a reading of a place that the venue does not have."""
    readings = [_verdict(check) for check in checks]
    return {"accepted": sum(each["verdict"] == "accepted" for each in readings), "readings": readings}


def wait_document(forecast: Forecast, estimate: WaitEstimate, venue: Venue) -> WaitDocument:
    """Return the wait at one queue."""
    curve = forecast.curve
    return {
        "place": forecast.place_id,
        "labels": _labels(venue, forecast.place_id),
        "p50_s": round(estimate.p50_s, 1),
        "p90_s": round(estimate.p90_s, 1),
        "mean_s": round(estimate.mean_s, 1),
        "ahead": round(estimate.ahead, 1),
        "waiting": estimate.waiting,
        "age_s": None if estimate.age_s is None else round(estimate.age_s, 1),
        "basis": estimate.basis.value,
        "curve": {
            "start_at": utc_text(curve.start_s),
            "bin_s": curve.bin_s,
            "wait_s": [round(wait_s, 1) for wait_s in curve.wait_s.tolist()],
        },
    }


def no_wait_document(none: NoForecast, venue: Venue) -> NoWaitDocument:
    """Return that nothing can be said of a queue."""
    return {
        "place": none.place_id,
        "labels": _labels(venue, none.place_id),
        "reason": none.reason.value,
        "age_s": None if none.age_s is None else round(none.age_s, 1),
    }


def _verdict(check: QueueCheck | FeatureId) -> VerdictDocument:
    if isinstance(check, QueueCheck):
        return {"place": check.reading.place_id, "verdict": check.verdict.value, "field": check.field}
    return {"place": check, "verdict": "unknown_place", "field": "place"}


def _doubted(check: QueueCheck) -> DoubtedDocument:
    said: QueueState = check.reading
    return {
        "verdict": check.verdict.value,
        "field": check.field,
        "received_at": utc_text(check.t_s),
        "waiting": said.waiting,
        "servers_open": said.servers_open,
    }


def _basis(age_s: float | None) -> str:
    if age_s is None or age_s > DEAD_S:
        return "unknown"
    return "live" if age_s <= STALE_S else "stale"


def _labels(venue: Venue, place_id: FeatureId) -> Labels:
    return dict(getattr(venue.feature_by_id.get(place_id), "labels", {}))


def _text(unix_s: float | None) -> str | None:
    return None if unix_s is None else utc_text(unix_s)
