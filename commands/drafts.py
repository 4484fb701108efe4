"""`beeline venue edit`, `undo`, `redo`, `log`, `diff`, `rebase`, `rollback`: the work on a draft."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.drafting import Drafting, Edited
from commands.options import database_option, json_option, opened_store, print_json
from maps.edits import Choices, Conflict, Edit, MergeConflictError, Note, Side
from maps.edits.describe import conflict_in_words, counted, describe, in_words
from maps.errors import BadInputError, TooLargeError
from maps.frame import LocalFrame
from maps.ids import VenueId, parse_venue_id
from maps.writers.files import collection_text, write_file

if TYPE_CHECKING:
    # Imported where they are needed: what speaks HTTP takes longer to load than these commands take to run.
    from api.draft_requests import EditsBody
    from api.presenting.drafts import Teller

Command = TypeVar("Command", bound=Callable[..., Any])
MAX_FILE_BYTES = 64 * 1024 * 1024
_SHOWN = 40

take_option = click.option(
    "--take",
    multiple=True,
    metavar="SIDE | ID=SIDE",
    help="Who wins where both sides changed a field: mine or theirs, for all or for one feature.",
)


def by_option(command: Command) -> Command:
    """Let a command say who does it."""
    return click.option("--by", metavar="NAME", help="Who does it, for the log. [default: your login]")(command)


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option(
    "--file",
    "source",
    required=True,
    type=click.File("rb"),
    help="JSON of edits, see docs/edits.md; - reads the input.",
)
@click.option("--words", help="What is done, in one sentence.")
@by_option
@json_option
@database_option
def edit(venue_id: str, source: Any, words: str | None, by: str | None, as_json: bool) -> None:
    """Change the draft: all edits of a file, or none of them."""
    body = _read_edits(source.read(MAX_FILE_BYTES + 1))
    store, venue = opened_store(), parse_venue_id(venue_id)
    note = Note(words=words or body.words, author=by or body.by or login())
    edited = Drafting(store).edit(venue, body.wanted(), note, coordinates=body.stated_in())
    _print_edited(venue, edited, as_json)


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option("--change", "number", type=click.IntRange(1), help="Take back this change, whatever came after it.")
@take_option
@by_option
@json_option
@database_option
def undo(venue_id: str, number: int | None, take: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Take back the last change of the draft, or any other; the log keeps both."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    with conflicts_told():
        edited = Drafting(store).undo(venue, by or login(), number=number, choices=read_take(take))
    _print_edited(venue, edited, as_json)


@click.command()
@click.argument("venue_id", metavar="ID")
@take_option
@by_option
@json_option
@database_option
def redo(venue_id: str, take: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Make again what was undone last."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    with conflicts_told():
        edited = Drafting(store).redo(venue, by or login(), choices=read_take(take))
    _print_edited(venue, edited, as_json)


@click.command()
@click.argument("venue_id", metavar="ID")
@take_option
@by_option
@json_option
@database_option
def rebase(venue_id: str, take: tuple[str, ...], by: str | None, as_json: bool) -> None:
    """Put the draft's unpublished changes on the latest revision; mine are the draft's values."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    with conflicts_told():
        edited = Drafting(store).rebase(venue, by or login(), choices=read_take(take))
    _print_edited(venue, edited, as_json)


