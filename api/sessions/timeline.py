"""Inputs in order of time, however they arrive.

The mind before each recent input is kept; a late input goes back to the mind before it and plays the rest again.
So late, repeated and reordered readings end in the same mind as the sorted unique ones.
"""

import bisect
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from api.sessions.mind import Heard, Input, Mind

Step = Callable[[Mind, float, Input], Mind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One input, its place in time [s] and the mind just before it."""

    t_s: float
    heard: Input
    before: Mind


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The recent inputs, oldest first, and the mind after the last."""

    now: Mind
    moments: tuple[Moment, ...] = ()

    def find(self, t_s: float) -> Input | None:
        """Return the input at exactly this time, or None."""
        index = bisect.bisect_left(self.moments, t_s, key=lambda each: each.t_s)
        at = self.moments[index] if index < len(self.moments) else None
        return at.heard if at is not None and at.t_s == t_s else None

    def put(self, inputs: dict[float, Input], step: Step) -> "Timeline":
        """Return the timeline with inputs added or, at times it knows, replaced.

        Parameters
        ----------
        inputs : dict
            By time [s]; readings at a known time must already hold the known ones.
        step : callable
            ``(mind, t_s, input) → mind``.
        """
        if not inputs:
            return self
        first = bisect.bisect_left(self.moments, min(inputs), key=lambda each: each.t_s)
        again = {moment.t_s: moment.heard for moment in self.moments[first:]} | inputs
        mind = self.moments[first].before if first < len(self.moments) else self.now
        moments = list(self.moments[:first])
        for t_s in sorted(again):
            moments.append(Moment(t_s=t_s, heard=again[t_s], before=mind))
            mind = step(mind, t_s, again[t_s])
        return Timeline(now=mind, moments=tuple(moments))

    def since(self, t_s: float) -> "Timeline":
        """Return the timeline without what happened before a time [s]: it can no longer change."""
        first = bisect.bisect_left(self.moments, t_s, key=lambda each: each.t_s)
        return dataclasses.replace(self, moments=self.moments[first:]) if first else self


def merged(known: Input | None, new: Heard) -> Heard:
    """Return the readings of a second with those already known."""
    if not isinstance(known, Heard):
        return new
    return Heard(
        observations=known.observations | new.observations,
        steps=known.steps | new.steps,
        counts_steps=known.counts_steps or new.counts_steps,
    )
