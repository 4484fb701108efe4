"""People of the staff: accounts, roles, where they are signed in, invitations."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.staff.person import Account, Invitation, Person, Role
from api.store import tables
from api.store.part import Part
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId


class People(Part):
    """The people of a store."""

    def add_person(self, person: Person, password: str) -> None:
        """Keep a new account with the hash of its password.

        Raises
        ------
        ConflictError
            If the login is taken.
        """
        with self._database.writing() as connection:
            _insert_person(connection, person, password)

    def find_account(self, login: str) -> Account | None:
        """Return the account of a login."""
        table = tables.person
        with self._database.reading() as connection:
            row = connection.execute(sa.select(table).where(table.c.login == login)).one_or_none()
            if row is None:
                return None
            return Account(
                person=_person(connection, row),
                password_hash=row.password,
                locked_until_unix_s=row.locked_until_ms / 1000,
            )

    def list_people(self, venue_id: VenueId | None = None) -> tuple[Person, ...]:
        """Return everybody, or those who have a role at a venue, by name."""
        table, roles = tables.person, tables.venue_role
        query = sa.select(table).order_by(table.c.name, table.c.id)
        if venue_id is not None:
            query = query.where(table.c.id.in_(sa.select(roles.c.person_id).where(roles.c.venue_id == venue_id)))
        with self._database.reading() as connection:
            return tuple(_person(connection, row) for row in connection.execute(query).all())

    def remove_person(self, login: str) -> bool:
        """Forget an account, its roles and where it is signed in; return whether there was one."""
        with self._database.writing() as connection:
            return _delete(connection, tables.person, tables.person.c.login == login)

    def set_password(self, person_id: str, password: str) -> None:
        """Keep the hash of another password; whoever is signed in with the old one no longer is."""
        table = tables.person
        with self._database.writing() as connection:
            values = {"password": password, "failures": 0, "locked_until_ms": 0}
            connection.execute(table.update().where(table.c.id == person_id).values(**values))
            _delete(connection, tables.sign_in, tables.sign_in.c.person_id == person_id)

    def count_failure(self, person_id: str, *, most: int, locked_until_unix_s: float) -> None:
        """Remember a wrong password; the last of so many locks the account until a time."""
        table = tables.person
        locks = table.c.failures + 1 >= most
        with self._database.writing() as connection:
            connection.execute(
                table.update()
                .where(table.c.id == person_id)
                .values(
                    failures=sa.case((locks, 0), else_=table.c.failures + 1),
                    locked_until_ms=sa.case((locks, _ms(locked_until_unix_s)), else_=table.c.locked_until_ms),
                )
            )

    def begin_sign_in(self, person_id: str, digest: str, *, now_unix_s: float, ends_unix_s: float) -> None:
        """Keep that somebody is signed in, by the digest of their token; forget whose time is over."""
        table = tables.sign_in
        with self._database.writing() as connection:
            _delete(connection, table, table.c.ends_ms <= _ms(now_unix_s))
            connection.execute(tables.person.update().where(tables.person.c.id == person_id).values(failures=0))
            connection.execute(
                table.insert().values(
                    digest=digest, person_id=person_id, ends_ms=_ms(ends_unix_s), seen_ms=_ms(now_unix_s)
                )
            )

    def get_signed_in(self, digest: str, *, now_unix_s: float, idle_s: float) -> Person | None:
        """Return who is signed in with a token's digest, unless their time is over or they were idle for too long.

        That they were seen is written once a minute, so that reading a page does not write for each of its requests.
        """
        table = tables.sign_in
        now_ms = _ms(now_unix_s)
        with self._database.reading() as connection:
            row = connection.execute(sa.select(table).where(table.c.digest == digest)).one_or_none()
            if row is None or row.ends_ms <= now_ms or row.seen_ms <= now_ms - _ms(idle_s):
                return None
            query = sa.select(tables.person).where(tables.person.c.id == row.person_id)
            person = _person(connection, connection.execute(query).one())
        if row.seen_ms <= now_ms - 60_000:
            with self._database.writing() as connection:
                connection.execute(table.update().where(table.c.digest == digest).values(seen_ms=now_ms))
        return person

    def end_sign_in(self, digest: str) -> None:
        """Forget that somebody is signed in."""
        with self._database.writing() as connection:
            _delete(connection, tables.sign_in, tables.sign_in.c.digest == digest)

    def set_role(self, venue_id: VenueId, person_id: str, role: Role | None) -> None:
        """Give somebody a role at a venue in place of what they had, or take it away.

        Raises
        ------
        NotFoundError
            If there is no such person.
        """
        table = tables.venue_role
        with self._database.writing() as connection:
            query = sa.select(tables.person.c.id).where(tables.person.c.id == person_id)
            if connection.execute(query).one_or_none() is None:
                raise NotFoundError(f"There is nobody {person_id[:40]!r}.", remedy="See the people of the venue.")
            _delete(connection, table, (table.c.venue_id == venue_id) & (table.c.person_id == person_id))
            if role is not None:
                connection.execute(table.insert().values(venue_id=venue_id, person_id=person_id, role=role.value))

    def add_invitation(self, invitation: Invitation, digest: str, *, now_unix_s: float) -> None:
        """Keep an invitation by its token's digest; forget those that are over."""
        table = tables.invitation
        with self._database.writing() as connection:
            _delete(connection, table, table.c.ends_ms <= _ms(now_unix_s))
            connection.execute(
                table.insert().values(
                    id=invitation.id,
                    digest=digest,
                    venue_id=invitation.venue_id,
                    role=invitation.role.value,
                    ends_ms=_ms(invitation.ends_unix_s),
                    by=invitation.by,
                )
            )

    def list_invitations(self, venue_id: VenueId, *, now_unix_s: float) -> tuple[Invitation, ...]:
        """Return the open invitations of a venue."""
        table = tables.invitation
        query = sa.select(table).where((table.c.venue_id == venue_id) & (table.c.ends_ms > _ms(now_unix_s)))
        with self._database.reading() as connection:
            return tuple(_invitation(row) for row in connection.execute(query.order_by(table.c.ends_ms)))

    def remove_invitation(self, venue_id: VenueId, invitation_id: str) -> bool:
        """Take back an invitation; return whether there was one."""
        table = tables.invitation
        with self._database.writing() as connection:
            return _delete(connection, table, (table.c.venue_id == venue_id) & (table.c.id == invitation_id))

    def join(self, digest: str, person: Person, password: str, *, now_unix_s: float) -> Invitation:
        """Take up an invitation: a new account with its role. It is used up.

        Raises
        ------
        NotFoundError
            If there is none of this token, or it is over.
        ConflictError
            If the login is taken; the invitation stands.
        """
        table = tables.invitation
        current = (table.c.digest == digest) & (table.c.ends_ms > _ms(now_unix_s))
        with self._database.writing() as connection:
            row = connection.execute(sa.select(table).where(current)).one_or_none()
            # Two who take it up at once both read it; only one of them takes it away.
            if row is None or not _delete(connection, table, table.c.id == row.id):
                raise NotFoundError(
                    "This invitation was used, taken back, or is over.", remedy="Ask whoever invited you for another."
                )
            _insert_person(connection, person, password)
            connection.execute(
                tables.venue_role.insert().values(venue_id=row.venue_id, person_id=person.id, role=row.role)
            )
        return _invitation(row)


def _insert_person(connection: Connection, person: Person, password: str) -> None:
    table = tables.person
    if connection.execute(sa.select(table.c.id).where(table.c.login == person.login)).one_or_none() is not None:
        raise ConflictError(f"The login {person.login!r} is taken.", remedy="Choose another one.")
    values = {"id": person.id, "login": person.login, "name": person.name, "admin": person.admin}
    connection.execute(table.insert().values(**values, password=password, failures=0, locked_until_ms=0))


def _delete(connection: Connection, table: sa.Table, which: sa.ColumnElement[bool]) -> bool:
    return connection.execute(table.delete().where(which)).rowcount > 0


def _person(connection: Connection, row: Any) -> Person:
    roles = tables.venue_role
    mine = connection.execute(sa.select(roles.c.venue_id, roles.c.role).where(roles.c.person_id == row.id))
    return Person(
        id=row.id,
        login=row.login,
        name=row.name,
        admin=bool(row.admin),
        roles={VenueId(venue): Role(role) for venue, role in mine},
    )


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=row.id, venue_id=VenueId(row.venue_id), role=Role(row.role), ends_unix_s=row.ends_ms / 1000, by=row.by
    )


def _ms(unix_s: float) -> int:
    return round(unix_s * 1000)
