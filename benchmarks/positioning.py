"""Every row of positioning that can be measured, by one command.

    python -m benchmarks.positioning DATA/positioning [--only mall-a] [--folds 5] [--out FILE]

Protocols are in the README beside the data. Estimators never see truth or test walks; what was chosen on which part is
said in docs/decisions/0018-positioning.md.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.mall import mall_rows
from benchmarks.people import people_row
from benchmarks.survey_free import SURVEY_FREE, Row

DATASETS = (*SURVEY_FREE, "mall-a", "people")


def positioning_rows(folder: Path, only: Sequence[str] = DATASETS, folds: int = 5) -> list[Row]:
    """Return the figures of the chosen data sets, each with the seconds it took.

    Parameters
    ----------
    folder : Path
        The folder of the open data sets.
    folds : int
        How many of the mall's five folds to run.
    """
    measures: dict[str, Callable[[Path], list[Row]]] = {
        **SURVEY_FREE,
        "mall-a": lambda data: mall_rows(data / "mall-a", range(folds)),
        "people": lambda _: [people_row()],
    }
    rows: list[Row] = []
    for name in only:
        began_s = time.perf_counter()
        found = measures[name](folder)
        rows += [{**row, "seconds": round((time.perf_counter() - began_s) / len(found), 1)} for row in found]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=DATASETS, default=DATASETS)
    parser.add_argument("--folds", type=int, default=5, choices=range(1, 6), help="How many of the mall's.")
    options = parser.parse_args()
    for row in positioning_rows(options.folder, options.only, options.folds):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
