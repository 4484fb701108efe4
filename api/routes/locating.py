"""One position from what was heard lately, for who has no session: nothing of it is kept."""

from flask import request
from typing_extensions import TypedDict

from api.openapi import Noun
from api.presenting.live import FixDocument, NoFixDocument, fix_document, no_fix_document
from api.readings import read_observations
from api.session_requests import LocateBody
from api.sessions.intake import by_second, near_in_time
from api.sessions.mind import Heard, scan_of
from api.wiring import Services
from beacons.checks import clean
from maps.ids import parse_venue_id
from maps.position import Fix, NoFix, NoFixReason
from maps.venue import Venue
from nav.guidance.guide import WIDEST_M

NOUN = Noun("locate", "One position from what was heard lately; nothing is kept.")

_LONGEST_S = 30.0
"""What was heard longer before the newest reading does not say where somebody is now [s]."""


class LocatedDocument(TypedDict):
    """The position at the newest reading, or why there is none.

    `ignored` counts by reason what was not used. `help` is what would tell where the person is when the radio does not:
    `scan_qr` the code of a sign, `choose_landmark` something they see.
    """

    fix: FixDocument | None
    no_fix: NoFixDocument | None
    help: list[str]
    accepted: int
    ignored: dict[str, int]


@NOUN.endpoint(
    "POST",
    "/v1/locate",
    body=LocateBody,
    body_setting="max_observation_bytes",
    answer=LocatedDocument,
    problems=("not-found", "too-many-requests"),
)
def locate(services: Services, body: LocateBody) -> LocatedDocument:
    """Find one position from the readings of the last half minute, with circles that say how sure it is.

    A session does better: it knows where somebody was before.
    """
    services.locates.take(request.remote_addr or "", "requests for a position from here")
    engine = services.engines.get(parse_venue_id(body.venue))
    possible, ignored = clean(read_observations(body, services.settings.max_observations))
    heard = near_in_time(possible, ignored, backlog_s=_LONGEST_S)
    state = engine.tracker.start()
    found: Fix | NoFix = NoFix(t_s=services.clock.unix_s(), reason=NoFixReason.NOTHING_HEARD)
    for t_s, those in sorted(by_second(heard).items()):
        state, found = engine.tracker.step(state, scan_of(t_s, Heard(observations=frozenset(those))))
    fix = found if isinstance(found, Fix) else None
    return {
        "fix": fix_document(fix, engine.venue, 0) if fix else None,
        "no_fix": no_fix_document(found, body.lang, 0) if isinstance(found, NoFix) else None,
        "help": [] if fix and fix.r95_m <= WIDEST_M else _help(engine.venue),
        "accepted": len(heard),
        "ignored": dict(+ignored),
    }


def _help(venue: Venue) -> list[str]:
    return [*(["scan_qr"] if venue.qr_points else []), "choose_landmark"]
