"""What is different today: what is closed, and what takes longer than usual."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from maps.errors import BadInputError
from maps.ids import FeatureId
from maps.labels import Labels
from nav.costs.codes import Code, Hop, Stage
from nav.costs.cost import Tariff, codes_by_feature
from nav.costs.lifts import Banks
from nav.profile import TravelProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The state of a venue at one moment, as far as it matters for routes.

    A lift out of service is a closed portal, one of its stops a closed `nav.costs.codes.stop_id`. The other cars of its
    bank are then waited for longer, without anybody saying so.

    Parameters
    ----------
    version : int
        Names this state; every route names the version it was found under.
    closed : frozenset of FeatureId
        Openings, units, portals and stops of lifts that are closed now, and ways through openings
        (`nav.costs.codes.way_id`). A closed unit may be left, not entered.
    closed_to_public : frozenset of FeatureId
        The same, where staff pass all the same.
    delay_s : mapping
        Extra time [s] for each time an opening is passed, a unit is entered, a lift is boarded, or a flight of another
        portal is taken (a slow lift, a crowded hall). What is said of a lift beats what follows from its bank.
    reasons : mapping
        Why a feature is closed or slow, by language, where somebody said so. Routes do not depend on it.

    Raises
    ------
    BadInputError
        If a delay is negative or not finite.

    Examples
    --------
    >>> Conditions(version=3, closed=frozenset({FeatureId("lift-1")})).is_usual
    False
    >>> OPEN.is_usual
    True
    """

    version: int = 0
    closed: frozenset[FeatureId] = frozenset()
    closed_to_public: frozenset[FeatureId] = frozenset()
    delay_s: Mapping[FeatureId, float] = field(default_factory=dict, hash=False)
    reasons: Mapping[FeatureId, Labels] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for name, delay_s in self.delay_s.items():
            if not (math.isfinite(delay_s) and delay_s >= 0.0):
                raise BadInputError(f"A delay of {delay_s} s at {name!r} is not a time.", remedy="Give 0 s or more.")

    @property
    def is_usual(self) -> bool:
        """Whether nothing is closed or delayed."""
        return not self.closed and not self.closed_to_public and not self.delay_s

    def felt_by(self, profile: TravelProfile) -> "Conditions":
        """Return the conditions as somebody meets them: closed to the public is closed, or to staff is open."""
        if not self.closed_to_public:
            return self
        closed = self.closed if profile.staff else self.closed | self.closed_to_public
        return replace(self, closed=closed, closed_to_public=frozenset())


OPEN = Conditions()
"""Everything as usual."""


class Switches:
    """Which codes of a graph the conditions of each feature touch, as one profile meets them (`felt_by`)."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._barred = codes_by_feature(codes)
        self._banks = Banks(codes)
        self._slowed: dict[FeatureId, list[int]] = {}
        for number, code in enumerate(codes):
            for name in _slowed_by(code):
                self._slowed.setdefault(name, []).append(number)

    def under(self, plain: Tariff, conditions: Conditions) -> Tariff:
        """Return a tariff under conditions."""
        if conditions.is_usual:
            return plain
        conditions = self._felt(conditions)
        delay_s = np.zeros(len(plain.cost_s))
        for name, more_s in conditions.delay_s.items():
            delay_s[self._slowed.get(name, [])] += more_s
        slow = replace(plain, time_s=plain.time_s + delay_s, cost_s=plain.cost_s + delay_s)
        return slow.closing(number for name in conditions.closed for number in self._barred.get(name, ()))

    def between(self, one: Conditions, two: Conditions) -> npt.NDArray[np.int64]:
        """Return the codes that two conditions may treat differently, each once."""
        one, two = self._felt(one), self._felt(two)
        numbers = {number for name in one.closed ^ two.closed for number in self._barred.get(name, ())}
        for name in {*one.delay_s, *two.delay_s}:
            if one.delay_s.get(name, 0.0) != two.delay_s.get(name, 0.0):
                numbers.update(self._slowed.get(name, ()))
        return np.array(sorted(numbers), dtype=np.int64)

    def _felt(self, conditions: Conditions) -> Conditions:
        """Return the conditions with what closed lifts mean for the others of their banks."""
        longer_s = self._banks.longer_waits_s(conditions.closed, conditions.delay_s)
        return replace(conditions, delay_s={**longer_s, **conditions.delay_s}) if longer_s else conditions


def _slowed_by(code: Code) -> tuple[FeatureId, ...]:
    """Return the features whose delay is paid at a code: a lift's when it is boarded, a unit's when it is entered."""
    if isinstance(code, Hop) and code.stage in (Stage.RIDE, Stage.LEAVE):
        return () if code.into is None else (code.into.id,)
    return code.closed_by
