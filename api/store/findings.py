"""Findings as stored text."""

from collections.abc import Sequence

import msgspec

from maps.audit.finding import Finding, Severity


def encode_findings(findings: Sequence[Finding]) -> str:
    """Return findings as JSON text."""
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message,
            "feature_ids": list(finding.feature_ids),
            "level_id": finding.level_id,
            "point": finding.point,
        }
        for finding in findings
    ]
    return msgspec.json.encode(rows).decode()


def decode_findings(text: str) -> tuple[Finding, ...]:
    """Return the findings of `encode_findings`."""
    return tuple(
        Finding(
            code=row["code"],
            severity=Severity(row["severity"]),
            message=row["message"],
            feature_ids=tuple(row["feature_ids"]),
            level_id=row["level_id"],
            point=tuple(row["point"]) if row["point"] else None,
        )
        for row in msgspec.json.decode(text)
    )
