"""A draft tried before it is released: ways, walkable space and reach."""

import gzip

import msgspec
from flask import Response, request

from api.ends import read_end
from api.openapi import Noun
from api.presenting.trial import (
    ReachDocument,
    SpaceDocument,
    TriedWayDocument,
    reach_document,
    space_document,
    way_document,
)
from api.staff.person import Role
from api.trial_requests import SpaceQuery, TrialReachBody, TrialRouteBody
from api.trials import Trial
from api.wiring import Services
from maps.errors import BadInputError
from maps.ids import LevelId, parse_venue_id
from nav.help import find_way
from nav.profile import get_profile, get_wishes
from nav.proofs.ends import entrances
from nav.route import NoRoute
from nav.trying.clearance import bands, narrow_places
from nav.trying.hindrances import hindrances
from nav.trying.shading import shading

NOUN = Noun(
    "trials",
    "A draft tried before it is released, as far as it can be: what cannot be part of a venue yet is left out and "
    "named. What is closed now at the venue does not count. All of it needs a role or the feed key.",
)
_PATH = "/v1/venues/{venue_id}/trial"
_TRIALS = "trials of this draft"
# A trial changes nothing, and where somebody might go is nobody's business later.
_ASKS = {
    "role": Role.VIEWER,
    "recorded": False,
    "problems": ("not-found", "audit-blocked", "bad-input", "too-many-requests"),
}


@NOUN.endpoint("POST", f"{_PATH}/routes", body=TrialRouteBody, answer=TriedWayDocument, **_ASKS)
def try_route(services: Services, venue_id: str, body: TrialRouteBody) -> TriedWayDocument:
    """Find the way between two ends of the draft, or why there is none.

    Where nothing leads from one end to the other, the findings that have to do with it are told: a door with no room on
    its other side, ground in pieces.
    """
    trial = _trial(services, venue_id)
    profile = get_profile(body.profile).wishing(get_wishes(body.wishes))
    start, end = read_end(trial.venue, body.from_), read_end(trial.venue, body.to)
    found = find_way(trial.router, start, end, profile)
    if not isinstance(found, NoRoute):
        return way_document(trial, found, body.lang)
    telling = hindrances(trial.router, start, end, found, trial.findings)
    return way_document(trial, found, body.lang, telling)


@NOUN.endpoint("POST", f"{_PATH}/reach", body=TrialReachBody, answer=ReachDocument, **_ASKS)
def try_reach(services: Services, venue_id: str, body: TrialReachBody) -> ReachDocument:
    """Find how each unit of the draft is reached: without steps, only with steps, only by staff, or not at all.

    From one end, or from every public entrance; with the time of the best way.
    """
    trial = _trial(services, venue_id)
    if body.from_ is not None:
        origins = [read_end(trial.venue, body.from_)]
    else:
        origins = [each.end for each in entrances(trial.venue)]
    if not origins:
        raise BadInputError(
            "The draft has no public entrance to begin at.", remedy="Mark one, or name where to begin with 'from'."
        )
    profile = get_profile(body.profile).wishing(get_wishes(body.wishes))
    return reach_document(trial, shading(trial.router, origins, profile))


@NOUN.endpoint("GET", f"{_PATH}/space", query=SpaceQuery, answer=SpaceDocument, **_ASKS)
def try_space(services: Services, venue_id: str, query: SpaceQuery) -> Response:
    """Get the walkable space of a level of the draft, and where it is too narrow for a profile.

    Clearance comes as bands, each the ground that is at least so far from any wall.
    """
    trial = _trial(services, venue_id)
    level = trial.venue.get_level(LevelId(query.level))
    profile = get_profile(query.profile)
    ground = trial.router.graph.floors[level.id].ground
    narrow = narrow_places(trial.venue, ground, profile)
    return _compressed(space_document(trial, ground, bands(ground), narrow, profile.min_width_m))


def _trial(services: Services, venue_id: str) -> Trial:
    venue = parse_venue_id(venue_id)
    services.feeds.take(f"try {venue}", _TRIALS)
    return services.trials.get(venue)


def _compressed(document: SpaceDocument) -> Response:
    """Return an answer of some hundred kilobytes, compressed where that is understood."""
    data = msgspec.json.encode(document)
    response = Response(data, mimetype="application/json", headers={"Cache-Control": "no-store"})
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(data, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
