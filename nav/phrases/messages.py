"""Everything said to a walker that is no instruction: reasons, arrivals, calls, offers."""

from collections.abc import Mapping

from maps.ids import FeatureId, LevelId
from maps.labels import find_label, label
from maps.position import NoFixReason
from maps.venue import Portal, Venue
from nav.guidance.events import HelpReason, RouteChanged, RouteReason
from nav.guidance.tickets import Called, TurnMissed
from nav.phrases.catalogue import Catalogue, get_catalogue
from nav.phrases.measures import distance, minutes, people_waiting
from nav.phrases.names import level_name, place_name
from nav.phrases.render import sentence
from nav.route import NoRouteReason
from nav.visits.itinerary import NoItineraryReason
from nav.waits.choice import Why

Reason = NoRouteReason | NoFixReason | RouteReason | HelpReason | Why | NoItineraryReason

_SECTIONS: Mapping[type[Reason], str] = {
    NoRouteReason: "no_route",
    NoFixReason: "no_fix",
    RouteReason: "reroute",
    HelpReason: "help",
    Why: "choice",
    NoItineraryReason: "no_itinerary",
}


def explain(reason: Reason, language: str) -> str:
    """Return why there is no way, no position, a new way, an offer of help or another counter, as a sentence or two."""
    return get_catalogue(language).get(f"{_SECTIONS[type(reason)]}.{reason.value}")


def rerouted(changed: RouteChanged, venue: Venue, language: str) -> str:
    """Return why there is a new way, naming what is closed or out of service, and why, where that is known."""
    words, general = get_catalogue(language), explain(changed.reason, language)
    if changed.cause_id is None:
        return general
    cause = _cause(changed, changed.cause_id, venue, words)
    why = find_label(changed.why, words.tag)
    reason = words.get("cause.why", why=why.rstrip("。.")) if why else None
    return words.get("spoken.space").join(part for part in (cause, reason, general) if part)


def arrived(place_id: FeatureId | None, venue: Venue, language: str, *, spoken: bool = False) -> str:
    """Return the sentence on arrival at a place, or at a point without a name; when heard, that guidance ends."""
    words = get_catalogue(language)
    text = words.get("event.arrived", place=place_name(place_id, venue, words))
    return words.get("spoken.space").join((text, words.get("event.guidance_ends"))) if spoken else text


def on_the_way(remaining_m: float, language: str, *, step_m: float | None = None) -> str:
    """Return the confirmation after an instruction was carried out, with the way to the next [m]."""
    far = distance(remaining_m, language, step_m=step_m, spoken=True)
    return get_catalogue(language).get("event.on_the_way", distance=far)


def ticket(news: Called | TurnMissed, venue: Venue, language: str) -> str:
    """Return that a ticket was called, or called and missed."""
    words = get_catalogue(language)
    key = "event.called" if isinstance(news, Called) else "event.turn_missed"
    place = place_name(news.place_id, venue, words)
    if not news.number:
        return words.get(key, place=place)
    return words.get(f"{key}_number", place=place, number=news.number)


def leave_now(place_id: FeatureId, at: str, venue: Venue, language: str) -> str:
    """Return that it is time to go; `at` is the time of day as text."""
    words = get_catalogue(language)
    return words.get("event.leave_now", place=place_name(place_id, venue, words), time=at)


def order_changed(next_id: FeatureId, venue: Venue, language: str) -> str:
    """Return that another stop of the visit comes next."""
    words = get_catalogue(language)
    return words.get("event.order_changed", place=place_name(next_id, venue, words))


def map_kept(missing_id: FeatureId | LevelId, venue: Venue, language: str) -> str:
    """Return that guidance goes on by the old map, `venue`, since the new one lacks a place or a level."""
    words = get_catalogue(language)
    is_level = missing_id in venue.level_by_id
    name = (
        level_name(LevelId(missing_id), venue, words) if is_level else place_name(FeatureId(missing_id), venue, words)
    )
    return words.get("event.map_kept", place=name)


def queue_offer(
    venue: Venue,
    language: str,
    *,
    from_id: FeatureId,
    to_id: FeatureId,
    saved_minutes: float,
    waiting_from: int | None = None,
    waiting_to: int | None = None,
    age_minutes: float = 0.0,
    is_order: bool = False,
) -> str:
    """Return the offer to go to another counter, or to another stop of a visit first.

    With the numbers of people who wait, where they are known, and their age.

    Examples
    --------
    ``Blood Draw 3: 12 people waiting. Blood Draw 6: 3 people waiting. Going to Blood Draw 6 saves about 14 min.``
    """
    words = get_catalogue(language)
    general = "queue.offer_first" if is_order else "queue.offer_unknown"
    fields = {
        "from": place_name(from_id, venue, words),
        "to": place_name(to_id, venue, words),
        "saved": minutes(saved_minutes, language),
    }
    if waiting_from is None or waiting_to is None or (is_order and waiting_from <= waiting_to):
        # Of two orders the queues of now need not be the reason: numbers that explain nothing are not told.
        return words.get(general, **fields)
    fields |= {"waiting_from": people_waiting(waiting_from, words), "waiting_to": people_waiting(waiting_to, words)}
    text = words.get("queue.offer_order" if is_order else "queue.offer", **fields)
    if age_minutes < 1.0:
        return text
    return words.get("spoken.space").join((text, words.get("queue.age", age=minutes(age_minutes, language))))


def _cause(changed: RouteChanged, cause_id: FeatureId, venue: Venue, words: Catalogue) -> str | None:
    """Return what is closed or out of service, if it has a name that says something to a walker."""
    feature = venue.feature_by_id.get(cause_id)
    if changed.reason is RouteReason.LIFT_OUT and isinstance(feature, Portal):
        name = label(feature.labels, words.tag) or words.get(f"name.the_{feature.kind}")
        return sentence(words.get("cause.lift_out", portal=name))
    if changed.reason is RouteReason.CLOSED and getattr(feature, "labels", None):
        return sentence(words.get("cause.closed", place=place_name(cause_id, venue, words)))
    return None
