"""Georeferencing: a draft brought to where its control points are."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from api.feed_requests import By
from api.georeferencing import GeoreferenceDocument, georeference_document, save_moved
from api.openapi import Noun
from api.requests import Body, Text, with_examples
from api.routes.drafts import told
from api.staff.person import Role
from api.wiring import Services
from maps.control_points import KnownPoint, known_point, place_draft
from maps.georeference import MAX_POINTS
from maps.ids import LevelId, parse_venue_id

NOUN = Noun("georeference", "Where a draft lies on earth. It needs a role or the feed key.")

Coordinate = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class PointBody(Body):
    """A place on the plan, in the draft's present coordinates; and where it is: `lon`, `lat` or `x_m`, `y_m`."""

    name: Text | None = None
    x: Coordinate
    y: Coordinate
    lon: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-85, le=85)
    x_m: Coordinate | None = None
    y_m: Coordinate | None = None


class GeoreferenceBody(Body):
    """How to find where the draft, or one level of it, lies."""

    model_config = with_examples(
        {
            "points": [
                {"name": "north door", "x": 12.5, "y": 80.0, "lon": 121.4737, "lat": 31.2304},
                {"name": "south door", "x": 14.0, "y": 2.0, "lon": 121.4738, "lat": 31.2297},
                {"name": "gate", "x": 91.0, "y": 3.5, "lon": 121.4746, "lat": 31.2297},
            ],
            "dry_run": True,
        }
    )

    points: Annotated[list[PointBody], Field(min_length=2, max_length=MAX_POINTS)]
    kind: Literal["similarity", "affine"] = "similarity"
    level: Text | None = Field(default=None, description="Only this level: to align it with the others.")
    dry_run: bool = Field(default=False, description="Only say how well the points fit.")
    by: By = ""


class PlacedDraftDocument(TypedDict):
    """How well the points fit, and the version of the draft now."""

    fit: GeoreferenceDocument
    version: int


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/draft/georeference",
    body=GeoreferenceBody,
    answer=PlacedDraftDocument,
    role=Role.EDITOR,
    if_match=True,
    problems=("not-found",),
)
def place(services: Services, venue_id: str, version: int, body: GeoreferenceBody) -> PlacedDraftDocument:
    """Move, turn and scale the draft to where its control points are.

    By least squares; points that do not fit to the others are named and not used.
    """
    venue, store = parse_venue_id(venue_id), services.store
    draft = store.get_draft(venue)
    level = None if body.level is None else LevelId(body.level)
    placed, found = place_draft(draft, read_known(body.points), kind=body.kind, level_id=level)
    if not body.dry_run:
        with told(services, venue):
            version = save_moved(store, placed, found.affine, level_id=level, version=version, author=body.by)
    return {"fit": georeference_document(found), "version": version}


def read_known(points: list[PointBody]) -> list[KnownPoint]:
    """Return the control points of a body, each with a name."""
    rows = [each.model_dump(exclude_none=True) for each in points]
    return [known_point(row, f"point {number}") for number, row in enumerate(rows, 1)]
