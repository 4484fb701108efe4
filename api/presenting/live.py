"""What a session tells, as JSON: one document per event, and the snapshot that holds everything."""

from typing_extensions import TypedDict

from api.presenting.route import RouteDocument, route_document
from api.presenting.times import utc_text
from api.presenting.visit import VisitDocument
from api.sessions.errand import OFFER_S, Offer
from maps.ids import FeatureId, LevelId
from maps.position import Fix, NoFix, NoFixReason
from maps.venue import Venue
from nav.guidance.events import NoRouteFound, Progress, RouteChanged
from nav.guidance.tickets import Called, TicketNews
from nav.phrases import arrived, explain, map_kept, queue_offer, render, rerouted, speak, ticket


class FixDocument(TypedDict):
    """Where the person is, and how sure that is: radii [m] that hold the truth 68 % and 95 % of the time."""

    t_s: float
    level_id: str
    x_m: float
    y_m: float
    lon: float
    lat: float
    r68_m: float
    r95_m: float
    p_level: float


class NoFixDocument(TypedDict):
    """Why there is no position."""

    t_s: float
    reason: str
    text: str


class RouteEventDocument(TypedDict):
    """A new route, and why."""

    reason: str
    text: str
    route: RouteDocument


class NoRouteDocument(TypedDict):
    """Why there is no way."""

    reason: str
    text: str


class SnappedDocument(TypedDict):
    """Where to draw the person on the route."""

    x_m: float
    y_m: float
    level_id: str


class ProgressDocument(TypedDict):
    """How far the person is along the route."""

    step_index: int
    to_next_m: float
    remaining_m: float
    remaining_s: float
    along_m: float
    snapped: SnappedDocument


class InstructionDocument(TypedDict):
    """The instruction to follow now: `text` to be read, `spoken` to be heard."""

    step_index: int
    text: str
    spoken: str


class ArrivedDocument(TypedDict):
    """The person is there: `text` to be read, `spoken` to be heard."""

    place_id: str | None
    text: str
    spoken: str


class OfferDocument(TypedDict):
    """Another counter, or another stop first, would be quicker: the person's to accept or not, until it expires."""

    id: str
    from_id: str
    to_id: str
    saved_s: float
    text: str
    expires_at: str


class TicketNewsDocument(TypedDict):
    """A queue called the person's number (`called`), or did so in vain (`turn_missed`)."""

    news: str
    place_id: str
    number: str
    text: str


class MapKeptDocument(TypedDict):
    """A newer map lacks something that the walk needs: it goes on by the map it had."""

    missing_id: str
    text: str


class EndedDocument(TypedDict):
    """The session is over: `expired` or `deleted`; `stopping` when the server goes down, and one may come back."""

    reason: str


class StateDocument(TypedDict):
    """Everything needed to draw a session: the same in the `state` event and in the snapshot."""

    session: str
    venue: str
    revision: int
    lang: str
    profile: str
    seq: int
    expires_at: str
    route: RouteDocument | None
    route_reason: str | None
    no_route: NoRouteDocument | None
    fix: FixDocument | None
    no_fix: NoFixDocument | None
    progress: ProgressDocument | None
    instruction: InstructionDocument | None
    arrived: ArrivedDocument | None
    offer: OfferDocument | None
    visit: VisitDocument | None
    ticket: TicketNewsDocument | None
    map_kept: MapKeptDocument | None


def fix_document(fix: Fix, venue: Venue, offset_s: int) -> FixDocument:
    """Return a fix; `offset_s` is what the session's time is ahead of the phone's [s]."""
    where = fix.position
    lon, lat = venue.frame.to_lonlat(where.x_m, where.y_m)
    return {
        "t_s": round(fix.t_s - offset_s, 3),
        "level_id": where.level_id,
        "x_m": round(where.x_m, 3),
        "y_m": round(where.y_m, 3),
        "lon": round(lon, 9),
        "lat": round(lat, 9),
        "r68_m": round(fix.r68_m, 2),
        "r95_m": round(fix.r95_m, 2),
        "p_level": round(fix.p_level, 4),
    }


def no_fix_document(no_fix: NoFix, language: str, offset_s: int) -> NoFixDocument:
    """Return why there is no position, in the words of a language."""
    return {
        "t_s": round(no_fix.t_s - offset_s, 3),
        "reason": no_fix.reason.value,
        "text": explain(no_fix.reason, language),
    }


def stale_document(fix: Fix, language: str, offset_s: int) -> NoFixDocument:
    """Return that the last position is too old to show."""
    return no_fix_document(NoFix(t_s=fix.t_s, reason=NoFixReason.STALE), language, offset_s)


def map_kept_document(missing_id: FeatureId | LevelId, venue: Venue, language: str) -> MapKeptDocument:
    """Return that the newest map lacks something of `venue` that the walk needs."""
    return {"missing_id": missing_id, "text": map_kept(missing_id, venue, language)}


def route_event(changed: RouteChanged, venue: Venue, language: str) -> RouteEventDocument:
    """Return a new route and why it is new."""
    return {
        "reason": changed.reason.value,
        "text": rerouted(changed, venue, language),
        "route": route_document(changed.route, venue, language, changed.maneuvers),
    }


def no_route_document(found: NoRouteFound, language: str) -> NoRouteDocument:
    """Return why there is no way."""
    return {"reason": found.no_route.reason.value, "text": explain(found.no_route.reason, language)}


def progress_document(progress: Progress) -> ProgressDocument:
    """Return how far the person is."""
    return {
        "step_index": progress.maneuver_index,
        "to_next_m": round(progress.to_next_m, 2),
        "remaining_m": round(progress.remaining_m, 2),
        "remaining_s": round(progress.remaining_s, 1),
        "along_m": round(progress.along_m, 2),
        "snapped": {
            "x_m": round(progress.snapped.x_m, 3),
            "y_m": round(progress.snapped.y_m, 3),
            "level_id": progress.snapped.level_id,
        },
    }


def instruction_document(changed: RouteChanged, step_index: int, venue: Venue, language: str) -> InstructionDocument:
    """Return the instruction to follow now."""
    return {
        "step_index": step_index,
        "text": render(changed.maneuvers[step_index], venue, language),
        "spoken": speak(changed.maneuvers, step_index, venue, language),
    }


def arrived_document(place_id: FeatureId | None, venue: Venue, language: str) -> ArrivedDocument:
    """Return that the person is there."""
    return {
        "place_id": place_id,
        "text": arrived(place_id, venue, language),
        "spoken": arrived(place_id, venue, language, spoken=True),
    }


def ticket_document(news: TicketNews, venue: Venue, language: str) -> TicketNewsDocument:
    """Return what a queue said about the person's number, in words."""
    return {
        "news": "called" if isinstance(news, Called) else "turn_missed",
        "place_id": news.place_id,
        "number": news.number,
        "text": ticket(news, venue, language),
    }


def offer_document(offer: Offer, venue: Venue, language: str) -> OfferDocument:
    """Return the offer of another counter, in words."""
    text = queue_offer(
        venue,
        language,
        from_id=offer.from_id,
        to_id=offer.to_id,
        saved_minutes=offer.saved_s / 60,
        waiting_from=offer.waiting_from,
        waiting_to=offer.waiting_to,
        age_minutes=offer.age_s / 60,
        is_order=offer.is_order,
    )
    return {
        "id": offer.id,
        "from_id": offer.from_id,
        "to_id": offer.to_id,
        "saved_s": round(offer.saved_s, 1),
        "text": text,
        "expires_at": utc_text(offer.made_unix_s + OFFER_S),
    }
