"""`beeline venue proofs` and `publish`: what a release does to people's ways, and making it."""

import getpass

import click

from api.findings import counted
from commands.finding_lines import in_words
from commands.options import database_option, json_option, opened_store, print_json
from commands.proof_lines import print_proofs
from maps.edits import Note
from maps.errors import AuditBlockedError
from maps.ids import parse_venue_id

_longer_option = click.option(
    "--longer",
    "longer_percent",
    default=20.0,
    type=click.FloatRange(0, 1000),
    show_default=True,
    metavar="PERCENT",
    help="List ways that grow by more than this.",
)


@click.command()
@click.argument("venue_id", metavar="ID")
@_longer_option
@json_option
@database_option
def proofs(venue_id: str, longer_percent: float, as_json: bool) -> int:
    """Compare the ways of the draft with those of the published revision; exit 1 when publishing would be refused."""
    # Imported here as below: a router takes longer to load than the other commands of a venue take to run.
    from api.presenting.release import proofs_document
    from api.releases import Releases

    found = Releases(opened_store()).prove(parse_venue_id(venue_id), longer_share=longer_percent / 100)
    if as_json:
        print_json(proofs_document(found))
    else:
        print_proofs(found)
    return int(found.is_refused)


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option(
    "--override", "reason", metavar="REASON", help="Publish although ways are lost; recorded with the revision."
)
@click.option("--by", default=getpass.getuser, metavar="NAME", help="Who publishes; by default who is logged in.")
@_longer_option
@json_option
@database_option
def publish(venue_id: str, reason: str | None, by: str, longer_percent: float, as_json: bool) -> None:
    """Make the draft an immutable revision, with its findings and proofs recorded.

    Refused when a public destination can no longer be reached from an entrance, or no longer without steps.
    """
    from api.presenting.release import revision_document
    from api.releases import ReleaseRefusedError, Releases
    from api.store import Override

    override = Override(reason=reason, by=by) if reason else None
    releases = Releases(opened_store())
    try:
        revision = releases.publish(
            parse_venue_id(venue_id), note=Note(author=by), override=override, longer_share=longer_percent / 100
        )
    except AuditBlockedError as error:
        raise AuditBlockedError(error.detail, remedy=f"See: beeline venue audit {venue_id}") from error
    except ReleaseRefusedError as error:
        print_proofs(error.proofs)
        raise
    if as_json:
        print_json({"id": venue_id, **revision_document(revision)})
        return
    if revision.release:
        print_proofs(revision.release.proofs)
    click.echo(f"Published {venue_id} revision {revision.revision} ({in_words(counted(revision.findings))}).")
