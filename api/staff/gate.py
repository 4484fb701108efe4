"""Who may do what: rights are asked here only.

A machine shows the feed key of the server; somebody of the staff has the cookie that they got by signing in, and with
every write the word against forged requests.
"""

import hmac
from dataclasses import dataclass

from flask import request

from api.feed_key import FeedKey
from api.problems import ForbiddenError, UnauthorisedError
from api.staff.accounts import Accounts, SignedIn
from api.staff.person import Person, Role
from api.store import AuditLog
from maps.ids import VenueId, parse_venue_id

COOKIE = "beeline-staff"
CSRF_HEADER = "X-CSRF-Token"
_READS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever was let in: somebody, or a machine with the feed key."""

    person: Person | None = None

    @property
    def name(self) -> str:
        """What stands in the audit log."""
        return self.person.signature if self.person else "feed key"


class Gate:
    """Admits requests, and records what they did."""

    def __init__(self, feed_key: FeedKey, accounts: Accounts, log: AuditLog) -> None:
        self._feed_key, self._accounts, self._log = feed_key, accounts, log

    def admit(self, role: Role, venue_id: str) -> Caller:
        """Return who makes the request at hand, if they may do at a venue what a role allows.

        Raises
        ------
        UnauthorisedError
            If nobody is signed in and no key came along, or a wrong one.
        ReadOnlyError
            If a key came to a server that has none.
        ForbiddenError
            If they may not, or the word against forged requests is missing.
        """
        if "Authorization" in request.headers:
            self._feed_key.admit(request.headers["Authorization"])
            return Caller()
        signed_in = self.find()
        if signed_in is None:
            raise UnauthorisedError(
                "This request needs somebody who is signed in, or the feed key of the server.",
                realm="feed",
                remedy="Sign in, or send the header 'Authorization: Bearer KEY' with the key.",
            )
        _hold_csrf(signed_in)
        if not signed_in.person.may(role, parse_venue_id(venue_id)):
            raise ForbiddenError(
                f"This needs the role {role.value!r} at {venue_id[:80]!r}.",
                remedy="Ask somebody who is admin of this venue for it.",
            )
        return Caller(person=signed_in.person)

    def admit_person(self) -> SignedIn:
        """Return who is signed in, whatever they may do.

        Raises
        ------
        UnauthorisedError
            If nobody is.
        ForbiddenError
            If the word against forged requests is missing.
        """
        signed_in = self.find()
        if signed_in is None:
            raise UnauthorisedError("Nobody is signed in here.", realm="staff", remedy="Sign in.")
        _hold_csrf(signed_in)
        return signed_in

    def find(self) -> SignedIn | None:
        """Return who is signed in on the browser at hand, if anybody is."""
        token = request.cookies.get(COOKIE)
        return self._accounts.find(token) if token else None

    def record(self, caller: Caller, venue_id: str, action: str) -> None:
        """Put what was done into the audit log; what was read is not recorded."""
        if request.method not in _READS:
            self._log.record(caller.name, VenueId(venue_id), action, request.path)


def _hold_csrf(signed_in: SignedIn) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    if request.method not in _READS and not hmac.compare_digest(sent.encode(), signed_in.csrf.encode()):
        raise ForbiddenError(
            f"The header {CSRF_HEADER} is missing or another browser's.",
            remedy="Send the csrf of GET /v1/staff/me; a page that was open for long is loaded again.",
        )
