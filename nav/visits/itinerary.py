"""The plan of a visit, or why there is none."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId
from nav.visits.rules import Rule


class Held(enum.StrEnum):
    """What a patient waits for at a stop: what ends the wait, and of opening and queue the longer."""

    NOTHING = "nothing"
    QUEUE = "queue"
    OPENING = "opening"
    APPOINTMENT = "appointment"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """One stop at its chosen counter.

    Parameters
    ----------
    walk_s : float
        Walking there from the place before [s].
    arrive_s, start_s, end_s : float
        When the patient arrives, is served, and is done [s, on the clock of the visit].
    wait_p50_s, wait_p90_s : float or None
        Expected wait, whatever it is for, and the wait that nine in ten stay within, if the forecast has a spread [s].
    """

    stop_id: str
    place_id: FeatureId
    walk_s: float
    arrive_s: float
    start_s: float
    end_s: float
    wait_p50_s: float
    wait_p90_s: float | None
    held_by: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    """The stops in the order to visit them.

    Parameters
    ----------
    start_s, end_s : float
        When the patient sets out, and is at the end (or done at the last stop) [s].
    walk_s : float
        Walking altogether, the last way included [s].
    exact : bool
        Whether no plan ends earlier, and none that ends then walks less; False if the search had to be cut short.
    """

    stops: tuple[PlannedStop, ...]
    start_s: float
    end_s: float
    walk_s: float
    walk_to_end_s: float
    exact: bool

    @property
    def duration_s(self) -> float:
        """From setting out to the end [s]."""
        return self.end_s - self.start_s

    @property
    def choices(self) -> tuple[tuple[str, FeatureId], ...]:
        """Each stop and the counter it is done at, in order."""
        return tuple((stop.stop_id, stop.place_id) for stop in self.stops)


class NoItineraryReason(enum.StrEnum):
    """Why there is no plan: each value is a kind of cause."""

    UNREACHABLE = "unreachable"
    NO_OPEN_COUNTER = "no_open_counter"
    CONTRADICTION = "contradiction"
    IMPOSSIBLE_WINDOW = "impossible_window"
    FAST_BROKEN = "fast_broken"
    TOO_MANY_WAYS = "too_many_ways"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoItinerary:
    """No plan, and why.

    Parameters
    ----------
    detail : str
        One English sentence for developers.
    rules : tuple of Rule
        Rules that cannot hold together; without any one of them the visit could be planned.
    stops : tuple of str
        The stops concerned.
    """

    reason: NoItineraryReason
    detail: str
    rules: tuple[Rule, ...] = ()
    stops: tuple[str, ...] = ()
