"""Proofs as the command line prints them: on one screen."""

from collections.abc import Iterator, Sequence

import click

from nav.proofs.report import ChangeKind, Named, ProofReport, WayChange

_SHOWN = 16
"""Lines of changes: with what stands round them they fit a terminal of 24."""
_NAMES = 4

_WORDS = {
    ChangeKind.UNREACHABLE: "unreachable",
    ChangeKind.NO_STEP_FREE: "not step-free",
    ChangeKind.LONGER: "longer",
    ChangeKind.REACHABLE: "reachable now",
    ChangeKind.STEP_FREE: "step-free now",
}


def print_proofs(proofs: ProofReport) -> None:
    """Print what a release does to people's ways, losses first."""
    for change in proofs.changes[:_SHOWN]:
        click.echo(f"{_WORDS[change.kind]:13}  {_change_line(change)}")
    if len(proofs.changes) > _SHOWN:
        click.echo(f"... and {len(proofs.changes) - _SHOWN} more; all of them with --json.")
    for line in _summary(proofs):
        click.echo(line)


def _change_line(change: WayChange) -> str:
    first, *others = change.entrances
    start = first.name + (f" and {len(others)} other entrance{'s' * (len(others) > 1)}" if others else "")
    before = _figures(change.old_s, change.old_m)
    after = _figures(change.new_s, change.new_m) or _why_not(change)
    figures = f"{before} -> {after}" if before else after
    return f"{change.destination.name} ({change.profile}) from {start}: {figures}"


def _figures(duration_s: float | None, distance_m: float | None) -> str:
    return "" if duration_s is None or distance_m is None else f"{duration_s:.0f} s, {distance_m:.0f} m"


def _why_not(change: WayChange) -> str:
    reason = change.reason.value.replace("_", " ") if change.reason else "no entrance"
    return f"no way, {reason}" + (f": {', '.join(change.blocked_by[:_NAMES])}" if change.blocked_by else "")


def _summary(proofs: ProofReport) -> Iterator[str]:
    for word, names in (("Gone", proofs.gone), ("New", proofs.added)):
        if names:
            yield f"{word}: {_listed(names)}."
    if proofs.unreached:
        yield f"No entrance leads to {_listed(proofs.unreached)}."
    step_free = proofs.destinations - len(proofs.without_step_free)
    if not proofs.entrances:
        yield "Proofs: there is no public entrance, so that there are no ways to prove."
        return
    doors = f"{proofs.entrances} entrance{'s' * (proofs.entrances != 1)}"
    goals = f"{proofs.destinations} public destinations ({step_free} reached without steps)"
    yield f"Proofs: {doors}, {goals}; {_counts(proofs)}."


def _counts(proofs: ProofReport) -> str:
    if not proofs.base_revision:
        return "nothing is published to compare with"
    counts = {kind: sum(each.kind is kind for each in proofs.changes) for kind in ChangeKind}
    changes = ", ".join(f"{count} {_WORDS[kind]}" for kind, count in counts.items() if count)
    return f"{changes or 'no way changes'} against revision {proofs.base_revision}"


def _listed(names: Sequence[Named]) -> str:
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(each.name for each in names[:_NAMES]) + more
