"""Findings and their repairs as JSON, and which repairs are meant; the command line prints the same."""

from collections.abc import Callable, Sequence

from typing_extensions import TypedDict

from maps.audit.finding import Finding, Severity
from maps.audit.repairs.repair import Repair


class FindingDocument(TypedDict):
    """One finding: its code (docs/findings.md), what is wrong, and where to look [local m]."""

    code: str
    severity: str
    message: str
    features: list[str]
    level: str | None
    point_m: tuple[float, float] | None


class RepairDocument(TypedDict):
    """What would make a finding go away; `safe` if nobody need look at the place, `changes` the features concerned."""

    code: str
    message: str
    features: list[str]
    level: str | None
    words: str
    safe: bool
    changes: list[str]


def finding_document(finding: Finding) -> FindingDocument:
    """Return one finding."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "features": list(finding.feature_ids),
        "level": finding.level_id,
        "point_m": finding.point,
    }


def repair_document(repair: Repair) -> RepairDocument:
    """Return one repair."""
    finding = repair.finding
    return {
        "code": finding.code,
        "message": finding.message,
        "features": list(finding.feature_ids),
        "level": finding.level_id,
        "words": repair.words,
        "safe": repair.is_safe,
        "changes": sorted(repair.touched),
    }


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {severity.value: sum(each.severity is severity for each in findings) for severity in Severity}


def chosen(code: str | None, feature_id: str | None, *, safe_only: bool) -> Callable[[Repair], bool]:
    """Return what says of a repair whether it is meant: of findings of a code, about a feature, or safe ones alone."""

    def is_meant(repair: Repair) -> bool:
        is_named = code in (None, repair.finding.code) and feature_id in (None, *repair.finding.feature_ids)
        return is_named and (repair.is_safe or not safe_only)

    return is_meant
