"""Switches that people and lift controllers set. They are facts: they survive a restart."""

import enum
import math
from dataclasses import dataclass, field

from maps.hours import WeeklyHours
from maps.ids import FeatureId
from maps.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """What is closed for a while, or at some hours of every week.

    Parameters
    ----------
    id : str
        Chosen by who closes, so that a request sent twice closes once.
    feature_ids : tuple of FeatureId
        Openings, units and portals.
    one_way_to : FeatureId or None
        With a single opening: the unit it may still be passed into.
    staff_pass : bool
        Staff pass all the same.
    reason : mapping
        Why, by language.
    set_by : str
        Who closed it, in their own words.
    until_unix_s : float or None
        None until somebody opens it again.
    hours : WeeklyHours or None
        Closed only within these; None for all the time.
    """

    id: str
    feature_ids: tuple[FeatureId, ...]
    from_unix_s: float
    until_unix_s: float | None = None
    hours: WeeklyHours | None = None
    one_way_to: FeatureId | None = None
    staff_pass: bool = False
    reason: Labels = field(default_factory=dict)
    set_by: str = ""
    set_unix_s: float = 0.0

    def holds(self, now_unix_s: float) -> bool:
        """Return whether it is closed at a time."""
        begun = self.from_unix_s <= now_unix_s and not self.is_over(now_unix_s)
        return begun and (self.hours is None or self.hours.holds(now_unix_s))

    def is_over(self, now_unix_s: float) -> bool:
        """Return whether it has ended at a time."""
        return self.until_unix_s is not None and self.until_unix_s <= now_unix_s

    def next_change_unix_s(self, now_unix_s: float) -> float:
        """Return when it may begin or end next by itself [s]; infinite if never."""
        times = [self.from_unix_s, *([] if self.until_unix_s is None else [self.until_unix_s])]
        if self.hours is not None:
            times.append(self.hours.next_change_unix_s(max(now_unix_s, self.from_unix_s)))
        return min((time for time in times if time > now_unix_s), default=math.inf)


class LiftService(enum.StrEnum):
    """How a lift serves."""

    IN_SERVICE = "in_service"
    SLOW = "slow"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftState:
    """What was last said of a lift.

    Parameters
    ----------
    wait_s : float or None
        Of a slow lift: how long people wait for it now [s].
    since_unix_s : float
        When the lift began to serve so.
    heard_unix_s : float
        When that was last said. Not durable: after a restart it is `since_unix_s`.
    """

    portal_id: FeatureId
    service: LiftService
    since_unix_s: float
    heard_unix_s: float
    wait_s: float | None = None
    reason: Labels = field(default_factory=dict)
    set_by: str = ""

    def says_the_same(self, other: "LiftState") -> bool:
        """Return whether another report differs in nothing but its time."""
        return (self.service, self.wait_s, self.reason) == (other.service, other.wait_s, other.reason)
