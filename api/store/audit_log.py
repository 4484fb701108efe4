"""What people and machines changed, in a chain: each entry's digest covers the one before, so that none can be altered,
taken out or put in between without every later digest being wrong.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.errors import CorruptDataError
from api.store.part import Part
from maps.ids import VenueId

_TABLE = tables.audit_log
_LOCK = 0x6165_7564  # any number that nobody else locks with
_PAGE = 1_000
_COVERED = ("number", "at", "who", "venue_id", "action", "path")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An entry.

    Parameters
    ----------
    number : int
        1, 2, 3 …
    at : str
        When, in ISO 8601 and UTC.
    who : str
        The name and login of a person, or what a machine was let in with.
    action : str
        What was done, in the words of the description of the interface.
    path : str
        What it was done to.
    digest : str
        SHA-256, in hexadecimal, of the entry before and this one.
    """

    number: int
    at: str
    who: str
    venue_id: VenueId
    action: str
    path: str
    digest: str


class AuditLog(Part):
    """The log of a store."""

    def record(self, who: str, venue_id: VenueId, action: str, path: str) -> None:
        """Add an entry; it is on disk when this returns."""
        with self._database.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            last = connection.execute(sa.select(_TABLE).order_by(_TABLE.c.number.desc()).limit(1)).one_or_none()
            values = {
                "number": last.number + 1 if last else 1,
                "at": self._now().isoformat(timespec="milliseconds"),
                "who": who,
                "venue_id": venue_id,
                "action": action,
                "path": path,
            }
            digest = _digest(last.digest if last else "", values)
            connection.execute(_TABLE.insert().values(**values, digest=digest))

    def list_deeds(self, venue_id: VenueId, *, before: int | None = None, limit: int = 50) -> tuple[Deed, ...]:
        """Return entries of a venue, the newest first."""
        query = sa.select(_TABLE).where(_TABLE.c.venue_id == venue_id).order_by(_TABLE.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(_TABLE.c.number < before)
        with self._database.reading() as connection:
            return tuple(_deed(row) for row in connection.execute(query))

    def verify_audit_log(self) -> tuple[int, str]:
        """Return how many entries there are and the last digest, after every one was held against the one before.

        That entries at the end were taken away can be seen only by who kept that digest elsewhere.

        Raises
        ------
        CorruptDataError
            If an entry is not what was recorded; names the first.
        """
        count, digest = 0, ""
        with self._database.reading() as connection:
            while rows := _after(connection, count):
                for row in rows:
                    digest = _digest(digest, row._asdict())
                    if row.number != count + 1 or row.digest != digest:
                        raise CorruptDataError(
                            f"Entry {count + 1} of the audit log is missing or not what was recorded.",
                            remedy="Compare with a backup of the database; what came before it stands.",
                        )
                    count = row.number
        return count, digest


def _after(connection: Connection, number: int) -> Any:
    query = sa.select(_TABLE).where(_TABLE.c.number > number).order_by(_TABLE.c.number).limit(_PAGE)
    return connection.execute(query).all()


def _digest(before: str, values: Mapping[str, Any]) -> str:
    covered = [before, *(values[name] for name in _COVERED)]
    return hashlib.sha256(msgspec.json.encode(covered)).hexdigest()


def _deed(row: Any) -> Deed:
    return Deed(
        number=row.number,
        at=row.at,
        who=row.who,
        venue_id=VenueId(row.venue_id),
        action=row.action,
        path=row.path,
        digest=row.digest,
    )
