"""`beeline venue`: import, audit, publish, list, info, export, and the rest of its commands."""

from pathlib import Path

import click

from api.drafting import Drafting
from api.findings import finding_document
from commands import drafts
from commands.drafts import by_option, conflicts_told, login, print_edits, read_take, take_option
from commands.finding_lines import print_findings
from commands.lazy import LazyGroup
from commands.options import database_option, json_option, opened_store, print_json
from commands.release import proofs, publish
from commands.repair import repair
from commands.steps import step_shown
from maps import writers
from maps.audit import audit
from maps.audit.finding import Severity
from maps.edits import Note
from maps.ids import parse_venue_id
from maps.importing import import_plan
from maps.positioning import TransmitterKind
from maps.readers import FORMATS, dxf
from maps.topology import infer

_MORE = {
    "georeference": ("commands.georeference", "Bring the draft to where it is, by control points or a measured line."),
    "render": ("commands.render", "Draw a level of a venue as PNG or SVG."),
    "underlay": ("commands.underlay", "Keep pictures under a draft, to be drawn over."),
}


@click.group(cls=LazyGroup, table=_MORE)
def venue() -> None:
    """Floor plans in, published venues out."""


for command in (*drafts.COMMANDS, repair, proofs, publish):
    venue.add_command(command)


@venue.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--id", "venue_id", required=True, help="The venue's name: lower-case letters, digits, hyphens.")
@click.option("--format", "file_format", default="auto", type=click.Choice(["auto", *FORMATS]), show_default=True)
@click.option("--replace", is_flag=True, help="Start over from the plan: forget the ids and what was done by hand.")
@take_option
@by_option
@json_option
@database_option
def import_(
    paths: tuple[Path, ...],
    venue_id: str,
    file_format: str,
    replace: bool,
    take: tuple[str, ...],
    by: str | None,
    as_json: bool,
) -> None:
    """Read floor plans into the venue's draft and print what is wrong with them.

    Read again after they changed, they keep the ids of what is still there and what was done by hand (mine).
    """
    with step_shown() as show:
        plan, known = import_plan(paths, parse_venue_id(venue_id), format=file_format, on_step=show)
    note = Note(words=f"Import {', '.join(path.name for path in paths)}"[:200], author=by or login())
    with conflicts_told():
        imported = Drafting(opened_store()).import_plan(
            plan, note, findings=known, start_over=replace, choices=read_take(take)
        )
    features, findings = len(imported.draft.features), imported.findings
    if as_json:
        from api.presenting.drafts import Teller

        changes = Teller(imported.draft.frame).edited(imported.edited)
        print_json(
            {"id": venue_id, "features": features, "findings": [finding_document(each) for each in findings], **changes}
        )
        return
    print_findings(findings)
    if imported.edited.version > 1:
        print_edits(imported.edited.edits)
    click.echo(f"Draft {venue_id}: {features} features. Publish it with: beeline venue publish {venue_id}")


@venue.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@json_option
def layers(paths: tuple[Path, ...], as_json: bool) -> None:
    """Print what the layers, units and storeys of DXF drawings are taken for.

    With --json the result is a mapping file: correct it, and give it with the drawings as layers.json.
    """
    proposal = dxf.propose_mapping(paths)
    if as_json:
        print_json(
            {"levels": dict(proposal.ordinals), "layers": {name: each.role for name, each in proposal.roles.items()}}
        )
        return
    for name, scale in proposal.scales.items():
        click.echo(f"{name}: storey {proposal.ordinals[name]}, a unit is {scale.metres_per_unit:g} m.")
        if name in proposal.remarks:
            click.echo(f"  {proposal.remarks[name]}")
    width = max(map(len, proposal.roles))
    for name, each in proposal.roles.items():
        click.echo(f"{name:{width}}  {each.role:8}  by {each.reason}")


@venue.command("audit")
@click.argument("venue_id", metavar="ID")
@json_option
@database_option
def audit_(venue_id: str, as_json: bool) -> int:
    """Print the findings of the draft; exit 1 when one of them forbids publishing."""
    findings = audit(infer(opened_store().get_draft(parse_venue_id(venue_id))))
    if as_json:
        print_json({"id": venue_id, "findings": [finding_document(each) for each in findings]})
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
@click.option("--format", "file_format", required=True, type=click.Choice(writers.FORMATS))
@database_option
def export(venue_id: str, out: Path, file_format: str) -> None:
    """Write the published venue to a file; IMDF to a folder or a .zip."""
    published = opened_store().get_venue(parse_venue_id(venue_id))
    writers.get_writer(file_format).write(published, out)
    click.echo(f"Wrote {venue_id} revision {published.revision} to {out}.")
