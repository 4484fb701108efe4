"""Findings as the command line prints them."""

from collections.abc import Sequence

import click

from api.findings import counted
from maps.audit.finding import Finding

_SHOWN = 40


def in_words(counts: dict[str, int]) -> str:
    """Return the counts of findings as one phrase."""
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no findings"


def print_findings(findings: Sequence[Finding]) -> None:
    """Print the worst findings, and how many there are."""
    for finding in findings[:_SHOWN]:
        click.echo(f"{finding.severity.value:5} {finding.code} {finding.message}")
    if len(findings) > _SHOWN:
        click.echo(f"... and {len(findings) - _SHOWN} more; all of them with --json.")
    click.echo(f"Findings: {in_words(counted(findings))}.")
