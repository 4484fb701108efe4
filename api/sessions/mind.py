"""What a session believes and shows, and how one input changes it. Pure: same inputs, same mind."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from api.engines import Engine
from beacons.observation import Observation, Scan, Step
from beacons.track_state import TrackState
from maps.ids import FeatureId
from maps.position import Fix, NoFix, Position
from nav.conditions import OPEN, Conditions
from nav.guidance.events import (
    Arrived,
    GuidanceEvent,
    ManeuverChanged,
    NoRouteFound,
    Progress,
    RouteChanged,
    RouteReason,
)
from nav.guidance.state import GuidanceState
from nav.guidance.tickets import Called, TicketNews, TurnMissed
from nav.profile import TravelProfile
from nav.route import End

_STATED_STD_M = 1.0
_R68_PER_STD, _R95_PER_STD = 1.509, 2.448
"""Radii of the circles that hold 68 % and 95 % of a round Gaussian, per standard deviation: sqrt(-2 ln(1 - p))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the person is shown: a fold over everything guidance said.

    Parameters
    ----------
    route : RouteChanged or NoRouteFound or None
        The latest answer to "which way", with its maneuvers and reason.
    step_index : int
        The maneuver that comes next.
    ticket : Called or TurnMissed or None
        The latest that a queue said about the person's number.
    """

    fix: Fix | NoFix | None = None
    route: RouteChanged | NoRouteFound | None = None
    progress: Progress | None = None
    step_index: int = 0
    arrived_at: FeatureId | None = None
    arrived: bool = False
    ticket: TicketNews | None = None

    def after(self, events: Iterable[GuidanceEvent]) -> "View":
        """Return the view after guidance events."""
        view = self
        for event in events:
            view = view._after_one(event)
        return view

    def _after_one(self, event: GuidanceEvent) -> "View":
        match event:
            case RouteChanged() | NoRouteFound():
                return dataclasses.replace(
                    self, route=event, progress=None, step_index=0, arrived=False, arrived_at=None
                )
            case Progress():
                return dataclasses.replace(self, progress=event)
            case ManeuverChanged():
                return dataclasses.replace(self, step_index=event.index)
            case Arrived():
                return dataclasses.replace(self, arrived=True, arrived_at=event.place_id)
            case Called() | TurnMissed():
                return dataclasses.replace(self, ticket=event)
            case _:
                return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """Everything that readings change."""

    track: TrackState
    guidance: GuidanceState
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The readings and steps of one second; sets, so their order and repeats mean nothing.

    Parameters
    ----------
    counts_steps : bool
        The phone counts steps: there were no others.
    """

    observations: frozenset[Observation]
    steps: frozenset[Step] = frozenset()
    counts_steps: bool = False

    @property
    def ordered(self) -> tuple[Observation, ...]:
        """The readings in an order that depends on nothing but themselves."""
        return tuple(sorted(self.observations, key=_order))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The person said where they are: a sign was scanned, or a point tapped."""

    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The person goes elsewhere or travels otherwise now; None keeps what was. `reason` if it was not their choice."""

    destination: End | None
    profile: TravelProfile | None
    reason: RouteReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsChanged:
    """Something closed, opened, slowed down or recovered at the venue."""

    conditions: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticketed:
    """A queue called the person's number, or did so in vain."""

    news: TicketNews


Input = Heard | Stated | Asked | ConditionsChanged | Ticketed


def begin(
    engine: Engine,
    destination: End,
    profile: TravelProfile,
    position: Position | None,
    t_s: float,
    conditions: Conditions = OPEN,
) -> Mind:
    """Return the mind of a new session at time `t_s` [s]."""
    guidance, events = engine.guide.begin(destination, profile, position, t_s, conditions=conditions)
    track, fix = engine.tracker.start(), None
    if position is not None:
        track, fix = engine.tracker.place(track, position, t_s), stated_fix(position, t_s)
    return Mind(track=track, guidance=guidance, view=View(fix=fix).after(events))


def advance(engine: Engine, mind: Mind, t_s: float, heard: Input) -> Mind:
    """Return the mind after one input at time `t_s` [s]."""
    match heard:
        case Heard():
            return _hear(engine, mind, scan_of(t_s, heard))
        case Stated():
            return _place(engine, mind, heard.position, t_s)
        case Asked():
            guidance, events = engine.guide.retarget(
                mind.guidance, destination=heard.destination, profile=heard.profile, reason=heard.reason, t_s=t_s
            )
            return dataclasses.replace(mind, guidance=guidance, view=mind.view.after(events))
        case ConditionsChanged():
            guidance, events = engine.guide.conditions_changed(mind.guidance, heard.conditions, t_s)
            return dataclasses.replace(mind, guidance=guidance, view=mind.view.after(events))
        case Ticketed():
            guidance, events = engine.guide.ticket(mind.guidance, heard.news, t_s)
            return dataclasses.replace(mind, guidance=guidance, view=mind.view.after(events))


def stated_fix(position: Position, t_s: float) -> Fix:
    """Return the fix of a stated position: certain to about a metre."""
    variance_m2 = _STATED_STD_M**2
    return Fix(
        t_s=t_s,
        position=position,
        cov_m2=((variance_m2, 0.0), (0.0, variance_m2)),
        r68_m=_R68_PER_STD * _STATED_STD_M,
        r95_m=_R95_PER_STD * _STATED_STD_M,
        p_level=1.0,
    )


def scan_of(t_s: float, heard: Heard) -> Scan:
    """Return the scan of a second; one without readings and steps is at its start."""
    ordered, steps = heard.ordered, tuple(sorted(heard.steps, key=lambda step: step.t_s))
    latest_s = max((*(each.t_s for each in ordered), *(each.t_s for each in steps)), default=t_s)
    return Scan(t_s=latest_s, observations=ordered, steps=steps, counts_steps=heard.counts_steps)


def _order(each: Observation) -> tuple[float, str, str, float, float]:
    return each.t_s, each.kind, each.address, each.rssi_dbm or 0.0, each.range_m or 0.0


def _hear(engine: Engine, mind: Mind, scan: Scan) -> Mind:
    track, fix = engine.tracker.step(mind.track, scan)
    guidance, events = engine.guide.advance(mind.guidance, fix)
    return Mind(track=track, guidance=guidance, view=dataclasses.replace(mind.view, fix=fix).after(events))


def _place(engine: Engine, mind: Mind, position: Position, t_s: float) -> Mind:
    track = engine.tracker.place(mind.track, position, t_s)
    guidance, events = engine.guide.relocate(mind.guidance, position, t_s)
    view = dataclasses.replace(mind.view, fix=stated_fix(position, t_s)).after(events)
    return Mind(track=track, guidance=guidance, view=view)
