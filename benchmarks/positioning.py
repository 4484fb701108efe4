"""Every row of positioning that can be measured, by one command: ``beeline bench positioning``.

Protocols are in the README beside the data. Estimators never see truth or test walks; what was chosen on which part is
said in docs/positioning.md.
"""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from benchmarks.dead_reckoning import steps_rows
from benchmarks.mall import mall_rows
from benchmarks.people import people_row
from benchmarks.planless import PLANLESS
from benchmarks.survey_free import SURVEY_FREE, Row

WITHOUT_DATA = ("simulated", "people")
MALL, MALL_STEPS = "mall-a", "mall-a-steps"
DATASETS = (*PLANLESS, MALL, MALL_STEPS, *WITHOUT_DATA)
USUAL = tuple(name for name in DATASETS if name not in {MALL, MALL_STEPS})
"""The mall takes some twenty minutes, by steps alone two: it is measured when it is named."""


def positioning_rows(folder: Path, only: Sequence[str] = USUAL, folds: int = 5) -> Iterator[Row]:
    """Yield the figures of the chosen data sets, each with the CPU seconds it took; what is absent is said.

    Parameters
    ----------
    folder : Path
        The folder of the open data sets.
    folds : int
        How many of the mall's five folds to run.
    """
    for name in only:
        data = folder / (MALL if name == MALL_STEPS else name)
        if name not in WITHOUT_DATA and not data.is_dir():
            yield {"dataset": name, "absent": f"{data} is not there"}
            continue
        for measure in _measures(name, folds):
            began_s = time.process_time()
            found = measure(folder)
            seconds = round((time.process_time() - began_s) / len(found), 1)
            yield from ({**row, "cpu_s": seconds} for row in found)


def _measures(name: str, folds: int) -> list[Callable[[Path], list[Row]]]:
    if name == MALL:
        return [lambda data: mall_rows(data / MALL, range(folds))]
    if name == MALL_STEPS:
        return [lambda data: steps_rows(data / MALL)]
    if name == "people":
        return [lambda _: [people_row()]]
    return [table[name] for table in (PLANLESS, SURVEY_FREE) if name in table]


def data_folder() -> Path:
    """Return the folder of the open data sets: in `BEELINE_DATA`, else beside the checkout."""
    folder = os.environ.get("BEELINE_DATA")
    return (Path(folder) if folder else Path(__file__).parents[2] / "shared" / "data") / "positioning"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--only", multiple=True, type=click.Choice(DATASETS), help="One data set; may be repeated.")
@click.option("--folds", default=5, type=click.IntRange(1, 5), help="How many of the mall's five folds.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data sets. [default: $BEELINE_DATA/...]")
def main(as_json: bool, only: tuple[str, ...], folds: int, data: Path | None) -> None:
    """Measure positions on open data: errors with intervals, circles, and simple baselines beside them."""
    for row in positioning_rows(data or data_folder(), only or USUAL, folds):
        print(json.dumps(row) if as_json else _line(row), flush=True)


def _line(row: Row) -> str:
    if "absent" in row:
        return f"{row['dataset']}: {row['absent']}"
    if "mean_m" not in row:
        return f"{row['dataset']}, {row['protocol']}: " + ", ".join(
            f"{name} {value}" for name, value in row.items() if name not in ("dataset", "protocol")
        )
    low_m, high_m = row["mean_interval_m"]
    peer = row.get("peer")
    beside = f"; {peer['name']} {peer['mean_m']:.2f} m" if isinstance(peer, dict) else ""
    return (
        f"{row['dataset']}, {row['protocol']}: {row['mean_m']:.2f} m [{low_m:.2f}, {high_m:.2f}], level "
        f"{row['level_hit']:.3f}, inside 68/95 % {row['cov68']:.2f}/{row['cov95']:.2f}, mean r95 "
        f"{row['mean_r95_m']:.1f} m{beside}"
    )


if __name__ == "__main__":
    main()
