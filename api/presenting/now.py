"""What is so now at a venue, as JSON: the answers about closures and lifts, and what the venue's stream tells."""

from typing_extensions import TypedDict

from api.presenting.queues import QueueDocument, queues_document
from api.presenting.times import utc_text
from api.venue_live.facts import Closure, LiftService, LiftState
from api.venue_live.state import VenueState, lifts_of
from maps.hours import WeeklyHours, clock_text
from maps.ids import FeatureId
from maps.venue import Opening, Portal, Unit, Venue

Labels = dict[str, str]
_KINDS: dict[type, str] = {Opening: "opening", Unit: "unit", Portal: "portal"}


class ClosedFeature(TypedDict):
    """A closed opening, unit or portal, and its names."""

    feature: str
    kind: str
    labels: Labels


class HoursSpan(TypedDict):
    """From when until when, on the days on which it starts; an end not after the start is one of the next day."""

    days: list[str]
    starts: str
    ends: str


class HoursDocument(TypedDict):
    """Hours of every week, on the clock of a time zone."""

    time_zone: str
    spans: list[HoursSpan]


class ClosureDocument(TypedDict):
    """What is closed. Without `ends_at` until it is opened again; with `hours` only within them; `by` is who closed it.

    With `one_way_to` an opening may still be passed into that unit; with `staff_pass` staff pass all the same.
    """

    id: str
    features: list[ClosedFeature]
    one_way_to: str | None
    staff_pass: bool
    starts_at: str
    ends_at: str | None
    hours: HoursDocument | None
    in_force: bool
    reason: Labels
    by: str
    set_at: str


class ClosuresDocument(TypedDict):
    """The closures in force and to come. A route names the version of the conditions it was found under."""

    version: int
    closures: list[ClosureDocument]


class LiftDocument(TypedDict):
    """How a lift serves, since when, and how long ago that was last said [s]; null when nobody ever said anything."""

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
    """Every lift of the venue. A route names the version of the conditions it was found under."""

    version: int
    lifts: list[LiftDocument]


class VenueStateDocument(TypedDict):
    """Everything that is so now at a venue: the first event of its stream."""

    venue: str
    version: int
    closures: list[ClosureDocument]
    lifts: list[LiftDocument]
    queues: list[QueueDocument]


def find_kind(venue: Venue, feature_id: FeatureId) -> str | None:
    """Return the kind of a feature that can be closed, or None."""
    return _KINDS.get(type(venue.feature_by_id.get(feature_id)))


def closures_document(state: VenueState, venue: Venue, now_unix_s: float) -> ClosuresDocument:
    """Return the closures in force and to come; those of features that the venue has no more are not among them."""
    closures = [closure_document(each, venue, now_unix_s) for each in state.closures]
    known = [each for each in closures if each["features"]]
    return {"version": state.conditions.version, "closures": known}


def closure_document(closure: Closure, venue: Venue, now_unix_s: float) -> ClosureDocument:
    """Return one closure."""
    return {
        "id": closure.id,
        "features": [
            {"feature": name, "kind": kind, "labels": labels_of(venue, name)}
            for name in closure.feature_ids
            if (kind := find_kind(venue, name))
        ],
        "one_way_to": closure.one_way_to,
        "staff_pass": closure.staff_pass,
        "starts_at": utc_text(closure.from_unix_s),
        "ends_at": None if closure.until_unix_s is None else utc_text(closure.until_unix_s),
        "hours": None if closure.hours is None else _hours_document(closure.hours),
        "in_force": closure.holds(now_unix_s),
        "reason": dict(closure.reason),
        "by": closure.set_by,
        "set_at": utc_text(closure.set_unix_s),
    }


def _hours_document(hours: WeeklyHours) -> HoursDocument:
    spans: list[HoursSpan] = [
        {"days": list(each.days), "starts": clock_text(each.from_min), "ends": clock_text(each.until_min)}
        for each in hours.spans
    ]
    return {"time_zone": hours.time_zone, "spans": spans}


def lifts_document(state: VenueState, venue: Venue, now_unix_s: float) -> LiftsDocument:
    """Return every lift of a venue."""
    lifts = [lift_document(each, state.find_lift(each.id), now_unix_s) for each in lifts_of(venue).values()]
    return {"version": state.conditions.version, "lifts": lifts}


def lift_document(lift: Portal, said: LiftState | None, now_unix_s: float) -> LiftDocument:
    """Return how one lift serves; one that nothing was said of is taken to be in service."""
    return {
        "portal": lift.id,
        "labels": dict(lift.labels),
        "levels": [stop.level_id for stop in lift.stops],
        "state": said.service.value if said else LiftService.IN_SERVICE.value,
        "wait_s": said.wait_s if said else None,
        "reason": dict(said.reason) if said else {},
        "by": said.set_by if said else "",
        "since": utc_text(said.since_unix_s) if said else None,
        "age_s": round(max(now_unix_s - said.heard_unix_s, 0.0), 1) if said else None,
    }


def labels_of(venue: Venue, feature_id: FeatureId) -> Labels:
    """Return the names of a feature, of those that have any."""
    return dict(getattr(venue.feature_by_id[feature_id], "labels", {}))


def venue_state_document(state: VenueState, venue: Venue, now_unix_s: float) -> VenueStateDocument:
    """Return everything that is so now at a venue."""
    return {
        "venue": venue.id,
        "version": state.conditions.version,
        "closures": closures_document(state, venue, now_unix_s)["closures"],
        "lifts": lifts_document(state, venue, now_unix_s)["lifts"],
        "queues": queues_document(state.queues, venue, now_unix_s)["queues"],
    }
