"""Guided walks."""

from collections.abc import Mapping

from flask import Response
from typing_extensions import TypedDict

from api.ends import read_end, read_position
from api.engines import Engine
from api.openapi import Noun
from api.presenting.landmarks import LandmarksDocument
from api.presenting.live import StateDocument
from api.presenting.times import utc_text
from api.readings import read_observations, read_steps
from api.session_requests import (
    ObservationsBody,
    OfferAnswer,
    PositionBody,
    SessionBody,
    SessionChange,
    TicketBody,
    VisitNews,
)
from api.sessions.record import Session
from api.sessions.visits import Visits
from api.visits import UNIX_CLOCK, visit_of
from api.wiring import Services
from maps.errors import BadInputError
from maps.ids import FeatureId, parse_venue_id
from maps.places import get_place
from nav.guidance.tickets import Called, TicketNews, TurnMissed
from nav.profile import get_profile, get_wishes
from nav.route import End, Place

NOUN = Noun("sessions", "Guided walks: readings go in, live events come out. All but the first need the token.")


class TicketDocument(TypedDict):
    """A new session. The token is shown this once."""

    session: str
    token: str
    expires_at: str
    links: dict[str, str]


class CountedDocument(TypedDict):
    """How many readings were used, and how many were not, by reason."""

    accepted: int
    ignored: dict[str, int]


class TakenDocument(TypedDict):
    """The position was taken in."""

    accepted: int


@NOUN.endpoint(
    "POST",
    "/v1/sessions",
    body=SessionBody,
    answer=TicketDocument,
    status=201,
    problems=("not-found", "live-unavailable", "no-itinerary"),
)
def create(services: Services, body: SessionBody) -> TicketDocument:
    """Begin a guided walk, to one destination or through the stops of a visit.

    A visit is planned at once, and again whenever a stop is done or queues change: another order is offered where it
    saves enough. The session keeps the venue's present revision and is erased when it is ended or expires.
    """
    if body.public and not services.settings.demo:
        raise BadInputError("Public sessions exist only in the demo.", remedy="Leave public out.")
    engine = services.engines.get(parse_venue_id(body.venue))
    destination = None if body.to is None else read_end(engine.venue, body.to)
    position = None if body.from_ is None else read_position(engine.venue, body.from_)
    visit = None
    if body.visit is not None and position is not None:
        now = services.clock.unix_s()
        visit = visit_of(
            engine.venue, body.visit, UNIX_CLOCK, services.forecasts, start=position, end=destination, t_s=now
        )
    ticket = services.sessions.create(
        engine,
        destination=destination,
        visit=visit,
        profile=get_profile(body.profile).wishing(get_wishes(body.wishes)),
        position=position,
        language=body.lang,
        labels=_public_labels(engine, body, destination) if body.public else None,
    )
    path = f"/v1/sessions/{ticket.session_id}"
    return {
        "session": ticket.session_id,
        "token": ticket.token,
        "expires_at": utc_text(ticket.expires_unix_s),
        "links": {
            "self": path,
            "events": f"{path}/events",
            "observations": f"{path}/observations",
            "position": f"{path}/position",
        },
    }


@NOUN.endpoint("GET", "/v1/sessions/{session_id}", answer=StateDocument, token=True)
def get(services: Services, session_id: str, token: str) -> StateDocument:
    """Get everything needed to draw the session, as the state event tells it."""
    return services.sessions.snapshot(session_id, token)


@NOUN.endpoint("PATCH", "/v1/sessions/{session_id}", body=SessionChange, answer=StateDocument, token=True)
def change(services: Services, session_id: str, token: str, body: SessionChange) -> StateDocument:
    """Change the destination, the profile or the language."""
    wanted = body.to
    services.sessions.change(
        session_id,
        token,
        read_destination=(lambda engine: read_end(engine.venue, wanted)) if wanted else None,
        profile=get_profile(body.profile).wishing(get_wishes(body.wishes)) if body.profile else None,
        language=body.lang,
    )
    return services.sessions.snapshot(session_id, token)


@NOUN.endpoint("DELETE", "/v1/sessions/{session_id}", status=204, token=True, problems=("read-only",))
def end(services: Services, session_id: str, token: str) -> Response:
    """End the session and erase all it knows."""
    services.sessions.end(session_id, token)
    return Response(status=204)


