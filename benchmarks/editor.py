"""How smoothly the map editor moves a floor of 1,000 rooms: ``python -m benchmarks.editor [--json]``.

A real mouse pans, a wheel zooms, and a corner is dragged, in Chromium with software graphics; frames are those that the
page was given to draw in. Needs the built front end and Chromium (`make web browser`).
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import click
import numpy as np
import shapely
from playwright.sync_api import Page
from shapely.geometry import mapping

from benchmarks.desk import Hand, Office, at_desk, office_open

VENUE = "large"
COLUMNS, ROWS = 40, 25
ROOM_M = (4.0, 5.0)
MOVES = 120
SLOW_SHARE = 0.05

WATCH = """() => {
  window.frameGaps = [];
  let last = 0;
  const step = (now) => {
    if (last) window.frameGaps.push(now - last);
    last = now;
    window.watching = requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
STOP = "() => { cancelAnimationFrame(window.watching); return window.frameGaps; }"


def begin(office: Office) -> None:
    """Make a floor of 1,000 rooms that share their walls, each with a name."""
    triangle = shapely.Polygon([(0, 0), (0.001, 0), (0, 0.001)])
    level = {"feature_type": "level", "ordinal": 0, "short_labels": {"und": "F1"}}
    feature = {"type": "Feature", "id": "F1", "geometry": mapping(triangle), "properties": level}
    about = {"labels": {"en": "Large"}, "frame_origin": [0.0, 0.0]}
    office.begin(VENUE, {"type": "FeatureCollection", "beeline": about, "features": [feature]})
    width, depth = ROOM_M
    outline = shapely.box(0, 0, COLUMNS * width, ROWS * depth)
    rooms = [
        {
            "add": f"room-{column}-{row}",
            "feature_type": "unit",
            "geometry": mapping(shapely.box(column * width, row * depth, (column + 1) * width, (row + 1) * depth)),
            "properties": {"level_id": "F1", "category": "room", "labels": {"en": f"Room {column}.{row}"}},
        }
        for column in range(COLUMNS)
        for row in range(ROWS)
    ]
    office.edit(VENUE, [{"change": "F1", "geometry": mapping(outline)}, *rooms])


def pan(hand: Hand) -> None:
    """Drag the map from an empty place beside the rooms; rooms that are not selected do not hold it either."""
    _drag_about(hand.page, hand.pixel((80.0, 62.0)), reach_px=150)


def zoom(hand: Hand) -> None:
    hand.page.mouse.move(*hand.pixel((80.0, 62.0)))
    for number in range(MOVES):
        hand.page.mouse.wheel(0, -40 if number < MOVES // 2 else 40)


def drag_corner(hand: Hand) -> None:
    """Drag a corner that four rooms share."""
    _drag_about(hand.page, hand.pixel((80.0, 60.0)), reach_px=12)


def _drag_about(page: Page, start: tuple[float, float], *, reach_px: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    for turn in np.linspace(0, 4 * np.pi, MOVES):
        page.mouse.move(start[0] + reach_px * np.sin(turn), start[1] + reach_px * (1 - np.cos(turn)) / 2)
    page.mouse.up()


def watched(hand: Hand, name: str, do: Callable[[Hand], None]) -> dict[str, Any]:
    """Return the frames a second while something is done."""
    hand.page.evaluate(WATCH)
    do(hand)
    gaps_ms = np.array(hand.page.evaluate(STOP))
    slow_ms = float(np.quantile(gaps_ms, 1 - SLOW_SHARE))
    figures = {"frames_per_s": round(1000 / gaps_ms.mean(), 1), "slowest_twentieth_ms": round(slow_ms, 1)}
    return {"row": f"{name}, {COLUMNS * ROWS} rooms", **figures, "frames": len(gaps_ms)}


def rows() -> Iterator[dict[str, Any]]:
    """Yield a row for each movement."""
    with office_open() as office:
        begin(office)
        with at_desk(office, VENUE) as hand:
            hand.page.wait_for_timeout(2000)
            yield watched(hand, "pan", pan)
            yield watched(hand, "zoom", zoom)
            hand.looks_anew()
            hand.click((78.0, 57.0))
            yield watched(hand, "drag a corner", drag_corner)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def main(as_json: bool) -> None:
    """Measure the map editor on a large floor."""
    for row in rows():
        click.echo(json.dumps(row) if as_json else "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
