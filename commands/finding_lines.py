"""Findings as the command line prints them."""

from collections.abc import Sequence

import click

from maps.audit.finding import Finding, Severity

_SHOWN = 40


def finding_row(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "features": list(finding.feature_ids),
        "level": finding.level_id,
        "point_m": finding.point,
    }


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity.value: sum(each.severity is severity for each in findings) for severity in Severity}


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
