"""`beeline venue georeference`: bring a draft to where it is, by control points or a measured line."""

from pathlib import Path

import click

from api.georeferencing import georeference_document, save_moved
from commands.drafts import by_option, login
from commands.options import database_option, json_option, opened_store, print_json
from maps.affine import move_draft
from maps.control_points import place_draft, read_points
from maps.georeference import KINDS, scale_of_line
from maps.ids import parse_venue_id
from maps.level_names import get_draft_level_named


@click.command()
@click.argument("venue_id", metavar="ID")
@click.option(
    "--points",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="CSV or JSON: name, x, y on the plan; lon, lat or x_m, y_m, where it is.",
)
@click.option("--kind", default="similarity", type=click.Choice(list(KINDS)), show_default=True)
@click.option("--level", "level_name", metavar="LEVEL", help="Only this level: to align it with the others.")
@click.option("--line", nargs=4, type=float, metavar="X1 Y1 X2 Y2", help="A line of the plan that was measured ...")
@click.option("--length", "length_m", type=float, metavar="METRES", help="... and how long it is.")
@by_option
@click.option("--dry-run", is_flag=True, help="Only say how well the points fit.")
@json_option
@database_option
def georeference(
    venue_id: str,
    points: Path | None,
    kind: str,
    level_name: str | None,
    line: tuple[float, float, float, float] | None,
    length_m: float | None,
    by: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Move, turn and scale the draft to where its control points are, or scale it by a measured line."""
    if (points is None) == (line is None) or (line is None) != (length_m is None):
        raise click.UsageError("Give --points FILE, or --line X1 Y1 X2 Y2 with --length METRES.")
    store, venue = opened_store(), parse_venue_id(venue_id)
    stored = store.get_stored_draft(venue)
    version, draft = stored.version, stored.draft
    level = None if level_name is None else get_draft_level_named(draft, level_name)
    if points is not None:
        moved, found = place_draft(draft, read_points(points), kind=kind, level_id=level)
        affine = found.affine
        report = dict(georeference_document(found))
    else:
        assert line is not None
        assert length_m is not None
        affine = scale_of_line(line[:2], line[2:], length_m)
        moved, report = move_draft(draft, affine, level_id=level), {"scale": affine.scale}
    if not dry_run:
        report["version"] = save_moved(store, moved, affine, level_id=level, version=version, author=by or login())
    if as_json:
        print_json({"id": venue_id, **report})
    else:
        _tell(venue_id, report)


def _tell(venue_id: str, report: dict[str, object]) -> None:
    residuals = report.get("residuals", [])
    assert isinstance(residuals, list)
    for each in residuals:
        mark = "" if each["used"] else "  does not fit, not used"
        click.echo(f"{each['name']:24} {each['residual_m']:10.3f} m{mark}")
    turned = f", turned by {report['rotation_deg']:.3f}°" if "rotation_deg" in report else ""
    click.echo(f"Scale {report['scale']:.6g}{turned}.")
    if "rms_m" in report:
        rms_m = report["rms_m"]
        click.echo(
            "No point is left over to check with: give one more."
            if rms_m is None
            else f"Root mean square of the residuals used: {rms_m:.3f} m."
        )
    click.echo(
        f"Draft {venue_id} is at version {report['version']}."
        if "version" in report
        else f"Draft {venue_id} stays as it was."
    )
