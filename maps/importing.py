"""Files → draft and findings, step by step, so that who waits can be told how far it is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from maps.audit.finding import Finding
from maps.draft import VenueDraft
from maps.ids import VenueId
from maps.publish import examine
from maps.readers import read_venue

STEPS = ("reading", "checking", "saving")
"""What an import consists of; the last is the caller's."""


def import_plan(
    paths: Sequence[Path],
    venue_id: VenueId,
    *,
    format: str = "auto",  # noqa: A002
    on_step: Callable[[str], None] = lambda step: None,
) -> tuple[VenueDraft, tuple[Finding, ...]]:
    """Return the draft that floor plans hold, and what is wrong with it.

    Parameters
    ----------
    paths, venue_id, format
        As in `maps.readers.read_venue`.
    on_step : callable
        Told the name of each of `STEPS` as it begins, but the last.

    Raises
    ------
    BeelineError
        As `maps.readers.read_venue`.
    """
    on_step(STEPS[0])
    draft = read_venue(paths, venue_id, format=format)
    on_step(STEPS[1])
    return draft, examine(draft)[1]
