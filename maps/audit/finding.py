"""What the audit says: one numbered finding, and the kind it is of."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

Subject = tuple[str, tuple[str, ...], str | None]
"""Code, features and level of a finding."""


class Severity(enum.StrEnum):
    """What a finding means for publishing."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the audit found.

    Parameters
    ----------
    code : str
        The number of its kind, such as ``M101``: stable, documented in ``docs/findings.md``.
    message : str
        One English sentence naming the thing and the value.
    feature_ids : tuple of str
        The features concerned.
    level_id : str or None
        The level to look at.
    point : tuple of float or None
        ``(x_m, y_m)`` where to look [local m].
    """

    code: str
    severity: Severity
    message: str
    feature_ids: tuple[str, ...] = ()
    level_id: str | None = None
    point: tuple[float, float] | None = None

    @property
    def subject(self) -> Subject:
        """What it is about: the same before and after a change, whatever the figures in its message."""
        return self.code, self.feature_ids, self.level_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """One numbered kind of finding.

    Parameters
    ----------
    severity : Severity
        Of its findings, in a venue for navigation.
    means : str
        What is wrong and what follows from it.
    remedy : str
        What to do about it.
    positioning : Severity or None
        The severity in a venue known only for positioning, where it differs.
    """

    code: str
    severity: Severity
    title: str
    means: str
    remedy: str
    positioning: Severity | None = None

    def finding(
        self,
        message: str,
        feature_ids: Sequence[str] = (),
        *,
        purpose: str = "navigation",
        level_id: str | None = None,
        point: tuple[float, float] | None = None,
    ) -> Finding:
        """Return a finding of this kind."""
        severity = self.severity
        if purpose == "positioning" and self.positioning is not None:
            severity = self.positioning
        return Finding(
            code=self.code,
            severity=severity,
            message=message,
            feature_ids=tuple(feature_ids),
            level_id=level_id,
            point=point,
        )