@NOUN.endpoint(
    "POST",
    "/v1/sessions/{session_id}/observations",
    body=ObservationsBody,
    body_setting="max_observation_bytes",
    answer=CountedDocument,
    status=202,
    token=True,
    problems=("read-only", "too-many-requests"),
)
def observe(services: Services, session_id: str, token: str, body: ObservationsBody) -> CountedDocument:
    """Send what the phone heard, and the steps that it counted.

    Readings up to five seconds late are put back in order; repeats, absurd values and later ones are counted and
    ignored. An empty batch says that nothing was heard.
    """
    readings = read_observations(body, services.settings.max_observations)
    counted = services.sessions.observe(session_id, token, readings, read_steps(body))
    return {"accepted": counted.accepted, "ignored": dict(counted.ignored)}


@NOUN.endpoint(
    "POST",
    "/v1/sessions/{session_id}/position",
    body=PositionBody,
    answer=TakenDocument,
    status=202,
    token=True,
    problems=("read-only", "too-many-requests"),
)
def state_position(services: Services, session_id: str, token: str, body: PositionBody) -> TakenDocument:
    """Say where the person is: the code of a sign, a place, or a point."""
    services.sessions.state_position(session_id, token, lambda engine: read_position(engine.venue, body))
    return {"accepted": 1}


@NOUN.endpoint(
    "GET",
    "/v1/sessions/{session_id}/landmarks",
    answer=LandmarksDocument,
    token=True,
    problems=("read-only", "too-many-requests"),
)
def landmarks(services: Services, session_id: str, token: str) -> LandmarksDocument:
    """Ask what can be seen from near the last position.

    For somebody who is lost: three or four named things that tell the places near apart. Who goes up to one of them
    sends its position as the stated one.
    """
    return services.sessions.landmarks(session_id, token)


@NOUN.endpoint(
    "POST",
    "/v1/sessions/{session_id}/offers/{offer_id}",
    body=OfferAnswer,
    answer=StateDocument,
    token=True,
    problems=("read-only", "conflict", "too-many-requests"),
)
def answer_offer(services: Services, session_id: str, offer_id: str, token: str, body: OfferAnswer) -> StateDocument:
    """Accept the offer of another counter, or keep the present one.

    An offer comes as an event, and stands in the state until it expires. One that stands no more is a conflict.
    """
    services.sessions.answer_offer(session_id, token, offer_id, accept=body.answer == "accept")
    return services.sessions.snapshot(session_id, token)


@NOUN.endpoint(
    "POST",
    "/v1/sessions/{session_id}/visit",
    body=VisitNews,
    answer=StateDocument,
    token=True,
    problems=("read-only", "conflict", "too-many-requests"),
)
def tell_visit(services: Services, session_id: str, token: str, body: VisitNews) -> StateDocument:
    """Say that a stop of the visit is done or not wanted any more, or that they go on to the next.

    What is left is planned again from where they are, and they are led to what comes next.
    """

    def change(visits: Visits, engine: Engine, session: Session) -> Session:
        if body.done is not None:
            return visits.done(engine, session, body.done)
        if body.skip is not None:
            return visits.skip(engine, session, body.skip)
        return visits.go_on(engine, session)

    services.sessions.tell_visit(session_id, token, change)
    return services.sessions.snapshot(session_id, token)


@NOUN.endpoint(
    "POST",
    "/v1/sessions/{session_id}/ticket",
    body=TicketBody,
    answer=StateDocument,
    token=True,
    problems=("read-only", "too-many-requests"),
)
def tell_ticket(services: Services, session_id: str, token: str, body: TicketBody) -> StateDocument:
    """Say that the person's number was called, or called in vain.

    They are led there at once, whatever the walk was for before.
    """

    def read_news(engine: Engine) -> TicketNews:
        kind = Called if body.news == "called" else TurnMissed
        return kind(place_id=get_place(engine.venue, FeatureId(body.place)).id, number=body.number)

    services.sessions.tell_ticket(session_id, token, read_news)
    return services.sessions.snapshot(session_id, token)


def _public_labels(engine: Engine, body: SessionBody, destination: End | None) -> Mapping[str, str]:
    """Return who walks, as told; else the name of where they go."""
    if body.labels:
        return body.labels
    if isinstance(destination, Place):
        return {tag: f"→ {text}" for tag, text in get_place(engine.venue, destination.id).labels.items()}
    return {}
