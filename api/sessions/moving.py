"""A guided walk goes on under a newly published revision, where that has everything the walk needs. Pure."""

import dataclasses
from collections.abc import Iterator

from api.engines import Engine
from api.sessions.mind import Mind
from api.sessions.record import Session
from api.sessions.timeline import Timeline
from beacons.carrying import carried
from maps.ids import FeatureId, LevelId
from maps.position import Position
from nav.guidance.state import Phase
from nav.route import End, Place


def moved(session: Session, before: Engine, after: Engine, t_s: float) -> Session:
    """Return the session led by another revision, or by its own and with what the other one lacks.

    Whoever has arrived needs no map: they stay on theirs until they go on.

    Parameters
    ----------
    t_s : float
        Now, on the clock of the session [s].
    """
    if session.timeline.now.guidance.phase is Phase.ARRIVED:
        return session
    fitting = _fitting(session, after)
    missing = next((each for each in needed(fitting) if not _has(after, each)), None)
    if missing is not None:
        return dataclasses.replace(session, passed_over=after.venue.revision, missing_id=missing)
    mind = fitting.timeline.now
    guidance, events = after.guide.renew(mind.guidance, t_s)
    mind = Mind(
        track=carried(mind.track, before.tracker, after.tracker),
        guidance=guidance,
        view=mind.view.after(events),
    )
    # Earlier minds are of the old map: readings that come late change nothing any more.
    return dataclasses.replace(
        fitting, revision=after.venue.revision, timeline=Timeline(now=mind), passed_over=0, missing_id=None
    )


def _fitting(session: Session, after: Engine) -> Session:
    """Return the session without an offer of what is on the map no more, and to any counter if its own is not."""
    errand = session.errand
    if errand is None:
        return session
    if errand.offer is not None and not (_has(after, errand.offer.from_id) and _has(after, errand.offer.to_id)):
        session = dataclasses.replace(session, errand=dataclasses.replace(errand, offer=None))
    if session.visiting is not None or errand.bound_id is None or _has(after, errand.bound_id):
        return session
    now = session.timeline.now
    guidance = dataclasses.replace(now.guidance, destination=Place(id=errand.wanted_id))
    return dataclasses.replace(
        session,
        timeline=dataclasses.replace(session.timeline, now=dataclasses.replace(now, guidance=guidance)),
        errand=dataclasses.replace(errand, bound_id=None, offer=None, tried_unix_s=0.0),
    )


def needed(session: Session) -> Iterator[FeatureId | LevelId]:
    """Yield the places and levels that a session goes to, or that are shown of it."""
    guidance, visiting, errand = session.timeline.now.guidance, session.visiting, session.errand
    ends: list[End | None] = [guidance.destination, guidance.position]
    if errand is not None:
        yield errand.wanted_id
    if visiting is not None:
        ends += [visiting.visit.start, visiting.visit.end]
        yield from visiting.visit.place_ids
        yield from (each.place_id for each in visiting.done)
    for end in ends:
        if end is not None:
            yield end.level_id if isinstance(end, Position) else end.id


def _has(engine: Engine, needed: FeatureId | LevelId) -> bool:
    return needed in engine.venue.feature_by_id or needed in engine.venue.level_by_id
