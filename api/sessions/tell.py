"""What to tell the readers of a session: the difference between what they were shown and what is so now."""

from collections.abc import Callable, Mapping

import msgspec

from api.engines import Engine
from api.live import Event
from api.presenting.live import (
    StateDocument,
    arrived_document,
    fix_document,
    instruction_document,
    map_kept_document,
    no_fix_document,
    no_route_document,
    offer_document,
    progress_document,
    route_event,
    stale_document,
    ticket_document,
)
from api.presenting.times import utc_text
from api.presenting.visit import visit_document
from api.sessions.record import Session
from maps.position import Fix
from nav.guidance.events import NoRouteFound, RouteChanged
from nav.phrases import LANGUAGES

_ANY = ""


def changes(engine: Engine, known: Session, session: Session) -> list[Event]:
    """Return the events that lead from a session as it was to what it is, in the order they are to be drawn."""
    before, after = known.timeline.now.view, session.timeline.now.view
    events = []
    if after.fix != before.fix and after.fix is not None:
        events.append(_fix_event(engine, session))
    if after.route != before.route and after.route is not None:
        events.append(_route_event(engine, session, after.route))
    route_is_new = after.route != before.route
    if after.progress is not None and after.progress != before.progress:
        events.append(Event(name="progress", data={_ANY: _json(progress_document(after.progress))}))
    if isinstance(after.route, RouteChanged) and (route_is_new or after.step_index != before.step_index):
        events.append(_instruction_event(engine, session, after.route, after.step_index))
    if after.arrived and (route_is_new or not before.arrived):
        data = _in_each(session, lambda language: arrived_document(after.arrived_at, engine.venue, language))
        events.append(Event(name="arrived", data=data))
    missing_id = session.missing_id
    if missing_id is not None and missing_id != known.missing_id:
        data = _in_each(session, lambda language: map_kept_document(missing_id, engine.venue, language))
        events.append(Event(name="map_kept", data=data))
    ticket = after.ticket
    if ticket is not None and ticket != before.ticket:
        data = _in_each(session, lambda language: ticket_document(ticket, engine.venue, language))
        events.append(Event(name="ticket", data=data))
    visiting = session.visiting
    if visiting is not None and visiting != known.visiting:
        data = _in_each(session, lambda language: visit_document(visiting, engine.venue, language))
        events.append(Event(name="visit", data=data))
    offer = session.errand.offer if session.errand else None
    if offer is not None and (known.errand is None or offer != known.errand.offer):
        data = _in_each(session, lambda language: offer_document(offer, engine.venue, language))
        events.append(Event(name="offer", data=data))
    return events


def state_event(engine: Engine, session: Session, number: int, expires_unix_s: float, now_unix_s: float) -> Event:
    """Return the event that holds everything, as number `number` of the log."""
    data = _in_each(
        session,
        lambda language: state_document(
            engine, session, language, seq=number, expires_unix_s=expires_unix_s, now_unix_s=now_unix_s, stale_s=None
        ),
    )
    return Event(name="state", data=data)


def state_document(
    engine: Engine,
    session: Session,
    language: str,
    *,
    seq: int,
    expires_unix_s: float,
    now_unix_s: float,
    stale_s: float | None,
) -> StateDocument:
    """Return everything needed to draw a session.

    Parameters
    ----------
    seq : int
        The number of the newest event that it includes.
    stale_s : float or None
        A fix older than this [s] is not shown any more; None shows it.
    """
    view, venue, offset_s = session.timeline.now.view, engine.venue, session.clock.offset_s
    changed = view.route if isinstance(view.route, RouteChanged) else None
    offer = session.errand.offer if session.errand else None
    fix, no_fix = None, None
    if isinstance(view.fix, Fix):
        if stale_s is not None and now_unix_s - session.fixed_unix_s > stale_s:
            no_fix = stale_document(view.fix, language, offset_s)
        else:
            fix = fix_document(view.fix, venue, offset_s)
    elif view.fix is not None:
        no_fix = no_fix_document(view.fix, language, offset_s)
    return {
        "session": session.id,
        "venue": session.venue_id,
        "revision": session.revision,
        "lang": language,
        "profile": session.profile,
        "seq": seq,
        "expires_at": utc_text(expires_unix_s),
        "route": route_event(changed, venue, language)["route"] if changed else None,
        "route_reason": changed.reason.value if changed else None,
        "no_route": no_route_document(view.route, language) if isinstance(view.route, NoRouteFound) else None,
        "fix": fix,
        "no_fix": no_fix,
        "progress": progress_document(view.progress) if view.progress else None,
        "instruction": instruction_document(changed, view.step_index, venue, language) if changed else None,
        "arrived": arrived_document(view.arrived_at, venue, language) if view.arrived else None,
        "visit": visit_document(session.visiting, venue, language) if session.visiting else None,
        "offer": offer_document(offer, venue, language) if offer else None,
        "ticket": ticket_document(view.ticket, venue, language) if view.ticket else None,
        "map_kept": map_kept_document(session.missing_id, venue, language) if session.missing_id else None,
    }


def _fix_event(engine: Engine, session: Session) -> Event:
    fix, offset_s = session.timeline.now.view.fix, session.clock.offset_s
    if isinstance(fix, Fix):
        return Event(name="fix", data={_ANY: _json(fix_document(fix, engine.venue, offset_s))})
    assert fix is not None
    data = _in_each(session, lambda language: no_fix_document(fix, language, offset_s))
    return Event(name="no_fix", data=data)


def _route_event(engine: Engine, session: Session, route: RouteChanged | NoRouteFound) -> Event:
    if isinstance(route, NoRouteFound):
        data = _in_each(session, lambda language: no_route_document(route, language))
        return Event(name="no_route", data=data)
    data = _in_each(session, lambda language: route_event(route, engine.venue, language))
    return Event(name="route", data=data)


def _instruction_event(engine: Engine, session: Session, route: RouteChanged, step_index: int) -> Event:
    data = _in_each(session, lambda language: instruction_document(route, step_index, engine.venue, language))
    return Event(name="instruction", data=data)


def _in_each(session: Session, document: Callable[[str], Mapping[str, object]]) -> dict[str, str]:
    """Return a document as JSON text in the session's language; in each we speak where others may watch."""
    languages = dict.fromkeys((session.language, *(LANGUAGES if session.viewer_token else ())))
    return {language: _json(document(language)) for language in languages}


def _json(document: Mapping[str, object]) -> str:
    return msgspec.json.encode(document).decode()
