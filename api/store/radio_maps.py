"""Radio maps: the surveys of published revisions, as encoded bytes."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.part import verify
from api.store.revisions import Revisions
from maps.codec import digest
from maps.ids import VenueId


class RadioMaps(Revisions):
    """The radio maps of a store, each of one of its revisions."""

    def save_radio_map(self, venue_id: VenueId, revision: int, data: bytes) -> None:
        """Keep the encoded radio map of a published revision, in place of an older survey of the same one.

        Raises
        ------
        NotFoundError
            If that revision is not published.
        """
        key = (tables.radio_map.c.venue_id == venue_id) & (tables.radio_map.c.revision == revision)
        self.get_revision(venue_id, revision)
        with self._database.writing() as connection:
            connection.execute(tables.radio_map.delete().where(key))
            self._insert_radio_map(connection, venue_id, revision, data)

    def find_radio_map(self, venue_id: VenueId, revision: int | None = None) -> bytes | None:
        """Return the encoded radio map of a revision or the nearest older one; of the latest when none is named."""
        table = tables.radio_map
        query = sa.select(table).where(table.c.venue_id == venue_id).order_by(table.c.revision.desc()).limit(1)
        if revision is not None:
            query = query.where(table.c.revision <= revision)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        verify(row.data, row.sha256, f"the radio map of {venue_id!r}")
        return bytes(row.data)

    def find_radio_map_digest(self, venue_id: VenueId, revision: int) -> str:
        """Return the digest of the radio map that `find_radio_map` would return, empty when there is none."""
        table = tables.radio_map
        query = (
            sa.select(table.c.sha256)
            .where((table.c.venue_id == venue_id) & (table.c.revision <= revision))
            .order_by(table.c.revision.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def _insert_radio_map(self, connection: Connection, venue_id: VenueId, revision: int, data: bytes) -> None:
        connection.execute(
            tables.radio_map.insert().values(
                venue_id=venue_id,
                revision=revision,
                data=data,
                sha256=digest(data),
                saved_at=self._now().isoformat(),
            )
        )
