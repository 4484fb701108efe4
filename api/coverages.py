"""Coverage of revisions and drafts, computed once for each state of them."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from api.documents import LevelDocument, level_document_of
from api.engines import Compute, compute_here
from api.presenting.coverage import coverage_document
from api.store import Store
from beacons.coverage.level import cover
from beacons.coverage.placement import suggest
from beacons.coverage.site import Radios, Site, usual_radios
from maps.errors import NotFoundError
from maps.ids import FeatureId, VenueId
from maps.level_names import get_level_named
from maps.publish import build_venue
from maps.venue import Venue

_SITES = 4
"""Venues kept with their cells: some tens of megabytes each for a large hospital."""
_ANSWERS = 64

Key = TypeVar("Key")
Value = TypeVar("Value")
State = tuple[VenueId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a level.

    Parameters
    ----------
    level : str
        What people call it.
    radios : Radios or None
        What phones listen to; None for `usual_radios`.
    without : tuple of FeatureId
        Transmitters taken to be dead.
    suggest : int
        How many more beacons to suggest; 0 for none.
    """

    level: str
    radios: Radios | None = None
    without: tuple[FeatureId, ...] = ()
    suggest: int = 0


class Coverages:
    """Answers about the venues of a store; one is computed at a time, so that nobody takes a server by asking.

    Parameters
    ----------
    compute : callable
        See `Engines`.
    """

    def __init__(self, store: Store, *, compute: Compute = compute_here) -> None:
        self._store = store
        self._compute = compute
        self._computing = threading.Lock()
        self._sites: OrderedDict[State, Site] = OrderedDict()
        self._answers: OrderedDict[tuple[State, Question], LevelDocument] = OrderedDict()

    def of_revision(self, venue_id: VenueId, revision: int | None, question: Question) -> LevelDocument:
        """Return the coverage of a published level, of the latest revision when none is named.

        Raises
        ------
        NotFoundError
            If there is no such revision, level or transmitter.
        """
        number = revision if revision is not None else self._store.latest_revision(venue_id)
        if number == 0:
            raise NotFoundError(
                f"There is no published venue {venue_id!r}.", remedy="See /v1/venues for those that are published."
            )
        return self._answer((venue_id, f"{number}"), lambda: self._store.get_venue(venue_id, number), question)

    def of_draft(self, venue_id: VenueId, question: Question) -> LevelDocument:
        """Return the coverage of a level of the draft, as it would be published.

        Raises
        ------
        NotFoundError
            If there is no draft, or no such level or transmitter in it.
        AuditBlockedError
            If its findings forbid publishing.
        """
        stored = self._store.get_stored_draft(venue_id)
        return self._answer(
            (venue_id, f"@{stored.version}"), lambda: build_venue(stored.draft, revision=0)[0], question
        )

    def _answer(self, state: State, read: Callable[[], Venue], question: Question) -> LevelDocument:
        known = self._answers.get((state, question))
        if known is not None:
            return known
        with self._computing:
            found = self._answers.get((state, question))
            if found is None:
                site = self._sites.get(state)
                venue = read() if site is None else site.venue
                site, found = self._compute(lambda: _answered(site or Site(venue), question))
                _keep(self._sites, state, site, _SITES)
            _keep(self._answers, (state, question), found, _ANSWERS)
            return found


def _answered(site: Site, question: Question) -> tuple[Site, LevelDocument]:
    level_id = get_level_named(site.venue, question.level).id
    radios = question.radios or usual_radios(site.venue)
    document = coverage_document(
        site,
        cover(site, level_id, radios=radios, without=question.without),
        radios=radios,
        without=question.without,
        before=cover(site, level_id, radios=radios) if question.without else None,
        placement=(
            suggest(site, level_id, question.suggest, radios=radios, without=question.without)
            if question.suggest
            else None
        ),
    )
    return site, level_document_of(msgspec.json.encode(document))


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
