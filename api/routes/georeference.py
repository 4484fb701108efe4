"""Georeferencing: a draft brought to where its control points are."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from api.openapi import Noun
from api.requests import Body, Text, with_examples
from api.wiring import Services
from maps.control_points import known_point, place_draft
from maps.georeference import MAX_POINTS, Georeference
from maps.ids import LevelId, parse_venue_id
from maps.publish import examine

NOUN = Noun("georeference", "Where a draft lies on earth. It needs the feed key.")

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
    version: int | None = Field(default=None, ge=1, description="The version of the draft that the points are of.")


class ResidualDocument(TypedDict):
    """How far a point comes to lie from where it should."""

    name: str
    residual_m: float
    used: bool


class GeoreferenceDocument(TypedDict):
    """What was done: x' = a x + b y + x_m, y' = c x + d y + y_m, as [a, b, x_m, c, d, y_m]; and how well it fits.

    Without an `rms_m` nothing is left over to check with. `version` is that of the draft now.
    """

    kind: str
    scale: float
    rotation_deg: float
    transformation: list[float]
    rms_m: float | None
    outliers: list[str]
    residuals: list[ResidualDocument]
    version: int


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/draft/georeference",
    body=GeoreferenceBody,
    answer=GeoreferenceDocument,
    feed=True,
    problems=("not-found", "conflict"),
)
def place(services: Services, venue_id: str, body: GeoreferenceBody) -> GeoreferenceDocument:
    """Move, turn and scale the draft to where its control points are.

    By least squares; points that do not fit to the others are named and not used.
    """
    venue, store = parse_venue_id(venue_id), services.store
    version, draft = store.get_draft_version(venue), store.get_draft(venue)
    known = [
        known_point(point.model_dump(exclude_none=True), f"point {number}")
        for number, point in enumerate(body.points, 1)
    ]
    level = None if body.level is None else LevelId(body.level)
    placed, found = place_draft(draft, known, kind=body.kind, level_id=level)
    if not body.dry_run:
        version = store.save_draft(placed, examine(placed)[1], expected_version=body.version or version)
    return _document(found, version)


def _document(found: Georeference, version: int) -> GeoreferenceDocument:
    return {
        "kind": found.kind,
        "scale": found.affine.scale,
        "rotation_deg": found.affine.rotation_deg,
        "transformation": list(found.affine.numbers),
        "rms_m": found.rms_m,
        "outliers": list(found.outliers),
        "residuals": [
            {"name": point.name, "residual_m": residual, "used": point.name not in found.outliers}
            for point, residual in zip(found.points, found.residuals_m, strict=True)
        ],
        "version": version,
    }
