"""Drafts: read, edited, undone, redone, compared and rebased; each change in a log that only grows."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from flask import Response, request

from api.draft_requests import DiffQuery, DraftQuery, EditsBody, LogQuery, RedoBody, UndoBody, choices_of
from api.drafting import Edited
from api.openapi import Noun, json_response
from api.preconditions import etag_of
from api.presenting.draft_documents import ChangeDocument, DiffDocument, DraftDocument, EditedDocument, LogDocument
from api.presenting.drafts import Teller, log_document
from api.problems import MergeError, StaleError
from api.staff.person import Role
from api.store import StaleDraftError
from api.wiring import Services
from maps.edits import MergeConflictError, Note
from maps.edits.locate import Coordinates
from maps.errors import NotFoundError
from maps.ids import VenueId, parse_venue_id

NOUN = Noun(
    "drafts", "The draft of a venue: what is changed before it is published. All of it needs a role or the feed key."
)

_PATH = "/v1/venues/{venue_id}/draft"
_CHANGES = "changes of this venue"
_WRITE = {
    "role": Role.EDITOR,
    "if_match": True,
    "problems": ("not-found", "conflict", "merge-conflict", "too-many-requests"),
}
_MOST_TOLD = 20


@NOUN.endpoint(
    "GET",
    _PATH,
    query=DraftQuery,
    answer=DraftDocument,
    media_type="application/geo+json",
    role=Role.VIEWER,
    problems=("not-found",),
)
def get_draft(services: Services, venue_id: str, query: DraftQuery) -> Response:
    """Get the draft as GeoJSON, with its version as the ETag.

    Asked again with that ETag in If-None-Match, the answer is 304 while nobody has changed it.
    """
    stored = services.store.get_stored_draft(parse_venue_id(venue_id))
    latest = services.store.latest_revision(stored.draft.id)
    teller = Teller(stored.draft.frame, Coordinates(query.coordinates))
    data = msgspec.json.encode(teller.draft(stored, latest, query.level))
    response = Response(data, mimetype="application/geo+json", headers={"Cache-Control": "private, no-cache"})
    response.set_etag(str(stored.version))
    response.make_conditional(request)
    return response


@NOUN.endpoint(
    "POST",
    f"{_PATH}/changes",
    body=EditsBody,
    body_setting="max_edit_bytes",
    answer=EditedDocument,
    status=201,
    **_WRITE,
)
def edit(services: Services, venue_id: str, body: EditsBody, version: int) -> Response:
    """Change the draft: edits that are made, told and undone together, or none of them.

    When somebody changed the draft since If-Match, the answer is 412 with who and what. With `on_stale` merge, edits of
    other features and other fields are merged; what both sides changed is 409, field by field, unless `take` says whose
    value wins: mine is this request's.
    """
    venue = _taken(services, venue_id)
    with told(services, venue):
        edited = services.drafting.edit(
            venue,
            body.wanted(),
            Note(words=body.words, author=body.by),
            coordinates=body.stated_in(),
            version=version,
            merge=choices_of(body.take) if body.on_stale == "merge" else None,
            after=body.after,
        )
    return answered(edited)


@NOUN.endpoint("POST", f"{_PATH}/undo", body=UndoBody, answer=EditedDocument, status=201, **_WRITE)
def undo(services: Services, venue_id: str, body: UndoBody, version: int) -> Response:
    """Take back the last change that stands, or any other.

    An undo is a change like any other: the log keeps both. Where later changes touched the same fields, the answer is
    409, unless `take` says whose value wins: mine is how it was before the change that is undone.
    """
    venue = _taken(services, venue_id)
    with told(services, venue):
        edited = services.drafting.undo(
            venue, body.by, number=body.change, version=version, choices=choices_of(body.take)
        )
    return answered(edited)


@NOUN.endpoint("POST", f"{_PATH}/redo", body=RedoBody, answer=EditedDocument, status=201, **_WRITE)
def redo(services: Services, venue_id: str, body: RedoBody, version: int) -> Response:
    """Make again what was undone last; nothing is left to redo after another change."""
    venue = _taken(services, venue_id)
    with told(services, venue):
        edited = services.drafting.redo(venue, body.by, version=version, choices=choices_of(body.take))
    return answered(edited)


@NOUN.endpoint("POST", f"{_PATH}/rebase", body=RedoBody, answer=EditedDocument, status=201, **_WRITE)
def rebase(services: Services, venue_id: str, body: RedoBody, version: int) -> Response:
    """Put the unpublished changes on the latest revision.

    What both changed is 409, field by field, unless `take` says whose value wins: mine is the draft's.
    """
    venue = _taken(services, venue_id)
    with told(services, venue):
        edited = services.drafting.rebase(venue, body.by, version=version, choices=choices_of(body.take))
    return answered(edited)


@NOUN.endpoint(
    "GET",
    f"{_PATH}/changes",
    query=LogQuery,
    answer=LogDocument,
    role=Role.VIEWER,
    problems=("not-found", "invalid-request"),
)
def list_changes(services: Services, venue_id: str, query: LogQuery) -> LogDocument:
    """List the changes of the draft, the newest first."""
    venue = parse_venue_id(venue_id)
    services.store.get_draft_version(venue)
    history = services.store.get_history(venue)
    lines = services.store.list_changes(venue, before=query.before, limit=query.limit)
    return log_document(lines, *(numbers[-1] if numbers else None for numbers in (history.done, history.undone)))


@NOUN.endpoint("GET", f"{_PATH}/changes/{{number}}", answer=ChangeDocument, role=Role.VIEWER, problems=("not-found",))
def get_change(services: Services, venue_id: str, number: str) -> ChangeDocument:
    """Get one change: what it did to each feature, from what to what."""
    if not number.isdecimal() or len(number) > 9:
        raise NotFoundError(f"There is no change {number[:40]!r}.", remedy="Changes are numbered 1, 2, 3 …")
    stored = services.store.get_stored_draft(parse_venue_id(venue_id))
    change = services.store.get_change(stored.draft.id, int(number))
    return Teller(stored.draft.frame).change(change)


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/diff",
    query=DiffQuery,
    answer=DiffDocument,
    role=Role.VIEWER,
    problems=("not-found", "bad-input"),
)
def get_diff(services: Services, venue_id: str, query: DiffQuery) -> DiffDocument:
    """Compare two states of a venue: revisions, the draft, or the draft at an earlier version.

    Both are compared in the form in which they are or would be published: with what is inferred, and mended.
    """
    venue = parse_venue_id(venue_id)
    before = query.before or str(services.store.latest_revision(venue) or "@1")
    edits = services.drafting.differences(venue, before, query.after)
    teller = Teller(services.store.get_draft(venue).frame, Coordinates(query.coordinates))
    return {"from": before, "to": query.after, "changes": teller.differences(edits)}


@contextmanager
def told(services: Services, venue_id: VenueId) -> Iterator[None]:
    """Say of a draft that somebody changed meanwhile who and what, and of a conflict which fields."""
    try:
        yield
    except StaleDraftError as error:
        raise _stale(services, venue_id, error) from error
    except MergeConflictError as error:
        teller = Teller(services.store.get_draft(venue_id).frame)
        members = {"conflicts": teller.conflicts(error.conflicts)}
        raise MergeError(error.detail, remedy=error.remedy, members=members) from error


def answered(edited: Edited) -> Response:
    """Return what became of a draft, with its new ETag."""
    response = json_response(Teller(edited.frame).edited(edited), 201)
    response.headers["ETag"] = etag_of(edited.version)
    return response


def _taken(services: Services, venue_id: str) -> VenueId:
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    return venue


def _stale(services: Services, venue_id: VenueId, error: StaleDraftError) -> StaleError:
    stored = services.store.get_stored_draft(venue_id)
    since = services.store.get_changes_since(venue_id, error.expected)[-_MOST_TOLD:]
    teller = Teller(stored.draft.frame)
    members = {"version": stored.version, "changes": [teller.change(each) for each in since]}
    return StaleError(error.detail, remedy=error.remedy, members=members, headers={"ETag": etag_of(stored.version)})