@click.command()
@click.argument("venue_id", metavar="ID")
@click.argument("revision", type=click.IntRange(1))
@click.option("--words", default="", help="Why, in one sentence.")
@by_option
@json_option
@database_option
def rollback(venue_id: str, revision: int, words: str, by: str | None, as_json: bool) -> None:
    """Publish the content of an older revision again, as the next one; unpublished changes stay in the draft."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    made = Drafting(store).roll_back(venue, revision, Note(words=words, author=by or login()))
    if as_json:
        from api.presenting.drafts import revision_line

        conflicts = _teller(made.edited.frame).conflicts(made.conflicts)
        print_json({"id": venue, "revision": revision_line(made.revision), "conflicts": conflicts})
        return
    click.echo(f"Published {venue} revision {made.revision.revision} with the content of revision {revision}.")
    if not made.conflicts:
        click.echo(f"The draft follows, as version {made.edited.version}: {counted(made.edited.edits)}.")
        return
    _print_conflicts(made.conflicts)
    click.echo(f"The draft stays as it was. Settle it with: beeline venue rebase {venue} --take mine|theirs")


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option("--limit", default=20, type=click.IntRange(1, 10_000), show_default=True, help="How many changes.")
@json_option
@database_option
def log(venue_id: str, limit: int, as_json: bool) -> None:
    """List the changes of the draft and the revisions, the newest first."""
    store, venue = opened_store(), parse_venue_id(venue_id)
    stored, history = store.get_stored_draft(venue), store.get_history(venue)
    lines, revisions = store.list_changes(venue, limit=limit), store.list_revisions(venue)
    if as_json:
        from api.presenting.drafts import log_document, revision_line

        ends = (numbers[-1] if numbers else None for numbers in (history.done, history.undone))
        print_json(
            {"id": venue, **log_document(lines, *ends), "revisions": [revision_line(each) for each in revisions]}
        )
        return
    base = f"revision {stored.base_revision}" if stored.base_revision else "no revision"
    click.echo(f"Draft of {venue}: version {stored.version}, builds on {base}.")
    for each in revisions:
        same = f", same as {each.same_as}" if each.same_as else ""
        click.echo(_row(f"revision {each.revision}", each.published_at, each.note, f"change {each.change}{same}"))
    for line in lines:
        undone = f", undone by {line.undone_by}" if line.undone_by else ""
        features = "1 feature" if line.edit_count == 1 else f"{line.edit_count} features"
        click.echo(_row(f"change {line.number}", line.at, line.note, f"{features}{undone}"))


@click.command("diff")
@click.argument("venue_id", metavar="ID")
@click.argument("before", metavar="[FROM]", required=False)
@click.argument("after", metavar="[TO]", default="draft")
@click.option("--geojson", "out", type=click.Path(dir_okay=False), help="Also write the differences as GeoJSON.")
@json_option
@database_option
def diff_(venue_id: str, before: str | None, after: str, out: str | None, as_json: bool) -> None:
    """Compare two states: a revision by number, `draft`, or `@N`, the draft at version N.

    Without FROM the draft is compared with the latest revision.
    """
    store, venue = opened_store(), parse_venue_id(venue_id)
    start = before or str(store.latest_revision(venue) or "@1")
    edits = Drafting(store).differences(venue, start, after)
    if out is not None:
        write_file(Path(out), collection_text(_teller(store.get_draft(venue).frame).features(edits)).encode())
    if as_json:
        changes = _teller(store.get_draft(venue).frame).differences(edits)
        print_json({"id": venue, "from": start, "to": after, "changes": changes})
        return
    print_edits(edits)


COMMANDS = (edit, undo, redo, log, diff_, rebase, rollback)
"""What `beeline venue` has beside importing and publishing."""


@contextmanager
def conflicts_told() -> Iterator[None]:
    """Print every conflict before the error that names a few of them."""
    try:
        yield
    except MergeConflictError as error:
        _print_conflicts(error.conflicts)
        raise


def read_take(take: tuple[str, ...]) -> Choices:
    """Return the choices of `--take`."""
    everywhere: Side | None = None
    by_feature: dict[str, Side] = {}
    for text in take:
        name, _, side = text.rpartition("=")
        if side not in set(Side):
            raise BadInputError(f"{text[:80]!r} is no side.", remedy="Say mine, theirs, or FEATURE=mine.")
        if name:
            by_feature[name] = Side(side)
        else:
            everywhere = Side(side)
    return Choices(all=everywhere, by_feature=by_feature)


def login() -> str:
    """Return who runs this command, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return ""


def _read_edits(data: bytes) -> "EditsBody":
    if len(data) > MAX_FILE_BYTES:
        raise TooLargeError(f"The file is larger than {MAX_FILE_BYTES} bytes.", remedy="Make several changes of it.")
    from pydantic import ValidationError

    from api.draft_requests import EditsBody
    from api.problems import validation_problem

    try:
        return EditsBody.model_validate_json(data)
    except ValidationError as error:
        problem = validation_problem(error)
        raise BadInputError(problem.detail, remedy="See docs/edits.md for what edits look like.") from error


def _teller(frame: LocalFrame) -> "Teller":
    from api.presenting.drafts import Teller

    return Teller(frame)


def _print_edited(venue_id: VenueId, edited: Edited, as_json: bool) -> None:
    if as_json:
        print_json({"id": venue_id, **_teller(edited.frame).edited(edited)})
        return
    print_edits(edited.edits)
    for conflict in edited.settled:
        click.echo(f"settled: {conflict_in_words(conflict)}")
    click.echo(f"Draft {venue_id}: version {edited.version}. See what it changes with: beeline venue diff {venue_id}")


def print_edits(edits: Sequence[Edit]) -> None:
    """Print what edits do, a line for each of the first, and how many there are."""
    for edit_ in edits[:_SHOWN]:
        click.echo(in_words(describe(edit_)))
    if len(edits) > _SHOWN:
        click.echo(f"... and {len(edits) - _SHOWN} more; all of them with --json.")
    click.echo(f"Features: {counted(edits)}.")


def _print_conflicts(conflicts: Sequence[Conflict]) -> None:
    for conflict in conflicts[:_SHOWN]:
        click.echo(f"conflict: {conflict_in_words(conflict)}")


def _row(name: str, at: datetime, note: Note, facts: str) -> str:
    words = "  ".join(part for part in (note.author, note.words) if part)
    return f"{name:12} {at:%Y-%m-%d %H:%M} UTC  {facts}  {words}".rstrip()
