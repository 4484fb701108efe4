"""Drawings: levels as pictures."""

from typing import Literal

from flask import Response
from pydantic import Field

from api.caching import cached_response
from api.openapi import Noun
from api.requests import Query
from api.wiring import Services
from maps.ids import parse_venue_id
from maps.level_names import get_level_named

NOUN = Noun("drawings", "Levels drawn as SVG, to print or to show.")


class DrawingQuery(Query):
    """Which revision, in which language."""

    revision: int | None = Field(default=None, ge=1, description="A revision; its answer never changes.")
    language: Literal["both", "zh", "en"] = Field(default="both", description="What names are written in.")


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/drawings/{level_id}",
    query=DrawingQuery,
    media_type="image/svg+xml",
    problems=("not-found", "bad-input"),
)
def draw_level(services: Services, venue_id: str, level_id: str, query: DrawingQuery) -> Response:
    """Get a level as an SVG drawing; the level by its id, short name or ordinal.

    With a revision named, the answer never changes and may be kept for good; without, it is the latest.
    """
    engine = services.engines.get(parse_venue_id(venue_id), query.revision)
    drawing = engine.drawing(get_level_named(engine.venue, level_id).id, query.language)
    return cached_response(
        drawing.plain,
        drawing.gzipped,
        mimetype="image/svg+xml",
        immutable=query.revision is not None,
        etag=drawing.etag,
    )
