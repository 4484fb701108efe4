"""Pictures under drafts: where each lies, and its bytes, kept once by their digest."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.store import tables
from api.store.part import Part, verify
from maps.codec import digest
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.underlay import Underlay

MOST_UNDERLAYS = 50
"""Pictures kept for one venue."""


class Underlays(Part):
    """The pictures of a store. They belong to a venue, not to a version of its draft, and are never published."""

    def add_underlay(self, venue_id: VenueId, underlay: Underlay, data: bytes) -> None:
        """Keep a picture.

        Raises
        ------
        ConflictError
            If as many as are accepted are kept.
        """
        table, sha256 = tables.underlay, digest(data)
        with self._database.writing() as connection:
            of_venue = sa.select(sa.func.count()).select_from(table).where(table.c.venue_id == venue_id)
            if connection.execute(of_venue).scalar_one() >= MOST_UNDERLAYS:
                raise ConflictError(
                    f"Venue {venue_id!r} has {MOST_UNDERLAYS} pictures, as many as are accepted.",
                    remedy="Remove some that are drawn over.",
                )
            known = sa.select(tables.blob.c.sha256).where(tables.blob.c.sha256 == sha256)
            if connection.execute(known).one_or_none() is None:
                saved_at = self._now().isoformat()
                connection.execute(tables.blob.insert().values(sha256=sha256, data=data, saved_at=saved_at))
            row = {"venue_id": venue_id, "id": underlay.id, "sha256": sha256, "document": _encode(underlay)}
            connection.execute(table.insert().values(**row))

    def list_underlays(self, venue_id: VenueId) -> tuple[Underlay, ...]:
        """Return the pictures of a venue, by id."""
        table = tables.underlay
        query = sa.select(table.c.document).where(table.c.venue_id == venue_id).order_by(table.c.id)
        with self._database.reading() as connection:
            return tuple(_decode(text) for text in connection.execute(query).scalars())

    def get_underlay(self, venue_id: VenueId, underlay_id: str) -> Underlay:
        """Return where a picture lies, or raise `NotFoundError`."""
        table = tables.underlay
        with self._database.reading() as connection:
            text = connection.execute(
                sa.select(table.c.document).where(_is(venue_id, underlay_id))
            ).scalar_one_or_none()
        if text is None:
            raise _none(venue_id, underlay_id)
        return _decode(text)

    def get_picture(self, venue_id: VenueId, underlay_id: str) -> bytes:
        """Return the bytes of a picture, or raise `NotFoundError`; `CorruptDataError` if they are others."""
        joined = tables.underlay.join(tables.blob, tables.underlay.c.sha256 == tables.blob.c.sha256)
        query = sa.select(tables.blob).select_from(joined).where(_is(venue_id, underlay_id))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _none(venue_id, underlay_id)
        verify(row.data, row.sha256, f"the picture {underlay_id!r} of {venue_id!r}")
        data: bytes = row.data
        return data

    def move_underlay(self, venue_id: VenueId, underlay: Underlay) -> None:
        """Keep where a picture lies now, or raise `NotFoundError`."""
        statement = tables.underlay.update().where(_is(venue_id, underlay.id)).values(document=_encode(underlay))
        with self._database.writing() as connection:
            if connection.execute(statement).rowcount == 0:
                raise _none(venue_id, underlay.id)

    def remove_underlay(self, venue_id: VenueId, underlay_id: str) -> None:
        """Forget a picture, and its bytes when no other is of the same; or raise `NotFoundError`."""
        with self._database.writing() as connection:
            if connection.execute(tables.underlay.delete().where(_is(venue_id, underlay_id))).rowcount == 0:
                raise _none(venue_id, underlay_id)
            self._sweep(connection)

    @staticmethod
    def _sweep(connection: Connection) -> None:
        used = sa.select(tables.underlay.c.sha256)
        connection.execute(tables.blob.delete().where(tables.blob.c.sha256.not_in(used)))


def _is(venue_id: VenueId, underlay_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(tables.underlay.c.venue_id == venue_id, tables.underlay.c.id == underlay_id)


def _none(venue_id: VenueId, underlay_id: str) -> NotFoundError:
    return NotFoundError(
        f"There is no picture {underlay_id[:80]!r} under {venue_id!r}.", remedy="List those there are."
    )


def _encode(underlay: Underlay) -> str:
    return msgspec.json.encode(underlay).decode()


def _decode(text: str) -> Underlay:
    return msgspec.json.decode(text, type=Underlay)
