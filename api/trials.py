"""Drafts to be tried before they are released: compiled once for each version, from the one before."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from api.drafting import Drafting, Examined
from api.engines import Compute, compute_here
from maps.audit.finding import Finding
from maps.ids import VenueId
from maps.partial import LeftOut, assemble_part
from maps.venue import Venue
from nav.router import Router

_MOST_KEPT = 4
"""Drafts whose routers are kept; each takes as much memory as a published revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One version of a draft, ready to answer; what is closed now at the venue is not so here.

    Parameters
    ----------
    venue : Venue
        Of all that can be part of one.
    left_out : tuple of LeftOut
        The rest.
    findings : tuple of Finding
        What is wrong with the draft.
    """

    version: int
    venue: Venue
    router: Router
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


class Trials:
    """The trials of a store's drafts.

    Parameters
    ----------
    published : callable
        Returns the router of any revision of a venue that is at hand, or None.
    compute : callable
        See `api.engines.Engines`.
    """

    def __init__(
        self,
        drafting: Drafting,
        *,
        published: Callable[[VenueId], Router | None] = lambda _: None,
        compute: Compute = compute_here,
    ) -> None:
        self._drafting = drafting
        self._published = published
        self._compute = compute
        self._lock = threading.Lock()
        self._kept: OrderedDict[VenueId, tuple[Examined, Trial]] = OrderedDict()
        self._compiling: dict[VenueId, threading.Lock] = {}

    def get(self, venue_id: VenueId) -> Trial:
        """Return the draft of a venue as it is now.

        Raises
        ------
        NotFoundError
            If there is no draft.
        AuditBlockedError
            If nothing of it can be walked in.
        """
        with self._lock:
            compiling = self._compiling.setdefault(venue_id, threading.Lock())
        with compiling:  # one after the other: each takes most of it from the one before
            examined = self._drafting.examined(venue_id)
            with self._lock:
                known = self._kept.get(venue_id)
            if known is not None and known[0] is examined:
                return known[1]
            earlier = known[1].router if known is not None else self._published(venue_id)
            trial = self._compute(lambda: _make(examined, earlier))
        with self._lock:
            self._kept[venue_id] = examined, trial
            self._kept.move_to_end(venue_id)
            while len(self._kept) > _MOST_KEPT:
                gone, _ = self._kept.popitem(last=False)
                self._compiling.pop(gone, None)
        return trial


def _make(examined: Examined, earlier: Router | None) -> Trial:
    facts = examined.facts
    venue, left_out = assemble_part(
        examined.inferred, examined.findings, freeze=lambda feature: facts.of(feature).frozen
    )
    return Trial(
        version=examined.stored.version,
        venue=venue,
        router=Router.compile(venue, earlier=earlier),
        left_out=left_out,
        findings=examined.findings,
    )
