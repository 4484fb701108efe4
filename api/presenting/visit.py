"""A visit under way as JSON: its stops in order, what is done, what comes next and how long that takes."""

from typing_extensions import TypedDict

from api.presenting.times import utc_text
from api.sessions.visiting import Visiting
from maps.ids import FeatureId
from maps.labels import label
from maps.places import get_place
from maps.venue import Venue
from nav.phrases import at_stop, explain, next_stop, visit_over
from nav.route import Place
from nav.visits import Done, PlannedStop


class VisitStopDocument(TypedDict):
    """A stop: `done`, `here`, `next` or `later`. Waits [s] are expected, and what nine in ten stay within.

    `arrive_at` and `start_at` are null of what is done; `held_by` says what is waited for.
    """

    stop: str
    status: str
    place_id: str
    label: str
    level_id: str
    arrive_at: str | None
    start_at: str | None
    end_at: str
    wait_p50_s: float | None
    wait_p90_s: float | None
    held_by: str | None


class VisitDocument(TypedDict):
    """A visit under way. `why` is the reason of the latest change of its order, `broken` why a rule cannot be kept.

    `text` says what comes next. The plan is as old as `planned_at`.
    """

    stops: list[VisitStopDocument]
    finished: bool
    ends_at: str | None
    planned_at: str
    why: str | None
    broken: str | None
    text: str


def visit_document(visiting: Visiting, venue: Venue, language: str) -> VisitDocument:
    """Return a visit under way, in the words of a language."""
    done = [_done_document(each, venue, language) for each in visiting.done]
    to_come = [
        _planned_document(each, _status(visiting, index), venue, language)
        for index, each in enumerate(visiting.itinerary.stops)
    ]
    return {
        "stops": [*done, *to_come],
        "finished": visiting.next is None,
        "ends_at": utc_text(visiting.itinerary.end_s) if visiting.next else None,
        "planned_at": utc_text(visiting.planned_unix_s),
        "why": visiting.why.value if visiting.why else None,
        "broken": visiting.broken.value if visiting.broken else None,
        "text": _text(visiting, venue, language),
    }


def _text(visiting: Visiting, venue: Venue, language: str) -> str:
    coming = visiting.next
    if coming is None:
        end = visiting.visit.end
        return visit_over(end.id if isinstance(end, Place) else None, venue, language)
    if visiting.here:
        return at_stop(coming.place_id, venue, language)
    text = next_stop(coming.place_id, coming.wait_p50_s, venue, language)
    return text if visiting.broken is None else explain(visiting.broken, language) + text


def _status(visiting: Visiting, index: int) -> str:
    if index > 0:
        return "later"
    return "here" if visiting.here else "next"


def _done_document(done: Done, venue: Venue, language: str) -> VisitStopDocument:
    return {
        "stop": done.stop_id,
        "status": "done",
        **_where(done.place_id, venue, language),
        "arrive_at": None,
        "start_at": None,
        "end_at": utc_text(done.end_s),
        "wait_p50_s": None,
        "wait_p90_s": None,
        "held_by": None,
    }


def _planned_document(planned: PlannedStop, status: str, venue: Venue, language: str) -> VisitStopDocument:
    return {
        "stop": planned.stop_id,
        "status": status,
        **_where(planned.place_id, venue, language),
        "arrive_at": utc_text(planned.arrive_s),
        "start_at": utc_text(planned.start_s),
        "end_at": utc_text(planned.end_s),
        "wait_p50_s": round(planned.wait_p50_s, 1),
        "wait_p90_s": None if planned.wait_p90_s is None else round(planned.wait_p90_s, 1),
        "held_by": planned.held_by.value,
    }


class _Where(TypedDict):
    place_id: str
    label: str
    level_id: str


def _where(place_id: FeatureId, venue: Venue, language: str) -> _Where:
    place = get_place(venue, place_id)
    return {"place_id": place_id, "label": label(place.labels, language, place_id), "level_id": place.level_id}
