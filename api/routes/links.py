"""Signed links: made by the hospital's systems, opened by people's phones."""

from typing import Any, NotRequired

from typing_extensions import TypedDict

from api.ends import read_end
from api.link_requests import LinkBody, TokenBody
from api.links import MOST_DAYS
from api.openapi import Noun
from api.presenting.times import utc_text
from api.staff.person import Role
from api.wiring import Services
from maps.errors import BadInputError
from maps.ids import FeatureId, parse_venue_id
from maps.places import get_place

NOUN = Noun(
    "links", "Links that a hospital signs, for letters and messages: a destination or a whole visit, for a time."
)

_DAY_S = 86_400.0


class SignedDocument(TypedDict):
    """A link, as the part of an address that comes after the page's own."""

    token: str
    path: str
    ends_at: str


LinkDocument = TypedDict(
    "LinkDocument",
    {
        "venue": str,
        "ends_at": str,
        "from": NotRequired[dict[str, Any]],
        "to": NotRequired[dict[str, Any]],
        "visit": NotRequired[dict[str, Any]],
        "profile": NotRequired[str],
        "lang": NotRequired[str],
    },
)
"""What a link holds, in the words of the request that made it."""


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/links",
    body=LinkBody,
    answer=SignedDocument,
    status=201,
    role=Role.EDITOR,
    problems=("not-found", "bad-input", "too-many-requests"),
)
def sign(services: Services, venue_id: str, body: LinkBody) -> SignedDocument:
    """Sign a link to a destination, or to a visit with its appointments.

    Everybody who has it can read it: it names places and times and must name nobody. The token goes behind `#`, so that
    no log on the way holds it.
    """
    engine = services.engines.get(parse_venue_id(venue_id))
    services.feeds.take(engine.venue.id, "changes of this venue")
    for end in (body.to, body.from_):
        if end is not None:
            read_end(engine.venue, end)
    for stop in body.visit.stops if body.visit else ():
        for place in stop.places:
            get_place(engine.venue, FeatureId(place))
    now_s = services.clock.unix_s()
    ends_s = body.ends_at.timestamp() if body.ends_at else now_s + _DAY_S
    if not now_s < ends_s <= now_s + MOST_DAYS * _DAY_S:
        raise BadInputError(
            f"A link cannot end at {body.ends_at}.", remedy=f"Give an ends_at within the next {MOST_DAYS} days."
        )
    content = body.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"ends_at"})
    token = services.links.sign({"venue": engine.venue.id, **content}, ends_unix_s=int(ends_s))
    return {"token": token, "path": f"/#link={token}", "ends_at": utc_text(int(ends_s))}


@NOUN.endpoint(
    "POST",
    "/v1/links/open",
    body=TokenBody,
    answer=LinkDocument,
    problems=("link-invalid", "link-expired", "not-found"),
)
def open_link(services: Services, body: TokenBody) -> dict[str, Any]:
    """Open a link: what it holds, as long as it stands and this server signed it."""
    content = services.links.open(body.token)
    ends_unix_s = content.pop("ends")
    return {**content, "ends_at": utc_text(ends_unix_s)}
