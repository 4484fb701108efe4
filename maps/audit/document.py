"""``docs/findings.md`` from the code: ``python -m maps.audit.document > docs/findings.md``."""

import sys

from maps.audit import FAMILIES
from maps.audit.finding import FindingKind, Severity
from maps.audit.repairs import PROPOSERS

_SEVERITIES = {
    Severity.BLOCK: "forbids publishing",
    Severity.WARN: "published, and recorded beside the revision",
    Severity.INFO: "worth knowing",
}

_HEAD = """# What the audit finds

Made from the code by `python -m maps.audit.document`; a test keeps it true.

Every floor plan goes through the audit before it is published. Each finding has a code that does not change, a
severity, the features it is about and, where there is one, the place to look at. A building known only for positioning
(outlines without doors) is judged less strictly where a row says so.

Where a repair is offered, `beeline venue repair ID` shows it, wherever one can be made of what is drawn, and applies it
when it is chosen. It removes its finding and brings up none that forbids publishing: each is tried before it is shown.

| severity | what it means |
|---|---|
"""

_COLUMNS = "| code | severity | what | what follows from it | what to do | repair |\n|---|---|---|---|---|---|\n"


def render() -> str:
    """Return the page."""
    page = _HEAD + "".join(f"| {severity.value} | {meaning} |\n" for severity, meaning in _SEVERITIES.items())
    for family in FAMILIES:
        summary = (family.__doc__ or "").strip().splitlines()[0]
        page += f"\n## {summary}\n\n{_COLUMNS}"
        page += "".join(_row(kind) for kind in family.KINDS)
    return page


def _row(kind: FindingKind) -> str:
    severity = kind.severity.value
    if kind.positioning is not None:
        severity += f" ({kind.positioning.value} for positioning)"
    repair = "offered" if kind.code in PROPOSERS else ""
    return f"| {kind.code} | {severity} | {kind.title} | {kind.means} | {kind.remedy} | {repair} |\n"


if __name__ == "__main__":
    sys.stdout.write(render())
