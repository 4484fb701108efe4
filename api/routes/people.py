"""Who may do what at a venue, who is invited, and what was done."""

import dataclasses
from typing import Any

from flask import Response
from typing_extensions import TypedDict

from api.openapi import Noun
from api.presenting.times import utc_text
from api.staff.gate import Caller
from api.staff.person import Invitation, Role
from api.staff_requests import DeedsQuery, RoleBody
from api.wiring import Services
from maps.errors import ConflictError, NotFoundError
from maps.ids import parse_venue_id

NOUN = Noun("people", "Who may do what at a venue, and what they did. All of it needs the role admin, or the feed key.")
_PEOPLE = "/v1/venues/{venue_id}/people"
_INVITATIONS = "/v1/venues/{venue_id}/invitations"


class MemberDocument(TypedDict):
    """Somebody who has a role at the venue."""

    id: str
    login: str
    name: str
    role: str


class InvitationDocument(TypedDict):
    """An invitation that nobody has taken up yet."""

    id: str
    role: str
    by: str
    ends_at: str


class InvitedDocument(InvitationDocument):
    """A new invitation, with its token; it is shown once."""

    token: str
    path: str


class PeopleDocument(TypedDict):
    """The people of a venue, and who is invited."""

    people: list[MemberDocument]
    invitations: list[InvitationDocument]


class DeedDocument(TypedDict):
    """An entry of the audit log; each digest covers the one before."""

    number: int
    at: str
    who: str
    venue_id: str
    action: str
    path: str
    digest: str


class DeedsDocument(TypedDict):
    """Entries of the audit log, the newest first."""

    entries: list[DeedDocument]


@NOUN.endpoint("GET", _PEOPLE, answer=PeopleDocument, role=Role.ADMIN)
def list_people(services: Services, venue_id: str) -> PeopleDocument:
    """List who has a role at the venue, and the open invitations."""
    venue = parse_venue_id(venue_id)
    invitations = services.store.list_invitations(venue, now_unix_s=services.clock.unix_s())
    return {
        "people": [
            {"id": each.id, "login": each.login, "name": each.name, "role": each.roles[venue].value}
            for each in services.store.list_people(venue)
        ],
        "invitations": [_invitation_document(each) for each in invitations],
    }


@NOUN.endpoint(
    "PUT",
    f"{_PEOPLE}/{{person_id}}",
    body=RoleBody,
    status=204,
    role=Role.ADMIN,
    caller=True,
    problems=("not-found", "conflict"),
)
def set_role(services: Services, venue_id: str, person_id: str, body: RoleBody, caller: Caller) -> Response:
    """Give somebody who has an account a role at the venue, in place of what they had."""
    _hold_not_oneself(caller, person_id)
    services.store.set_role(parse_venue_id(venue_id), person_id, body.role)
    return Response(status=204)


@NOUN.endpoint(
    "DELETE", f"{_PEOPLE}/{{person_id}}", status=204, role=Role.ADMIN, caller=True, problems=("not-found", "conflict")
)
def remove_role(services: Services, venue_id: str, person_id: str, caller: Caller) -> Response:
    """Take somebody's role at the venue away; it ends at once, wherever they are signed in."""
    _hold_not_oneself(caller, person_id)
    services.store.set_role(parse_venue_id(venue_id), person_id, None)
    return Response(status=204)


@NOUN.endpoint(
    "POST",
    _INVITATIONS,
    body=RoleBody,
    answer=InvitedDocument,
    status=201,
    role=Role.ADMIN,
    caller=True,
    problems=("too-many-requests",),
)
def invite(services: Services, venue_id: str, body: RoleBody, caller: Caller) -> InvitedDocument:
    """Invite somebody to a role at the venue, for seven days.

    Whoever has the link may use it, once. It is behind `#`, so that no log on the way holds it.
    """
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, "invitations of this venue")
    invitation, token = services.accounts.invite(venue, body.role, caller.name)
    return {**_invitation_document(invitation), "token": token, "path": f"/sign-in#invitation={token}"}


@NOUN.endpoint("DELETE", f"{_INVITATIONS}/{{invitation_id}}", status=204, role=Role.ADMIN, problems=("not-found",))
def take_back(services: Services, venue_id: str, invitation_id: str) -> Response:
    """Take back an invitation."""
    if not services.store.remove_invitation(parse_venue_id(venue_id), invitation_id):
        raise NotFoundError(f"There is no invitation {invitation_id[:40]!r}.", remedy="It may have been used.")
    return Response(status=204)


@NOUN.endpoint("GET", "/v1/venues/{venue_id}/audit-log", query=DeedsQuery, answer=DeedsDocument, role=Role.ADMIN)
def list_deeds(services: Services, venue_id: str, query: DeedsQuery) -> Any:
    """List who changed what at the venue, the newest first; `beeline audit-log verify` holds the chain."""
    deeds = services.store.list_deeds(parse_venue_id(venue_id), before=query.before, limit=query.limit)
    return {"entries": [dataclasses.asdict(each) for each in deeds]}


def _hold_not_oneself(caller: Caller, person_id: str) -> None:
    if caller.person is not None and caller.person.id == person_id:
        raise ConflictError(
            "Nobody changes their own role: a venue could be left without an admin.", remedy="Ask another admin."
        )


def _invitation_document(invitation: Invitation) -> InvitationDocument:
    return {
        "id": invitation.id,
        "role": invitation.role.value,
        "by": invitation.by,
        "ends_at": utc_text(int(invitation.ends_unix_s)),
    }
