"""Imports of floor plans: jobs that read files into a venue's draft."""

from pathlib import Path
from typing import Literal

from flask import Response, request
from pydantic import Field

from api.jobs.child import FILES
from api.jobs.upload import keep_upload
from api.openapi import Noun, json_response
from api.presenting.imports import ImportDocument, ImportsDocument, import_document
from api.requests import Query
from api.staff.gate import Caller
from api.staff.person import Role
from api.wiring import Services
from maps.ids import parse_venue_id
from maps.readers import FORMATS

NOUN = Noun("imports", "Floor plans read into a venue's draft, as jobs. All of it needs a role or the feed key.")
_PATH = "/v1/venues/{venue_id}/imports"


class ImportQuery(Query):
    """What is sent."""

    format: Literal["auto", *FORMATS] = Field(default="auto", description="What it is; found out unless said.")  # type: ignore[valid-type]
    name: str = Field(default="", max_length=200, description="The name of a file that is not sent in a form.")


@NOUN.endpoint(
    "POST",
    _PATH,
    query=ImportQuery,
    answer=ImportDocument,
    status=202,
    role=Role.EDITOR,
    caller=True,
    upload=True,
    problems=("bad-input", "too-large", "unsupported-media-type", "too-busy"),
)
def begin_import(services: Services, venue_id: str, query: ImportQuery, caller: Caller) -> Response:
    """Send floor plans to be read into the venue's draft.

    The answer is a job; ask for it until it has ended. The draft is replaced at its end, or stays as it was.
    """
    venue = parse_venue_id(venue_id)
    folder = services.imports.make_folder()
    try:
        keep_upload(request, query.name, Path(folder.name) / FILES, services.settings.max_import_bytes)
        job = services.imports.submit(venue, query.format, folder, by=caller.person.name if caller.person else "")
    except BaseException:
        folder.cleanup()
        raise
    response = json_response(import_document(job), 202)
    response.headers["Location"] = f"/v1/venues/{venue}/imports/{job.id}"
    return response


@NOUN.endpoint("GET", _PATH, answer=ImportsDocument, role=Role.VIEWER)
def list_imports(services: Services, venue_id: str) -> ImportsDocument:
    """List the imports of the last day, the newest first."""
    jobs = services.store.list_jobs(parse_venue_id(venue_id), services.clock.unix_s())
    return {"imports": [import_document(job) for job in jobs]}


@NOUN.endpoint("GET", f"{_PATH}/{{import_id}}", answer=ImportDocument, role=Role.VIEWER, problems=("not-found",))
def get_import(services: Services, venue_id: str, import_id: str) -> ImportDocument:
    """Get how far an import is, and what came of it."""
    return import_document(services.store.get_job(parse_venue_id(venue_id), import_id, services.clock.unix_s()))


@NOUN.endpoint(
    "DELETE", f"{_PATH}/{{import_id}}", answer=ImportDocument, role=Role.EDITOR, problems=("not-found", "conflict")
)
def cancel_import(services: Services, venue_id: str, import_id: str) -> ImportDocument:
    """Cancel an import: its process is ended and nothing is changed."""
    return import_document(services.imports.cancel(parse_venue_id(venue_id), import_id))
