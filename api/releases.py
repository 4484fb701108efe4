"""Releases: a draft is proven against the published revision, and published if nobody loses their way."""

from collections.abc import Callable

from api.engines import Compute, compute_here
from api.store import Override, PublishedRevision, Release, Store
from maps.edits import Note
from maps.errors import BeelineError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.venue import Venue
from nav.proofs.prove import LONGER_SHARE, prove
from nav.proofs.report import ProofReport
from nav.router import Router


class ReleaseRefusedError(BeelineError):
    """A release would take away ways that people have.

    Parameters
    ----------
    proofs : ProofReport
        What they are.
    """

    code = "release-refused"

    def __init__(self, proofs: ProofReport) -> None:
        lost = len({change.destination.id for change in proofs.losses})
        loses = "1 destination loses a way" if lost == 1 else f"{lost} destinations lose a way"
        what = loses if lost else "no destination can be reached from any entrance"
        super().__init__(
            f"Venue {proofs.venue_id!r} was not published: {what}.",
            remedy="Correct the draft, or publish it with an override that says why this is meant.",
        )
        self.proofs = proofs


class Releases:
    """Proves and publishes the drafts of a store.

    Parameters
    ----------
    router_of : callable
        Returns the router of a published venue.
    compute : callable
        See `Engines`.
    """

    def __init__(
        self, store: Store, *, router_of: Callable[[Venue], Router] = Router.compile, compute: Compute = compute_here
    ) -> None:
        self._store = store
        self._router_of = router_of
        self._compute = compute

    def prove(self, venue_id: VenueId, *, longer_share: float = LONGER_SHARE) -> ProofReport:
        """Return what publishing the draft now would do to people's ways.

        Raises
        ------
        NotFoundError
            If there is no draft.
        AuditBlockedError
            If its findings forbid publishing.
        """
        number = self._store.latest_revision(venue_id) + 1
        venue, _ = build_venue(self._store.get_draft(venue_id), revision=number)
        return self._prove(venue, longer_share)

    def publish(
        self,
        venue_id: VenueId,
        *,
        note: Note | None = None,
        expected_version: int | None = None,
        override: Override | None = None,
        longer_share: float = LONGER_SHARE,
    ) -> PublishedRevision:
        """Make the draft the next revision, its proofs recorded with it.

        Parameters
        ----------
        note : Note or None
            Who publishes, and what they say of it.
        expected_version : int or None
            The version of the draft that is meant; None for whichever is there.
        override : Override or None
            Somebody's word that what is lost may be lost; recorded only where it was needed.

        Raises
        ------
        ReleaseRefusedError
            If a way is lost and nobody gives their word.
        NotFoundError, AuditBlockedError, ConflictError, StaleDraftError
            As for `Store.publish`.
        """

        def released(venue: Venue) -> Release:
            proofs = self._prove(venue, longer_share)
            if proofs.is_refused and override is None:
                raise ReleaseRefusedError(proofs)
            return Release(proofs=proofs, override=override if proofs.is_refused else None)

        return self._store.publish(venue_id, note=note, expected_version=expected_version, prove=released)

    def _prove(self, venue: Venue, longer_share: float) -> ProofReport:
        """Read here, where the store's locks are at home; compute wherever it is best done."""
        known = venue.revision > 1
        base = self._router_of(self._store.get_venue(venue.id, venue.revision - 1)) if known else None
        return self._compute(lambda: prove(base, Router.compile(venue), longer_share=longer_share))
