"""Times as text."""

from datetime import UTC, datetime


def utc_text(unix_s: float) -> str:
    """Return a time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
