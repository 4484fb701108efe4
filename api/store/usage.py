"""Counts of what people did, by venue and hour; of no person."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.store import tables
from api.store.part import Part
from maps.ids import VenueId


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCount:
    """How often something happened in an hour.

    Parameters
    ----------
    hour : int
        Hours since 1970, UTC.
    """

    hour: int
    what: str
    subject: str
    times: int


class UsageCounts(Part):
    """The counts of a store."""

    def add_counts(self, counts: Mapping[tuple[VenueId, int, str, str], int]) -> None:
        """Add counts, by venue, hour, what and subject, to those that are kept."""
        if not counts:
            return
        table = tables.usage_count
        with self._database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            insert = dialect.insert(table)
            added = insert.on_conflict_do_update(
                index_elements=[table.c.venue_id, table.c.hour, table.c.what, table.c.subject],
                set_={"times": table.c.times + insert.excluded.times},
            )
            # In one order, so that two workers never wait for each other.
            connection.execute(
                added,
                [
                    {"venue_id": venue_id, "hour": hour, "what": what, "subject": subject, "times": times}
                    for (venue_id, hour, what, subject), times in sorted(counts.items())
                ],
            )

    def get_counts(self, venue_id: VenueId, from_hour: int, until_hour: int) -> tuple[HourCount, ...]:
        """Return the counts of a venue in the hours from one until before another, by hour."""
        table = tables.usage_count
        within = (table.c.venue_id == venue_id) & (table.c.hour >= from_hour) & (table.c.hour < until_hour)
        query = sa.select(table).where(within).order_by(table.c.hour, table.c.what, table.c.subject)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(HourCount(hour=row.hour, what=row.what, subject=row.subject, times=row.times) for row in rows)

    def forget_counts(self, before_hour: int) -> None:
        """Forget what was counted before an hour."""
        with self._database.writing() as connection:
            connection.execute(tables.usage_count.delete().where(tables.usage_count.c.hour < before_hour))
