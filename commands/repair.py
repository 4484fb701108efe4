"""`beeline venue repair`: show the repairs there are for the findings of a draft, and apply them."""

from collections.abc import Sequence

import click

from api.drafting import Drafting
from api.drafting.mending import Repaired
from api.findings import chosen, counted, repair_document
from commands.drafts import by_option, login
from commands.finding_lines import in_words
from commands.options import database_option, json_option, opened_store, print_json
from maps.audit.repairs import propose
from maps.audit.repairs.repair import Repair
from maps.ids import parse_venue_id

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
    store, venue = opened_store(), parse_venue_id(venue_id)
    wanted = chosen(code, feature_id, safe_only=all_safe)
    if dry_run or not (code or feature_id or all_safe):
        _show(venue_id, propose(store.get_draft(venue), wanted), as_json)
        return
    _tell(venue_id, Drafting(store).repair(venue, wanted, by or login()), as_json)


def _show(venue_id: str, repairs: Sequence[Repair], as_json: bool) -> None:
    if as_json:
        print_json({"id": venue_id, "repairs": [repair_document(each) for each in repairs]})
        return
    _print(repairs)
    safe = sum(each.is_safe for each in repairs)
    if not repairs:
        click.echo("No repair is proposed.")
        return
    click.echo(
        f"Proposed: {_number(len(repairs))}, {safe} of them safe. Apply those: --all-safe; others: --finding CODE."
    )


def _tell(venue_id: str, repaired: Repaired, as_json: bool) -> None:
    counts, mended = counted(repaired.findings), repaired.mended
    if as_json:
        done, refused = ([repair_document(each) for each in repairs] for repairs in (mended.done, mended.refused))
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
