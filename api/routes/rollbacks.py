"""Revisions listed, and going back to one."""

from flask import Response

from api.draft_requests import RollbackBody
from api.openapi import Noun, json_response
from api.preconditions import etag_of
from api.presenting.draft_documents import RevisionsDocument, RollbackDocument
from api.presenting.drafts import Teller, revision_line
from api.routes.drafts import told
from api.staff.person import Role
from api.wiring import Services
from maps.edits import Note
from maps.ids import parse_venue_id

NOUN = Noun("rollbacks", "The revisions of a venue, and going back to one. All of it needs a role or the feed key.")
_CHANGES = "changes of this venue"


@NOUN.endpoint(
    "GET", "/v1/venues/{venue_id}/revisions", answer=RevisionsDocument, role=Role.VIEWER, problems=("not-found",)
)
def list_revisions(services: Services, venue_id: str) -> RevisionsDocument:
    """List every revision, the newest first; their numbers are never used again."""
    revisions = services.store.list_revisions(parse_venue_id(venue_id))
    return {"revisions": [revision_line(each) for each in revisions]}


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/rollback",
    body=RollbackBody,
    answer=RollbackDocument,
    status=201,
    role=Role.PUBLISHER,
    if_match=True,
    problems=("not-found", "conflict", "too-many-requests"),
)
def roll_back(services: Services, venue_id: str, body: RollbackBody, version: int) -> Response:
    """Publish the content of an older revision again, as the next one.

    The draft follows: its unpublished changes are put on the old content, as one change that can be undone. Where they
    do not fit, the draft stays as it was, the answer lists the conflicts, and before it is published it is rebased.
    """
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    with told(services, venue):
        made = services.drafting.roll_back(
            venue, body.revision, Note(words=body.words, author=body.by), version=version
        )
    services.published(venue)
    teller = Teller(made.edited.frame)
    document: RollbackDocument = {
        "revision": revision_line(made.revision),
        "version": made.edited.version,
        "changes": teller.differences(made.edited.edits),
        "conflicts": teller.conflicts(made.conflicts),
    }
    response = json_response(document, 201)
    response.headers["ETag"] = etag_of(document["version"])
    return response
