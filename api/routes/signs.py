"""Signs: the "you are here" sheets of a venue, to hang up."""

from flask import Response
from pydantic import Field

from api.openapi import Noun
from api.requests import Query
from api.staff.person import Role
from api.wiring import Services
from maps.errors import NotFoundError
from maps.ids import parse_venue_id
from maps.poster import draw_poster, sign_address

NOUN = Noun("signs", "The signs of a venue as sheets to print. They need a role or the feed key.")

_WIDTH_PX = 794
"""A4 at 96 dots an inch, as browsers show it; the sheet itself is drawn in lines."""


class SignQuery(Query):
    """Where the code on a sign leads."""

    address: str = Field(max_length=200, description="Where patients' phones reach the server.")


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/signs/{code}",
    query=SignQuery,
    media_type="image/svg+xml",
    role=Role.VIEWER,
    problems=("not-found", "bad-input"),
)
def draw_sign(services: Services, venue_id: str, code: str, query: SignQuery) -> Response:
    """Get the sheet of a QR point as an A4 drawing: where this is, a code that opens the page there, and a map."""
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    sign = next((each for each in venue.qr_points if each.code == code), None)
    if sign is None:
        raise NotFoundError(
            f"Venue {venue.id!r} has no sign with the code {code[:40]!r}.",
            remedy=f"Those it has are the points with a code in /v1/venues/{venue.id}/plans.",
        )
    sheet = draw_poster(venue, sign, sign_address(query.address, venue.id, sign.code), width_px=_WIDTH_PX)
    return Response(sheet, mimetype="image/svg+xml")
