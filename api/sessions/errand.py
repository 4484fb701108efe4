"""What somebody wants where people queue: which counter they go to, and what they were offered. Pure."""

import dataclasses
from dataclasses import dataclass

from maps.ids import FeatureId
from maps.services import ServiceGroup, ServicePoint
from maps.venue import Venue
from nav.route import End, Place

OFFER_S = 90.0
"""An offer stands for so long [s]; as long it counts as taken, so that not everybody is offered the same counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Another counter, or another stop first, would be quicker.

    Parameters
    ----------
    saved_s : float
        What going there saves, as far as is known [s].
    waiting_from, waiting_to : int or None
        People who waited at the two.
    age_s : float
        Age of the older of the two figures [s].
    made_unix_s : float
        When it was made.
    is_order : bool
        The two are stops of a visit: it is about which comes first.
    """

    id: str
    from_id: FeatureId
    to_id: FeatureId
    saved_s: float
    waiting_from: int | None
    waiting_to: int | None
    age_s: float
    made_unix_s: float
    is_order: bool = False

    def stands(self, now_unix_s: float) -> bool:
        """Return whether it may still be taken."""
        return now_unix_s < self.made_unix_s + OFFER_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be served with.

    Parameters
    ----------
    wanted_id : FeatureId
        The service group, or the one service point, that was asked for.
    bound_id : FeatureId or None
        The queue they go to; None until it is chosen.
    tried_unix_s : float
        When it was last tried to choose one.
    changes : int
        Offers made so far.
    eta_unix_s : float or None
        When they expect to join the queue, as the ledger knows it; None while it knows nothing of them.
    counted_id : FeatureId or None
        Where the ledger counts them.
    done : bool
        They are there.
    """

    wanted_id: FeatureId
    bound_id: FeatureId | None = None
    tried_unix_s: float = 0.0
    changes: int = 0
    offer: Offer | None = None
    eta_unix_s: float | None = None
    counted_id: FeatureId | None = None
    done: bool = False

    def bound_for(self, queue_id: FeatureId) -> "Errand":
        """Return the errand of somebody who goes to a queue from now on."""
        return dataclasses.replace(self, bound_id=queue_id, offer=None)


def next_errand(before: Errand | None, venue: Venue, destination: End) -> Errand | None:
    """Return the errand of somebody who goes elsewhere; the ledger still counts them where they went before."""
    errand = find_errand(venue, destination)
    if errand is None or before is None:
        return errand
    return dataclasses.replace(errand, counted_id=before.counted_id, eta_unix_s=before.eta_unix_s)


def find_errand(venue: Venue, destination: End) -> Errand | None:
    """Return the errand of who goes to a place where people queue; None for any other."""
    if not isinstance(destination, Place):
        return None
    served = isinstance(venue.feature_by_id.get(destination.id), ServicePoint | ServiceGroup)
    return Errand(wanted_id=destination.id) if served else None
