"""`beeline venue repair`: show the repairs there are for the findings of a draft, and apply them."""

from collections.abc import Sequence

import click

from api.drafting import Drafting
from commands.drafts import by_option, login
from commands.finding_lines import counted, in_words
from commands.options import database_option, json_option, opened_store, print_json
from maps.audit.repairs import propose
from maps.audit.repairs.mend import Mended, mend
from maps.audit.repairs.repair import Repair
from maps.edits import Note
from maps.ids import parse_venue_id
from maps.publish import examine

_SHOWN = 40


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option("--finding", "code", metavar="CODE", help="Apply the repairs of findings of this code, such as M305.")
@click.option("--feature", "feature_id", metavar="FEATURE", help="Apply the repairs of findings about this feature.")
@click.option("--all-safe", is_flag=True, help="Apply those alone that need nobody to look at the place.")
@by_option
@click.option("--dry-run", is_flag=True, help="Show what would be applied, and leave the draft as it is.")
@json_option
@database_option
def repair(
    venue_id: str,
    code: str | None,
    feature_id: str | None,
    all_safe: bool,
    by: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show the repairs that are proposed for the draft's findings; apply those that are chosen."""

    def wanted(each: Repair) -> bool:
        is_named = code in (None, each.finding.code) and (feature_id is None or feature_id in each.finding.feature_ids)
        return is_named and (each.is_safe or not all_safe)

    store = opened_store()
    stored = store.get_stored_draft(parse_venue_id(venue_id))
    if dry_run or not (code or feature_id or all_safe):
        _show(venue_id, propose(stored.draft, wanted), as_json)
        return
    mended = mend(stored.draft, wanted)
    if mended.done:
        codes = ", ".join(dict.fromkeys(each.finding.code for each in mended.done))
        note = Note(words=f"Repair {codes}"[:200], author=by or login())
        Drafting(store).rewrite(mended.draft, note, version=stored.version)
    _tell(venue_id, mended, as_json)


def _show(venue_id: str, repairs: Sequence[Repair], as_json: bool) -> None:
    if as_json:
        print_json({"id": venue_id, "repairs": [_row(each) for each in repairs]})
        return
    _print(repairs)
    safe = sum(each.is_safe for each in repairs)
    if not repairs:
        click.echo("No repair is proposed.")
        return
    click.echo(
        f"Proposed: {_number(len(repairs))}, {safe} of them safe. Apply those: --all-safe; others: --finding CODE."
    )


def _tell(venue_id: str, mended: Mended, as_json: bool) -> None:
    counts = counted(examine(mended.draft)[1])
    if as_json:
        done, refused = ([_row(each) for each in repairs] for repairs in (mended.done, mended.refused))
        print_json({"id": venue_id, "applied": done, "refused": refused, "findings": counts})
        return
    _print(mended.done)
    for each in mended.refused:
        click.echo(f"not   {each.finding.code} {each.words} It would not help.")
    click.echo(f"Applied {_number(len(mended.done))} to the draft of {venue_id}. Left: {in_words(counts)}.")


def _print(repairs: Sequence[Repair]) -> None:
    for each in repairs[:_SHOWN]:
        click.echo(
            f"{'safe' if each.is_safe else 'look':5} {each.finding.code} {each.finding.message}\n      {each.words}"
        )
    if len(repairs) > _SHOWN:
        click.echo(f"... and {len(repairs) - _SHOWN} more; all of them with --json.")


def _number(repairs: int) -> str:
    return f"{repairs} repair{'s' * (repairs != 1)}"


def _row(each: Repair) -> dict[str, object]:
    return {
        "code": each.finding.code,
        "message": each.finding.message,
        "features": list(each.finding.feature_ids),
        "level": each.finding.level_id,
        "words": each.words,
        "safe": each.is_safe,
        "changes": sorted(each.touched),
    }
