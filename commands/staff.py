"""`beeline staff` and `beeline audit-log`: accounts of the hospital's own people, made where the database is."""

import click

from api.staff.accounts import new_person
from api.staff.passwords import hash_password
from api.staff.person import Person, Role
from api.store import Store
from commands.options import database_option, json_option, opened_store, print_json
from maps.errors import NotFoundError
from maps.ids import parse_venue_id

_password_option = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out."
)
_venue_option = click.option("--venue", "venue_id", metavar="VENUE", help="At which venue.")


@click.group()
def staff() -> None:
    """Accounts of the staff: who signs in, and what they may do."""


@staff.command()
@click.argument("login")
@click.option("--name", default="", help="What others see; the login when left out.")
@click.option("--admin", is_flag=True, help="May do everything at every venue.")
@_venue_option
@click.option("--role", type=click.Choice([role.value for role in Role]), default="viewer", show_default=True)
@_password_option
@database_option
def add(login: str, name: str, admin: bool, venue_id: str | None, role: str, password: str) -> None:
    """Make an account, the first one too."""
    store = opened_store()
    person = new_person(login, name, admin=admin)
    store.add_person(person, hash_password(password))
    if venue_id is not None:
        store.set_role(parse_venue_id(venue_id), person.id, Role(role))
    click.echo(f"{person.login} may sign in.")


@staff.command()
@click.argument("login")
@_password_option
@database_option
def password(login: str, password: str) -> None:
    """Set another password for somebody who forgot theirs; every browser of theirs is signed out."""
    store = opened_store()
    store.set_password(_find(store, login).id, hash_password(password))
    click.echo(f"{login} signs in with the new password.")


@staff.command()
@click.argument("login")
@database_option
def remove(login: str) -> None:
    """Remove an account; what it did stays in the audit log."""
    store = opened_store()
    store.remove_person(_find(store, login).login)
    click.echo(f"{login} is removed.")


@staff.command("list")
@json_option
@database_option
def list_staff(as_json: bool) -> None:
    """List every account, with its roles."""
    store = opened_store()
    people = store.list_people()
    if as_json:
        print_json(
            [
                {"login": each.login, "name": each.name, "admin": each.admin, "roles": dict(each.roles)}
                for each in people
            ]
        )
        return
    for each in people:
        roles = ", ".join(f"{role.value} at {venue}" for venue, role in sorted(each.roles.items()))
        click.echo(f"{each.login}  {each.name}  {'admin of all venues' if each.admin else roles or 'no role'}")


@click.group("audit-log")
def audit_log() -> None:
    """Who changed what."""


@audit_log.command()
@database_option
def verify() -> None:
    """Hold every entry against the one before; keep the digest elsewhere to know later that none is gone."""
    store = opened_store()
    count, digest = store.verify_audit_log()
    click.echo(f"{count} entries, all as recorded. The last digest is {digest or 'none'}.")


def _find(store: Store, login: str) -> Person:
    found = store.find_account(login.strip().lower())
    if found is None:
        raise NotFoundError(f"There is nobody with the login {login[:80]!r}.", remedy="See: beeline staff list")
    return found.person
