"""Pictures under drafts: plans that are drawn over in the editor."""

import secrets
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from flask import Response, request
from pydantic import Field
from typing_extensions import TypedDict

from api.georeferencing import GeoreferenceDocument, georeference_document
from api.jobs.upload import keep_upload
from api.openapi import Noun, json_response
from api.requests import Body, Query
from api.routes.georeference import PointBody, read_known
from api.staff.person import Role
from api.wiring import Services
from maps.errors import BadInputError, NotFoundError
from maps.frame import LocalFrame
from maps.georeference import MAX_POINTS
from maps.ids import LevelId, VenueId, parse_venue_id
from maps.readers.plan_image import MAX_BYTES, read_picture
from maps.underlay import Underlay, first_guess

NOUN = Noun(
    "underlays", "Pictures under drafts, to be drawn over; never published. All of it needs a role or the feed key."
)
_PATH = "/v1/venues/{venue_id}/underlays"


class UnderlayQuery(Query):
    """Which picture is sent."""

    level: str = Field(min_length=1, max_length=200, description="The id of the level that it is of.")
    page: int = Field(default=1, ge=1, le=10_000, description="Which page of a PDF.")
    name: str = Field(default="plan", max_length=200, description="The name of a file that is not sent in a form.")


class PlacementBody(Body):
    """Control points: `x`, `y` in pixels from the upper left corner, y down; and where each is."""

    points: Annotated[list[PointBody], Field(min_length=2, max_length=MAX_POINTS)]
    kind: Literal["similarity", "affine"] = "similarity"


class UnderlayDocument(TypedDict):
    """A picture; `transformation` is [a, b, x_m, c, d, y_m]: pixel x, y lies at a x + b y + x_m, c x + d y + y_m."""

    id: str
    level: str
    name: str
    media_type: str
    width_px: int
    height_px: int
    transformation: list[float]
    href: str


class UnderlaysDocument(TypedDict):
    """The pictures of a venue."""

    underlays: list[UnderlayDocument]


class PlacedDocument(TypedDict):
    """A picture where its control points say it is, and how well they do."""

    underlay: UnderlayDocument
    fit: GeoreferenceDocument


@NOUN.endpoint("GET", _PATH, answer=UnderlaysDocument, role=Role.VIEWER)
def list_underlays(services: Services, venue_id: str) -> UnderlaysDocument:
    """List the pictures of a venue."""
    venue = parse_venue_id(venue_id)
    return {"underlays": [_document(venue, each) for each in services.store.list_underlays(venue)]}


@NOUN.endpoint(
    "POST",
    _PATH,
    query=UnderlayQuery,
    answer=UnderlayDocument,
    status=201,
    role=Role.EDITOR,
    upload=True,
    problems=("bad-input", "unreadable-file", "too-large", "unsupported-media-type", "conflict"),
)
def add_underlay(services: Services, venue_id: str, query: UnderlayQuery) -> Response:
    """Send a PNG, JPEG, PDF or SVG to be drawn over.

    Only its picture is kept: scripts, links and metadata are not. It lies at the origin until it is placed.
    """
    venue = parse_venue_id(venue_id)
    with tempfile.TemporaryDirectory(prefix="beeline-underlay-") as folder:
        files = Path(folder) / "files"
        if keep_upload(request, query.name, files, MAX_BYTES) != 1:
            raise BadInputError("More than one file was sent.", remedy="Send one picture at a time.")
        (path,) = files.iterdir()
        picture = read_picture(path.read_bytes(), path.name, page=query.page)
    underlay = Underlay(
        id=secrets.token_urlsafe(9),
        level_id=LevelId(query.level),
        media_type=picture.media_type,
        width_px=picture.width_px,
        height_px=picture.height_px,
        affine=first_guess(picture.height_px),
        name=path.name,
    )
    services.store.add_underlay(venue, underlay, picture.data)
    return json_response(_document(venue, underlay), 201)


@NOUN.endpoint(
    "GET", f"{_PATH}/{{underlay_id}}/image", media_type="image/png", role=Role.VIEWER, problems=("not-found",)
)
def get_image(services: Services, venue_id: str, underlay_id: str) -> Response:
    """Get the picture itself, PNG or JPEG; it never changes."""
    venue = parse_venue_id(venue_id)
    underlay = services.store.get_underlay(venue, underlay_id)
    data = services.store.get_picture(venue, underlay_id)
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(data, mimetype=underlay.media_type, headers=headers)


@NOUN.endpoint(
    "PUT",
    f"{_PATH}/{{underlay_id}}/placement",
    body=PlacementBody,
    answer=PlacedDocument,
    role=Role.EDITOR,
    problems=("not-found",),
)
def place(services: Services, venue_id: str, underlay_id: str, body: PlacementBody) -> PlacedDocument:
    """Place a picture by control points; those that do not fit are named and not used."""
    venue = parse_venue_id(venue_id)
    underlay = services.store.get_underlay(venue, underlay_id)
    placed, found = underlay.placed(read_known(body.points), _find_frame(services, venue), kind=body.kind)
    services.store.move_underlay(venue, placed)
    return {"underlay": _document(venue, placed), "fit": georeference_document(found)}


@NOUN.endpoint("DELETE", f"{_PATH}/{{underlay_id}}", status=204, role=Role.EDITOR, problems=("not-found",))
def remove(services: Services, venue_id: str, underlay_id: str) -> Response:
    """Remove a picture."""
    services.store.remove_underlay(parse_venue_id(venue_id), underlay_id)
    return Response(status=204)


def _find_frame(services: Services, venue_id: VenueId) -> LocalFrame | None:
    try:
        return services.store.get_draft(venue_id).frame
    except NotFoundError:
        return None


def _document(venue_id: VenueId, underlay: Underlay) -> UnderlayDocument:
    return {
        "id": underlay.id,
        "level": underlay.level_id,
        "name": underlay.name,
        "media_type": underlay.media_type,
        "width_px": underlay.width_px,
        "height_px": underlay.height_px,
        "transformation": list(underlay.affine.numbers),
        "href": f"/v1/venues/{venue_id}/underlays/{underlay.id}/image",
    }
