"""What work on a draft takes, and long random work by two people: ``python -m benchmarks.edits [PLAN] [--edits N]``."""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from api.drafting import Drafting
from api.store import open_store
from maps.draft import VenueDraft
from maps.edits import Choices, Note, Side, apply, diff, rebase
from maps.edits.locate import Coordinates
from maps.edits.wanted import Alter
from maps.ids import VenueId
from maps.readers import read_venue
from tests.maps.edits.wishes import random_edits, same, state

ID = VenueId("benchmark")
REPEATS = 10


@click.command()
@click.argument("plan", default="maps/demo/hospital", type=click.Path(exists=True, path_type=Path))
@click.option("--edits", default=10_000, help="Random edits; 0 for none.")
def main(plan: Path, edits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(read_venue([plan], ID), f"sqlite:///{folder}/beeline.sqlite")
    if edits:
        long_work(edits)


def measure(plan: VenueDraft, url: str) -> None:
    store = open_store(url)
    work = Drafting(store)
    work.import_plan(plan, Note())
    store.publish(ID)
    opening = next(each for each in store.get_draft(ID).features if each.feature_type == "opening")
    rooms = [each.id for each in plan.features if each.feature_type == "unit"][:1000]

    def move(*names: str) -> None:
        work.edit(ID, [Alter(id=name, move_m=(0.1, 0.0)) for name in names], Note(), coordinates=Coordinates.LOCAL)

    print(f"{len(plan.features)} features, processor time, median of {REPEATS} [ms]")
    told("one door moved", lambda: move(opening.id))
    told("findings after one door moved", lambda: work.examined(ID), before=lambda: move(opening.id))
    told(f"{len(rooms)} rooms moved as one change", lambda: move(*rooms))
    told("undo", lambda: work.undo(ID, "li"))
    told("redo", lambda: work.redo(ID, "li"))
    told("draft 20 versions ago", lambda: store.get_draft_at(ID, store.get_draft_version(ID) - 20))
    told("draft compared with the published revision", lambda: work.differences(ID, "1", "draft"))
    told("the same plan imported again", lambda: work.import_plan(plan, Note(), choices=Choices(all=Side.MINE)))
    store.close()


def told(what: str, do: Callable[[], object], *, before: Callable[[], object] = lambda: None) -> None:
    times_ms = []
    for _ in range(REPEATS):
        before()
        start_s = time.process_time()
        do()
        times_ms.append(1000 * (time.process_time() - start_s))
    print(f"{what:46} {np.median(times_ms):8.0f}")


def long_work(edits: int) -> None:
    """Two people make so many edits of the small hospital, together; all are undone, redone and merged."""
    from tests.maps.edits.wishes import hospital_draft

    rng, base, start_s = random.Random(8), hospital_draft(), time.process_time()
    states, changes, ends = [base], [], []
    for name in ("li", "wang"):
        for _, draft in random_edits(rng, base, edits // 2, name):
            if name == "li":
                changes.append(diff(states[-1], draft))
                states.append(draft)
        ends.append(draft)
    current = states[-1]
    for change, before in zip(reversed(changes), reversed(states[:-1])):
        current = apply(current, [edit.inverse() for edit in change])
        assert state(current) == state(before)
    for change in changes:
        current = apply(current, change)
    assert same(current, states[-1])
    mine, theirs = ends
    merged = apply(theirs, rebase(diff(base, mine), theirs, Choices(all=Side.MINE)).agreed())
    assert same(merged, apply(mine, rebase(diff(base, theirs), mine, Choices(all=Side.THEIRS)).agreed()))
    open_ = len(rebase(diff(base, mine), theirs).conflicts)
    print(f"{edits} random edits: undone and redone through the same states, merged alike from both sides")
    print(f"({len(merged.features)} features left, {open_} fields in conflict, {time.process_time() - start_s:.0f} s)")


if __name__ == "__main__":
    main()
