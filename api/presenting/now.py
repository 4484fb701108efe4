"""What is so now at a venue, as JSON: the answers of closures and lifts, and the events of the venue's stream."""

from datetime import UTC, datetime

from typing_extensions import TypedDict

from api.venue_live.facts import Closure, LiftService, LiftState
from api.venue_live.state import VenueState
from maps.ids import FeatureId
from maps.venue import Opening, Portal, PortalKind, Unit, Venue

Labels = dict[str, str]


class ClosureDocument(TypedDict):
    """A closed opening, unit or portal; in force from `from` until `until`, or until it is opened again."""

    id: str
    feature: str
    kind: str
    labels: Labels
    reason: Labels
    by: str
    set_at: str
    from_: str
    until: str | None
    in_force: bool


class ClosuresDocument(TypedDict):
    """The closures in force and to come. Routes name the version of the conditions they were found under."""

    version: int
    closures: list[ClosureDocument]


class LiftDocument(TypedDict):
    """How a lift serves; `age_s` is how long ago that was last said [s], null when nobody ever said anything."""

    portal: str
    labels: Labels
    levels: list[str]
    state: str
    wait_s: float | None
    reason: Labels
    by: str
    since: str | None
    age_s: float | None


class LiftsDocument(TypedDict):
    """Every lift of the venue."""

    version: int
    lifts: list[LiftDocument]


def closable(venue: Venue) -> dict[FeatureId, str]:
    """Return the kind of each feature that can be closed."""
    kinds = (("opening", venue.openings), ("unit", venue.units), ("portal", venue.portals))
    return {feature.id: kind for kind, features in kinds for feature in features}


def utc_text(unix_s: float) -> str:
    """Return a time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
