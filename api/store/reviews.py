"""What people say of a draft before it is published."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from api.store import tables
from api.store.part import Part
from maps.errors import ConflictError
from maps.ids import VenueId

MOST_COMMENTS = 1_000
"""Comments kept for one venue; the oldest are forgotten first."""

_TABLE = tables.review_comment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment:
    """What somebody said.

    Parameters
    ----------
    number : int
        1, 2, 3 … within the venue.
    version : int
        Of the draft when it was said.
    at : datetime
        Aware, UTC.
    """

    number: int
    version: int
    at: datetime
    author: str
    words: str


class Reviews(Part):
    """The comments of a store. They belong to a venue's draft, change nothing in it, and are never published."""

    def add_comment(self, venue_id: VenueId, version: int, author: str, words: str) -> ReviewComment:
        """Keep a comment.

        Raises
        ------
        ConflictError
            If somebody else's was kept at the same moment.
        """
        with self._database.writing() as connection:
            last = connection.execute(sa.select(sa.func.max(_TABLE.c.number)).where(_TABLE.c.venue_id == venue_id))
            comment = ReviewComment(
                number=(last.scalar_one() or 0) + 1, version=version, at=self._now(), author=author, words=words
            )
            values = {
                "venue_id": venue_id,
                "number": comment.number,
                "version": version,
                "at": comment.at.isoformat(),
                "author": author,
                "words": words,
            }
            try:
                connection.execute(_TABLE.insert().values(**values))
            except IntegrityError as error:
                raise ConflictError(
                    f"Somebody else commented on {venue_id!r} at the same moment.", remedy="Send it again."
                ) from error
            old = (_TABLE.c.venue_id == venue_id) & (_TABLE.c.number <= comment.number - MOST_COMMENTS)
            connection.execute(_TABLE.delete().where(old))
        return comment

    def list_comments(
        self, venue_id: VenueId, *, before: int | None = None, limit: int = 50
    ) -> tuple[ReviewComment, ...]:
        """Return comments of a venue, the newest first."""
        query = sa.select(_TABLE).where(_TABLE.c.venue_id == venue_id).order_by(_TABLE.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(_TABLE.c.number < before)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ReviewComment(
                number=row.number,
                version=row.version,
                at=datetime.fromisoformat(row.at),
                author=row.author,
                words=row.words,
            )
            for row in rows
        )
