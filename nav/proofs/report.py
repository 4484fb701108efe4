"""What the proofs of a release say."""

import enum
from dataclasses import dataclass, field

from maps.ids import FeatureId, VenueId
from maps.labels import Labels
from nav.route import NoRouteReason


class ChangeKind(enum.StrEnum):
    """What a release does to the ways to a destination."""

    UNREACHABLE = "unreachable"
    NO_STEP_FREE = "no_step_free"
    LONGER = "longer"
    REACHABLE = "reachable"
    STEP_FREE = "step_free"


LOSSES = frozenset({ChangeKind.UNREACHABLE, ChangeKind.NO_STEP_FREE})
"""What forbids publishing, unless somebody takes it upon themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something of the venue, and what people call it.

    Parameters
    ----------
    name : str
        In English where there is an English name.
    labels : mapping
        By language; none in what was recorded before they were.
    """

    id: FeatureId
    name: str
    labels: Labels = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WayChange:
    """What a release does to the ways of one profile to one destination.

    Parameters
    ----------
    destination : Named
        Under its new id, as the entrances that stay.
    entrances : tuple of Named
        Those from where it is so. The figures are of the first: of a longer way the one that grows most.
    old_s, new_s : float or None
        Time [s]; None without a way.
    old_m, new_m : float or None
        Length [m]; None without a way.
    reason : NoRouteReason or None
        Why there is no way any more; None where there is one.
    blocked_by : tuple of FeatureId
        What would have to be open or usable, where that is known.
    """

    kind: ChangeKind
    profile: str
    destination: Named
    entrances: tuple[Named, ...]
    old_s: float | None = None
    new_s: float | None = None
    old_m: float | None = None
    new_m: float | None = None
    reason: NoRouteReason | None = None
    blocked_by: tuple[FeatureId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofReport:
    """The ways from every entrance to every public destination, compared with the published revision.

    Parameters
    ----------
    base_revision : int
        What it is compared with; 0 when nothing is published yet.
    longer_share : float
        Ways that grow by no more than this share of their time are not listed.
    entrances, destinations : int
        How many there are now.
    changes : tuple of WayChange
        Losses first.
    gone, added : tuple of Named
        Entrances and destinations of only one of the two revisions.
    unreached, without_step_free : tuple of Named
        Destinations that no entrance leads to, on foot or in a wheelchair; without an entrance, none.
    """

    venue_id: VenueId
    base_revision: int
    longer_share: float
    entrances: int
    destinations: int
    changes: tuple[WayChange, ...] = ()
    gone: tuple[Named, ...] = ()
    added: tuple[Named, ...] = ()
    unreached: tuple[Named, ...] = ()
    without_step_free: tuple[Named, ...] = ()

    @property
    def losses(self) -> tuple[WayChange, ...]:
        """What people could reach, or reach without steps, and no longer can."""
        return tuple(change for change in self.changes if change.kind in LOSSES)

    @property
    def is_refused(self) -> bool:
        """Whether publishing needs somebody's word: a way is lost, or a first release leads nowhere at all."""
        leads_nowhere = bool(self.entrances and self.destinations) and len(self.unreached) == self.destinations
        return bool(self.losses) or (not self.base_revision and leads_nowhere)

    @property
    def is_clean(self) -> bool:
        """Whether nothing changes for anybody."""
        return not (self.changes or self.gone or self.added)
