"""Published venues as files of other formats."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response
from pydantic import Field

from api.openapi import Noun
from api.requests import Query
from api.staff.person import Role
from api.wiring import Services
from maps.ids import parse_venue_id
from maps.writers import get_writer

NOUN = Noun(
    "exports", "Published venues as files. It needs a role or the feed key: a file also holds where the beacons are."
)
_CHANGES = "changes of this venue"
_SUFFIXES = {"imdf": ".imdf.zip", "geojson": ".geojson", "osm": ".osm", "indoorgml": ".gml"}


class ExportQuery(Query):
    """Which revision."""

    revision: int | None = Field(default=None, ge=1, description="A revision; the latest when left out.")


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/exports/{format}",
    query=ExportQuery,
    media_type="application/octet-stream",
    role=Role.VIEWER,
    problems=("not-found", "bad-input", "too-many-requests"),
)
def export(services: Services, venue_id: str, format: str, query: ExportQuery) -> Response:  # noqa: A002
    """Get a published venue as IMDF (a zip archive), GeoJSON, OpenStreetMap or IndoorGML.

    The format is `imdf`, `geojson`, `osm` or `indoorgml`; docs/formats.md says what each cannot hold.
    """
    venue, writer = parse_venue_id(venue_id), get_writer(format)
    services.feeds.take(venue, _CHANGES)
    published = services.store.get_venue(venue, query.revision)
    name = f"{published.id}-{published.revision}{_SUFFIXES[format]}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        writer.write(published, path)
        data = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    return Response(data, mimetype="application/octet-stream", headers=headers)
