"""One position from what was heard lately, for who has no session: nothing of it is kept."""

import math
from collections import Counter
from collections.abc import Iterator

from flask import request
from typing_extensions import TypedDict

from api.openapi import Noun
from api.presenting.live import FixDocument, NoFixDocument, fix_document, no_fix_document
from api.readings import read_observations
from api.session_requests import LocateBody
from api.wiring import Services
from beacons.checks import clean
from beacons.observation import Observation, Scan
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
    heard, ignored = _lately(read_observations(body, services.settings.max_observations))
    state = engine.tracker.start()
    found: Fix | NoFix = NoFix(t_s=services.clock.unix_s(), reason=NoFixReason.NOTHING_HEARD)
    for scan in _scans(heard):
        state, found = engine.tracker.step(state, scan)
    fix = found if isinstance(found, Fix) else None
    return {
        "fix": fix_document(fix, engine.venue, 0) if fix else None,
        "no_fix": no_fix_document(found, body.lang, 0) if isinstance(found, NoFix) else None,
        "help": [] if fix and fix.r95_m <= WIDEST_M else _help(engine.venue),
        "accepted": len(heard),
        "ignored": dict(ignored),
    }


def _lately(readings: list[Observation]) -> tuple[list[Observation], Counter[str]]:
    possible, ignored = clean(readings)
    newest_s = max((each.t_s for each in possible), default=0.0)
    heard = [each for each in possible if each.t_s >= newest_s - _LONGEST_S]
    ignored["late"] += len(possible) - len(heard)
    return heard, +ignored


def _scans(heard: list[Observation]) -> Iterator[Scan]:
    """Yield what was heard second by second."""
    seconds: dict[int, list[Observation]] = {}
    for each in heard:
        seconds.setdefault(math.floor(each.t_s), []).append(each)
    for _, those in sorted(seconds.items()):
        yield Scan(t_s=max(each.t_s for each in those), observations=tuple(those))


def _help(venue: Venue) -> list[str]:
    return [*(["scan_qr"] if venue.qr_points else []), "choose_landmark"]
