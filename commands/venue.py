"""`beeline venue`: import, audit, publish, list, info, export."""

from pathlib import Path

import click

from commands.finding_lines import finding_row, print_findings
from commands.options import database_option, json_option, opened_store, print_json
from commands.release import proofs, publish
from commands.repair import repair
from maps import writers
from maps.audit import audit
from maps.audit.finding import Severity
from maps.ids import parse_venue_id
from maps.positioning import TransmitterKind
from maps.readers import FORMATS, read_venue
from maps.topology import infer


@click.group()
def venue() -> None:
    """Floor plans in, published venues out."""


@venue.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--id", "venue_id", required=True, help="The venue's name: lower-case letters, digits, hyphens.")
@click.option("--format", "file_format", default="auto", type=click.Choice(["auto", *FORMATS]), show_default=True)
@json_option
@database_option
def import_(paths: tuple[Path, ...], venue_id: str, file_format: str, as_json: bool) -> None:
    """Read floor plans into the venue's draft and print what is wrong with them."""
    draft = read_venue(paths, parse_venue_id(venue_id), format=file_format)
    findings = audit(infer(draft))
    opened_store().save_draft(draft, findings)
    if as_json:
        print_json(
            {"id": venue_id, "features": len(draft.features), "findings": [finding_row(each) for each in findings]}
        )
        return
    print_findings(findings)
    click.echo(f"Draft {venue_id}: {len(draft.features)} features. Publish it with: beeline venue publish {venue_id}")


@venue.command("audit")
@click.argument("venue_id", metavar="ID")
@json_option
@database_option
def audit_(venue_id: str, as_json: bool) -> int:
    """Print the findings of the draft; exit 1 when one of them forbids publishing."""
    findings = audit(infer(opened_store().get_draft(parse_venue_id(venue_id))))
    if as_json:
        print_json({"id": venue_id, "findings": [finding_row(each) for each in findings]})
    else:
        print_findings(findings)
    return int(any(each.severity is Severity.BLOCK for each in findings))


@venue.command("list")
@json_option
@database_option
def list_(as_json: bool) -> None:
    """List the venues of the database."""
    summaries = opened_store().list_venues()
    if as_json:
        print_json({"venues": [{"id": each.id, "revision": each.revision} for each in summaries]})
        return
    for each in summaries:
        click.echo(f"{each.id}  {f'revision {each.revision}' if each.revision else 'draft, not published'}")
    if not summaries:
        click.echo("No venues yet. Import one with: beeline venue import PATH --id ID")


@venue.command()
@click.argument("venue_id", metavar="ID")
@json_option
@database_option
def info(venue_id: str, as_json: bool) -> None:
    """Count what the published venue holds and how much of it is joined."""
    # Imported here: no other command of a venue needs a router, and it takes longer to load than they take to run.
    from nav.router import Router

    store = opened_store()
    published = store.get_venue(parse_venue_id(venue_id))
    release = store.get_revision(published.id, published.revision).release
    connectivity = Router.compile(published).connectivity()
    kinds = [transmitter.kind for transmitter in published.transmitters]
    facts = {
        "id": published.id,
        "revision": published.revision,
        "levels": len(published.levels),
        "units": len(published.units),
        "openings": len(published.openings),
        "connectors": len(published.portals),
        "beacons": kinds.count(TransmitterKind.BEACON),
        "walkable_components": connectivity.walkable_components,
        "reachable_share": round(connectivity.reachable_share, 4),
        "access_points": kinds.count(TransmitterKind.ACCESS_POINT),
        "purpose": published.purpose,
        "origin": [published.frame.origin_lon_deg, published.frame.origin_lat_deg],
        "proven_against": release.proofs.base_revision if release else None,
        "override": f"{release.override.reason} ({release.override.by})" if release and release.override else None,
    }
    if as_json:
        print_json(facts)
        return
    for name, value in facts.items():
        click.echo(f"{name.replace('_', ' '):20} {value}")


@venue.command()
@click.argument("venue_id", metavar="ID")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--format", "file_format", required=True, type=click.Choice(["imdf", "geojson"]))
@database_option
def export(venue_id: str, out: Path, file_format: str) -> None:
    """Write the published venue to a file; IMDF to a folder or a .zip."""
    published = opened_store().get_venue(parse_venue_id(venue_id))
    writer = {"imdf": writers.imdf.write, "geojson": writers.geojson.write}[file_format]
    writer(published, out)
    click.echo(f"Wrote {venue_id} revision {published.revision} to {out}.")


for _command in (repair, proofs, publish):
    venue.add_command(_command)
