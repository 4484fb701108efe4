"""Signing in and out, invitations, passwords."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from api.limits import Buckets
from api.problems import LockedError, UnauthorisedError
from api.sessions.tokens import digest_token, new_token
from api.staff.passwords import hash_password, is_password
from api.staff.person import Invitation, Person, Role
from api.store import Store
from maps.errors import BadInputError
from maps.ids import VenueId

MOST_FAILURES = 10
"""So many wrong passwords in a row lock an account."""
LOCKED_S = 15 * 60.0
INVITED_S = 7 * 86_400.0
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,79}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who is signed in, and the token that their browser keeps."""

    person: Person
    token: str

    @property
    def csrf(self) -> str:
        """What their pages send with every write: another site cannot know it."""
        return csrf_of(self.token)


def csrf_of(token: str) -> str:
    """Return the word against forged requests that belongs to a token."""
    return hashlib.sha256(f"csrf {token}".encode()).hexdigest()


class Accounts:
    """The accounts of a server.

    Parameters
    ----------
    attempts : Buckets
        Bounds how often one address may try to sign in or join.
    lasting_s, idle_s : float
        How long somebody stays signed in, at most and without doing anything [s].
    """

    def __init__(
        self, store: Store, attempts: Buckets, *, now_unix_s: Callable[[], float], lasting_s: float, idle_s: float
    ) -> None:
        self._store, self._attempts, self._now_unix_s = store, attempts, now_unix_s
        self.lasting_s, self._idle_s = lasting_s, idle_s

    def sign_in(self, login: str, password: str, address: str) -> SignedIn:
        """Sign somebody in.

        Raises
        ------
        TooManyRequestsError
            If too many tries came from this address.
        LockedError
            If too many wrong passwords were given for this account.
        UnauthorisedError
            If there is no such account or that is not its password; which of the two is not said.
        """
        self._attempts.take(address, "tries to sign in from here")
        now_s = self._now_unix_s()
        account = self._store.find_account(login.strip().lower())
        if account is not None and account.locked_until_unix_s > now_s:
            wait_s = account.locked_until_unix_s - now_s
            raise LockedError(f"Too many wrong passwords: {login[:80]!r} is locked.", retry_after_s=wait_s)
        if not is_password(password, account.password_hash if account else None) or account is None:
            if account is not None:
                self._store.count_failure(account.person.id, most=MOST_FAILURES, locked_until_unix_s=now_s + LOCKED_S)
            raise UnauthorisedError(
                "There is no such login, or this is not its password.",
                realm="staff",
                remedy=f"Try again; {MOST_FAILURES} wrong passwords lock an account for a quarter of an hour.",
            )
        return self._signed_in(account.person)

    def sign_out(self, token: str) -> None:
        """End it; the token opens nothing any more."""
        self._store.end_sign_in(digest_token(token))

    def find(self, token: str) -> SignedIn | None:
        """Return who is signed in with a token, if anybody still is."""
        person = self._store.get_signed_in(digest_token(token), now_unix_s=self._now_unix_s(), idle_s=self._idle_s)
        return SignedIn(person=person, token=token) if person else None

    def change_password(self, person: Person, old: str, new: str) -> SignedIn:
        """Set another password and sign in anew; every other browser is signed out.

        Raises
        ------
        TooManyRequestsError
            If they tried too often.
        BadInputError
            If the old one is not right, or the new one not allowed.
        """
        self._attempts.take(person.id, "tries to change this password")
        account = self._store.find_account(person.login)
        if account is None or not is_password(old, account.password_hash):
            raise BadInputError("The old password is not right.", remedy="Type the password that you sign in with.")
        self._store.set_password(person.id, hash_password(new))
        return self._signed_in(person)

    def invite(self, venue_id: VenueId, role: Role, by: str) -> tuple[Invitation, str]:
        """Offer a role at a venue; return the invitation and its token, which is kept nowhere."""
        token, now_s = new_token(), self._now_unix_s()
        invitation = Invitation(id=uuid4().hex[:12], venue_id=venue_id, role=role, ends_unix_s=now_s + INVITED_S, by=by)
        self._store.add_invitation(invitation, digest_token(token), now_unix_s=now_s)
        return invitation, token

    def join(self, token: str, login: str, name: str, password: str, address: str) -> SignedIn:
        """Take up an invitation with an account of one's own.

        Raises
        ------
        NotFoundError
            If the invitation was used, taken back, or is over.
        BadInputError
            If the login or the password is not allowed.
        ConflictError
            If the login is taken.
        """
        self._attempts.take(address, "tries to join from here")
        person = new_person(login, name)
        kept = hash_password(password)
        taken_up = self._store.join(digest_token(token), person, kept, now_unix_s=self._now_unix_s())
        self._store.record(person.signature, taken_up.venue_id, "Take up an invitation", f"/people/{person.id}")
        return self._signed_in(replace(person, roles={taken_up.venue_id: taken_up.role}))

    def _signed_in(self, person: Person) -> SignedIn:
        token, now_s = new_token(), self._now_unix_s()
        self._store.begin_sign_in(person.id, digest_token(token), now_unix_s=now_s, ends_unix_s=now_s + self.lasting_s)
        return SignedIn(person=person, token=token)


def new_person(login: str, name: str, *, admin: bool = False) -> Person:
    """Return somebody who is not kept yet.

    Raises
    ------
    BadInputError
        If the login is not allowed.
    """
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise BadInputError(
            f"{login[:80]!r} is no login.",
            remedy="Use 2 to 80 letters a to z, digits and . _ @ -; an e-mail address is one.",
        )
    return Person(id=uuid4().hex, login=login, name=name.strip() or login, admin=admin)
