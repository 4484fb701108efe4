"""Rollback: an older revision's content as the next revision, in one step."""

from api.store.drafts import Entry
from api.store.errors import StaleDraftError
from api.store.radio_maps import RadioMaps
from api.store.revisions import PublishedRevision
from maps.draft import VenueDraft
from maps.edits import Note
from maps.errors import ConflictError
from maps.ids import VenueId


class Rollbacks(RadioMaps):
    """Going back in a store. Numbers are never used again: going back makes a new revision."""

    def roll_back(
        self,
        venue_id: VenueId,
        revision: int,
        *,
        note: Note,
        expected_version: int,
        expected_latest: int,
        draft: VenueDraft | None,
    ) -> PublishedRevision:
        """Publish the content of an older revision again, with its radio map; the draft follows in the same step.

        Parameters
        ----------
        expected_version, expected_latest : int
            The version of the draft and the latest revision that `draft` was made from.
        draft : VenueDraft or None
            The draft that builds on the new revision; None leaves the draft as it is, on the revision it builds on.

        Raises
        ------
        NotFoundError
            If there is no such revision.
        StaleDraftError, ConflictError
            If the draft was changed, or another revision published, meanwhile.
        """
        venue, old = self.get_venue(venue_id, revision), self.get_revision(venue_id, revision)
        radio_map = self.find_radio_map(venue_id, revision)
        with self._database.writing() as connection:
            row = self._lock_draft(connection, venue_id)
            if row.version != expected_version:
                raise StaleDraftError(venue_id, expected=expected_version, found=row.version)
            latest = self._latest_revision(connection, venue_id)
            if latest != expected_latest:
                raise ConflictError(
                    f"Revision {latest} of {venue_id!r} was published meanwhile.", remedy="Look at it and try again."
                )
            number = latest + 1
            published = self._insert_revision(
                connection, venue, number, old.findings, old.change, note, same_as=old.same_as or revision
            )
            if radio_map is not None:
                self._insert_radio_map(connection, venue_id, number, radio_map)
            if draft is not None:
                entry = Entry(note=note, base_revision=number)
                self._save(connection, draft, None, expected_version, entry)
        return published
