"""What is said of a visit of several stops: what comes next, that one is there, that all is done."""

from maps.ids import FeatureId
from maps.venue import Venue
from nav.phrases.catalogue import get_catalogue
from nav.phrases.measures import minutes
from nav.phrases.names import place_name

_NO_WAIT_S = 60.0
"""A shorter wait is called none [s]."""


def next_stop(place_id: FeatureId, wait_s: float, venue: Venue, language: str) -> str:
    """Return which stop comes next, and the wait that is expected there."""
    words = get_catalogue(language)
    place = place_name(place_id, venue, words)
    if wait_s < _NO_WAIT_S:
        return words.get("event.next_stop_free", place=place)
    return words.get("event.next_stop", place=place, wait=minutes(wait_s / 60.0, language))


def at_stop(place_id: FeatureId, venue: Venue, language: str) -> str:
    """Return that somebody is at a stop, and what they may say when they are done."""
    words = get_catalogue(language)
    return words.get("event.here", place=place_name(place_id, venue, words))


def visit_over(end_id: FeatureId | None, venue: Venue, language: str) -> str:
    """Return that every stop is done, and where the way leads now, if anywhere."""
    words = get_catalogue(language)
    if end_id is None:
        return words.get("event.visit_over")
    return words.get("event.visit_way_out", place=place_name(end_id, venue, words))
