"""Releases: what publishing a draft does to people's ways, publishing it, and what is recorded of a revision."""

from api.openapi import Noun
from api.presenting.release import (
    ProofsDocument,
    RevisionDocument,
    proofs_document,
    revision_document,
)
from api.problems import ForbiddenError, RefusedError
from api.release_requests import ProofsQuery, ReleaseBody
from api.releases import ReleaseRefusedError
from api.routes.drafts import told
from api.staff.gate import Caller
from api.staff.person import Role
from api.store import Override
from api.wiring import Services
from maps.edits import Note
from maps.errors import NotFoundError
from maps.ids import VenueId, parse_venue_id

NOUN = Noun(
    "releases",
    "What a release does to people's ways, and what is recorded of it. All of it needs a role or the feed key.",
)
_CHANGES = "changes of this venue"


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/draft/proofs",
    query=ProofsQuery,
    answer=ProofsDocument,
    role=Role.VIEWER,
    problems=("not-found", "audit-blocked", "too-many-requests"),
)
def get_proofs(services: Services, venue_id: str, query: ProofsQuery) -> ProofsDocument:
    """Prove the draft against the published revision.

    The ways from every entrance to every public destination, on foot and in a wheelchair: what is lost, what grows, and
    what is won.
    """
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    return proofs_document(services.releases.prove(venue, longer_share=query.longer_share))


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/revisions",
    body=ReleaseBody,
    answer=RevisionDocument,
    status=201,
    role=Role.PUBLISHER,
    caller=True,
    if_match=True,
    problems=("not-found", "audit-blocked", "release-refused", "conflict", "too-many-requests"),
)
def publish(services: Services, venue_id: str, version: int, body: ReleaseBody, caller: Caller) -> RevisionDocument:
    """Publish the draft as the next revision.

    Refused when a destination can no longer be reached, or not without steps, unless somebody gives a reason, which is
    recorded with the revision. The problem carries the proofs.
    """
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    if services.settings.two_person_publishing:
        _hold_another_person(services, venue, caller)
    override = Override(reason=body.override.reason, by=body.override.by) if body.override else None
    note = Note(words=body.words, author=body.by)
    try:
        with told(services, venue):
            published = services.releases.publish(venue, note=note, expected_version=version, override=override)
        services.published(venue)
        return revision_document(published)
    except ReleaseRefusedError as error:
        members = {"proofs": proofs_document(error.proofs)}
        raise RefusedError(error.detail, remedy=error.remedy, members=members) from error


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/revisions/{number}",
    answer=RevisionDocument,
    role=Role.VIEWER,
    problems=("not-found",),
)
def get_revision(services: Services, venue_id: str, number: str) -> RevisionDocument:
    """Get what is recorded of a revision: its digest, its findings, its proofs, and who overrode them and why."""
    if not number.isdecimal() or len(number) > 9:
        raise NotFoundError(f"There is no revision {number[:40]!r}.", remedy="Revisions are numbered 1, 2, 3 …")
    return revision_document(services.store.get_revision(parse_venue_id(venue_id), int(number)))


def _hold_another_person(services: Services, venue_id: VenueId, caller: Caller) -> None:
    """Refuse to let somebody publish what they changed themselves; a machine with the feed key is nobody."""
    if caller.person is None:
        return
    latest = services.store.latest_revision(venue_id)
    since = services.store.get_revision(venue_id, latest).change if latest else 0
    changes = services.store.get_changes_since(venue_id, since)
    mine = [each.number for each in changes if each.note.author == caller.person.name]
    if mine:
        raise ForbiddenError(
            f"You changed this draft yourself (change {mine[-1]}), and two people are needed to publish.",
            remedy="Ask another publisher to look at it and publish it.",
        )
