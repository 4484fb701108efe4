"""A plan of several stops as JSON, or why there is none."""

from typing_extensions import TypedDict

from maps.labels import label
from maps.places import get_place
from maps.venue import Venue
from nav.visits import Itinerary, NoItinerary, PlannedStop, describe


class PlannedStopDocument(TypedDict):
    """One stop at its counter. Times [s] on the clock of the request, walking and waits [s]."""

    stop: str
    place_id: str
    label: str
    level_id: str
    walk_s: float
    arrive_s: float
    start_s: float
    end_s: float
    wait_p50_s: float
    wait_p90_s: float | None
    held_by: str


class ItineraryDocument(TypedDict):
    """The stops in order, times and walking [s]; `exact` if nothing better exists."""

    stops: list[PlannedStopDocument]
    start_s: float
    end_s: float
    duration_s: float
    walk_s: float
    walk_to_end_s: float
    exact: bool


class NoItineraryDocument(TypedDict):
    """Why there is no plan: rules that cannot hold together, and the stops concerned."""

    no_itinerary: str
    detail: str
    rules: list[str]
    stops: list[str]


def itinerary_document(itinerary: Itinerary, venue: Venue, language: str) -> ItineraryDocument:
    """Return a plan as JSON."""
    return {
        "stops": [_stop_document(stop, venue, language) for stop in itinerary.stops],
        "start_s": itinerary.start_s,
        "end_s": itinerary.end_s,
        "duration_s": itinerary.duration_s,
        "walk_s": itinerary.walk_s,
        "walk_to_end_s": itinerary.walk_to_end_s,
        "exact": itinerary.exact,
    }


def no_itinerary_document(answer: NoItinerary) -> NoItineraryDocument:
    """Return as JSON why there is no plan."""
    return {
        "no_itinerary": answer.reason.value,
        "detail": answer.detail,
        "rules": [describe(rule) for rule in answer.rules],
        "stops": list(answer.stops),
    }


def _stop_document(stop: PlannedStop, venue: Venue, language: str) -> PlannedStopDocument:
    place = get_place(venue, stop.place_id)
    return {
        "stop": stop.stop_id,
        "place_id": stop.place_id,
        "label": label(place.labels, language, stop.place_id),
        "level_id": place.level_id,
        "walk_s": stop.walk_s,
        "arrive_s": stop.arrive_s,
        "start_s": stop.start_s,
        "end_s": stop.end_s,
        "wait_p50_s": stop.wait_p50_s,
        "wait_p90_s": stop.wait_p90_s,
        "held_by": stop.held_by.value,
    }
