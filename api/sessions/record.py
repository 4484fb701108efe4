"""A session as the live store keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.sessions.errand import Errand
from api.sessions.phone_clock import PhoneClock
from api.sessions.timeline import Timeline
from api.sessions.visiting import Visiting
from maps.ids import FeatureId, LevelId, VenueId


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """The rooms and levels where somebody was counted in an hour (since 1970, UTC): each counts them once."""

    hour: int = 0
    areas: frozenset[FeatureId | LevelId] = frozenset()

    def in_hour(self, hour: int) -> frozenset[FeatureId | LevelId]:
        """Return where they were counted in an hour: nowhere, unless it is this one."""
        return self.areas if self.hour == hour else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One guided walk. It moves on to what is published meanwhile, unless that lacks something it needs.

    Parameters
    ----------
    owner_sha256 : str
        Digest of the token that may change it.
    viewer_token : str
        Of a public session: the token that may look, given to everybody; else empty.
    labels : mapping
        Of a public session: who walks.
    fixed_unix_s : float
        When the last position came, server's clock [s].
    errand : Errand or None
        What they are to be served with, where the destination is a place that people queue at.
    visiting : Visiting or None
        The visit of several stops that the walk is a part of.
    presence : Presence
        Where they were counted in this hour.
    passed_over : int
        A newer revision that it does not move to; 0 for none.
    missing_id : FeatureId or LevelId or None
        What that one lacks.
    """

    id: str
    venue_id: VenueId
    revision: int
    profile: str
    language: str
    owner_sha256: str
    viewer_token: str
    labels: Mapping[str, str]
    clock: PhoneClock
    timeline: Timeline
    fixed_unix_s: float
    errand: Errand | None = None
    visiting: Visiting | None = None
    presence: Presence = Presence()
    passed_over: int = 0
    missing_id: FeatureId | LevelId | None = None
