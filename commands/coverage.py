"""`beeline coverage`: what can be expected of positions before anybody walks."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from api.presenting.coverage import coverage_document
from beacons.coverage.level import Coverage, cover
from beacons.coverage.placement import MOST, Placement, suggest
from beacons.coverage.site import Radios, Site, usual_radios
from beacons.coverage.summary import Summary, summary
from beacons.plots.heatmap import Shown, render_coverage
from commands.drawing import check_picture, fonts_option, write_picture
from commands.options import VariadicOptions, database_option, json_option, opened_store, print_json
from maps.ids import FeatureId, parse_venue_id
from maps.labels import label
from maps.level_names import get_level_named
from maps.publish import build_venue
from maps.venue import Level, Venue


@click.command(cls=VariadicOptions)
@click.argument("venue_id", metavar="VENUE")
@click.option("--level", "level_name", metavar="LEVEL", help="Its id, short name or ordinal.  [default: all of them]")
@click.option("--draft", is_flag=True, help="The draft as it would be published.")
@click.option(
    "--radios",
    type=click.Choice([each.value for each in Radios]),
    help="What phones listen to.  [default: beacons if any]",
)
@click.option("--without", multiple=True, metavar="ID...", help="Transmitters that are taken to be dead.")
@click.option("--suggest", "count", type=click.IntRange(1, MOST), help="Suggest so many more beacons; needs --level.")
@click.option(
    "--show",
    default="error",
    type=click.Choice([each.value for each in Shown]),
    show_default=True,
    help="What is drawn.",
)
@click.option("--out", metavar="MAP.png|svg", type=click.Path(path_type=Path), help="Draw the level; needs --level.")
@fonts_option
@json_option
@database_option
def coverage(
    venue_id: str,
    level_name: str | None,
    draft: bool,
    radios: str | None,
    without: tuple[str, ...],
    count: int | None,
    show: str,
    out: Path | None,
    fonts: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Compute how well radio can tell where somebody is, and where further beacons would help."""
    if level_name is None and (count or out):
        raise click.UsageError("--suggest and --out are about one level: name it with --level.")
    if out:
        check_picture(out)
    store = opened_store()
    name = parse_venue_id(venue_id)
    site = Site(build_venue(store.get_draft(name), revision=0)[0] if draft else store.get_venue(name))
    heard = Radios(radios) if radios else usual_radios(site.venue)
    dead = tuple(FeatureId(each) for each in without)
    levels = [get_level_named(site.venue, level_name)] if level_name else list(site.venue.levels)
    covers = [cover(site, level.id, radios=heard, without=dead) for level in levels]
    placement = suggest(site, levels[0].id, count, radios=heard, without=dead) if count else None
    if out:
        suggestions = placement.suggestions if placement else ()
        svg = render_coverage(site, covers[0], shown=Shown(show), without=dead, suggestions=suggestions)
        write_picture(out, svg, fonts)
    if as_json and level_name:
        print_json(coverage_document(site, covers[0], radios=heard, without=dead, placement=placement))
    elif as_json:
        print_json({"levels": [{"level": each.level_id, **asdict(summary(each))} for each in covers]})
    else:
        _tell(site.venue, levels, covers, placement)


def _tell(venue: Venue, levels: Sequence[Level], covers: Sequence[Coverage], placement: Placement | None) -> None:
    click.echo(f"{'level':8}{'area':>9}{'<= 3 m':>8}{'<= 5 m':>8}{'none':>7}{'median':>8}{'heard':>7}{'floor?':>8}")
    for level, covered in zip(levels, covers, strict=True):
        click.echo(f"{label(level.short_labels, 'en', level.id)[:7]:8}{_line(summary(covered))}")
    if placement:
        after, share = f"{placement.median_after_m:.1f} m", f"{placement.at_least_share:.0%}"
        click.echo(f"With these the median error is at least {after}; no other choice adds more than theirs / {share}:")
        for number, each in enumerate(placement.suggestions, start=1):
            click.echo(f"{number:3}. x {each.x_m:8.2f} m, y {each.y_m:8.2f} m, {each.height_m:.1f} m above the floor")


def _line(figures: Summary) -> str:
    median = "-" if figures.median_bound_m is None else f"{figures.median_bound_m:.1f} m"
    return (
        f"{figures.area_m2:6.0f} m²{figures.within_3_m:8.0%}{figures.within_5_m:8.0%}{figures.no_position:7.0%}"
        f"{median:>8}{figures.median_heard:7.1f}{figures.floor_unclear:8.0%}"
    )
