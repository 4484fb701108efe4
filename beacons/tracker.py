"""A causal track: scans in, honest fixes out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from beacons import motion
from beacons.checks import clean, usable_steps
from beacons.evidence import (
    Candidates,
    Places,
    heard_log_likelihood,
    match_log_likelihood,
    places_of_match,
    since,
    updated_offset,
)
from beacons.honesty import DEFAULT_CIRCLES, Circles
from beacons.observation import Observation, Scan
from beacons.particles import Estimate, Particles, estimate
from beacons.radiomap import Match, RadioMap
from beacons.track_state import TrackState, rounded
from beacons.transmitters import Heard, TransmitterTable
from beacons.walkable import WalkableSpace
from beacons.windows import gather
from maps.position import Fix, NoFix, NoFixReason, Position
from maps.venue import Venue

PARTICLES = 500
_FEWEST_KNOWN = 3
"""Fewer common transmitters make no comparison with the survey."""
_STEPS_COUNT_S = 30.0
"""A phone that counted a step this recently counts steps: without one, its owner stands."""
_STALE_S = 20.0
_STALE_WITH_STEPS_S = 60.0
_RESTART_S = 60.0
"""After a silence this long, or a clock set back this far, the track begins again."""
_KEEP_STEPS_S = 8.0
_RESAMPLE_BELOW = 0.5
_NEWCOMERS = 0.1
_WIDEST_M = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Radio:
    """What one scan says, and why it may say nothing."""

    match: Match | None = None
    heard: Heard | None = None
    silence: NoFixReason = NoFixReason.NOTHING_HEARD


class Tracker:
    """Follows people through one venue; holds no person's state.

    Parameters
    ----------
    venue : Venue
        The floor to walk on, and the transmitters at known places.
    radio_map : RadioMap or None
        A survey, where there is one.
    particles : int
        Guesses a person; 500 keep the state below 16 KiB.
    seed : int
        The same seed, scans and venue give the same track.
    """

    def __init__(
        self, venue: Venue, radio_map: RadioMap | None = None, *, particles: int = PARTICLES, seed: int = 0
    ) -> None:
        self.venue = venue
        self.space = WalkableSpace(venue)
        self.radio_map = radio_map
        self.table = TransmitterTable.of(venue)
        self.circles: Circles = radio_map.causal_circles if radio_map else DEFAULT_CIRCLES
        self._count = particles
        self._seed = seed
        self._stops = motion.Stops.of(venue)
        self._candidates = Candidates(self.space)

    def start(self) -> TrackState:
        """Return the state of somebody nobody has heard of."""
        return TrackState()

    def place(self, state: TrackState, position: Position, t_s: float, *, sd_m: float = 1.0) -> TrackState:
        """Return the state of somebody who said where they are (a QR point, a tap on the plan)."""
        rng = self._rng(state)
        level = self.space.level_ids.index(self.venue.get_level(position.level_id).id)
        places = Places(
            level=np.array([level]),
            x_m=np.array([position.x_m]),
            y_m=np.array([position.y_m]),
            log_w=np.zeros(1),
            spread_m=sd_m,
        )
        particles = rounded(self._drawn(places, self._count, self._by_steps(state, t_s), rng))
        return replace(state, t_s=t_s, count=state.count + 1, particles=particles, placed_s=t_s)

    def step(self, state: TrackState, scan: Scan) -> tuple[TrackState, Fix | NoFix]:
        """Return the state after a scan, and the position at its time.

        Absurd readings are ignored (`beacons.checks`), late scans count as now, and a clock that jumps by more
        than a minute starts the track again. Nothing is drawn from outside: the result depends on the arguments.
        """
        if not math.isfinite(scan.t_s):
            return state, NoFix(t_s=0.0 if state.t_s is None else state.t_s, reason=NoFixReason.STALE)
        state = _continued(state, scan.t_s)
        t_s = scan.t_s if state.t_s is None else max(scan.t_s, state.t_s)
        rng = self._rng(state)
        state = self._walked(state, usable_steps(scan), t_s, rng)
        state, radio = self._listened(state, scan.observations, t_s)
        state = self._placed(state, radio, t_s, rng)
        state = replace(state, t_s=t_s, count=state.count + 1)
        return state, self._answer(state, radio, t_s)

    def _rng(self, state: TrackState) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(key=[self._seed, state.count]))

    def _by_steps(self, state: TrackState, t_s: float) -> bool:
        return state.stepped_s is not None and t_s - state.stepped_s <= _STEPS_COUNT_S

    def _walked(
        self, state: TrackState, steps: Sequence[motion.WalkedStep], t_s: float, rng: np.random.Generator
    ) -> TrackState:
        """Move everybody's guesses to now."""
        counted = self._by_steps(state, t_s)
        kept = tuple(step for step in (*state.steps, *steps) if t_s - step[0] <= _KEEP_STEPS_S)[-32:]
        state = replace(state, steps=kept, stepped_s=t_s if steps else state.stepped_s)
        particles, dt_s = state.particles, 0.0 if state.t_s is None else t_s - state.t_s
        if particles is None:
            return state
        if self._by_steps(state, t_s):
            if not counted:
                turn, pace = motion.new_turn_and_pace(len(particles), True, rng)
                particles = replace(particles, turn_rad=turn, pace=pace)
            particles = motion.walk_by_steps(particles, steps, self.space, rng)
        else:
            if counted:
                turn, pace = motion.new_turn_and_pace(len(particles), False, rng)
                particles = replace(particles, turn_rad=turn, pace=pace)
            for _ in range(math.ceil(dt_s)):
                particles = motion.walk_by_speed(particles, dt_s / math.ceil(dt_s), self.space, rng)
        particles = motion.change_level(particles, dt_s, self._stops, self.space, rng)
        return replace(state, particles=particles)

    def _listened(
        self, state: TrackState, observations: Sequence[Observation], t_s: float
    ) -> tuple[TrackState, _Radio]:
        """Sort the readings: what the survey knows is compared with it, the rest speaks for its transmitter."""
        kept, _ = clean(observations)
        recent, window = gather(state.recent, kept, t_s)
        state = replace(state, recent=recent)
        surveyed = self.radio_map.index.column if self.radio_map else {}
        heard = self.table.heard(item for item in kept if item.address not in surveyed and t_s - item.t_s < 5.0)
        match = None
        if self.radio_map and window and self.radio_map.index.known(window.rssi_dbm) >= _FEWEST_KNOWN:
            match = self.radio_map.match(window)
        known = any(item.address in surveyed or item.address in self.table.index_by_address for item in kept)
        silence = NoFixReason.TOO_FEW_TRANSMITTERS if known else NoFixReason.UNKNOWN_TRANSMITTERS
        if not self.radio_map and not self.table.index_by_address:
            silence = NoFixReason.NO_RADIO_MAP
        elif not kept:
            silence = NoFixReason.NOTHING_HEARD
        return state, _Radio(match=match, heard=heard if heard.value.size else None, silence=silence)

    def _placed(self, state: TrackState, radio: _Radio, t_s: float, rng: np.random.Generator) -> TrackState:
        """Weigh the guesses by what was heard; make them where there are none."""
        if radio.match is None and radio.heard is None:
            return state
        by_steps = self._by_steps(state, t_s)
        places = self._proposed(state, radio)
        particles = state.particles
        if particles is None:
            particles = self._drawn(places, self._count, by_steps, rng)
        else:
            particles = self._joined(particles, places, by_steps, rng)
            if radio.match is not None:
                east, north = since(particles, radio.match.t_s, t_s, state.steps, by_steps)
                x_m, y_m = particles.x_m - east, particles.y_m - north
                particles = particles.reweighted(match_log_likelihood(radio.match, particles.level, x_m, y_m))
            if radio.heard is not None:
                particles, state = self._weighed(particles, radio.heard, state)
            if particles.effective() < _RESAMPLE_BELOW * self._count:
                particles = particles.resampled(rng, self._count)
        return replace(state, particles=rounded(particles), placed_s=t_s)

    def _weighed(self, particles: Particles, heard: Heard, state: TrackState) -> tuple[Particles, TrackState]:
        log_p, offset_db = heard_log_likelihood(
            self.table, heard, self.space, particles.level, particles.x_m, particles.y_m, state.offset
        )
        particles = particles.reweighted(log_p)
        offset = updated_offset(state.offset, offset_db, particles.weights(), int((~heard.is_range).sum()))
        return particles, replace(state, offset=offset)

    def _proposed(self, state: TrackState, radio: _Radio) -> Places:
        if radio.match is not None:
            return places_of_match(radio.match)
        assert radio.heard is not None, "something was heard"
        return self._candidates.places(self.table, radio.heard, state.offset)

    def _drawn(self, places: Places, count: int, by_steps: bool, rng: np.random.Generator) -> Particles:
        """Return new guesses around the places."""
        weight = np.exp(places.log_w - places.log_w.max())
        index = rng.choice(len(weight), size=count, p=weight / weight.sum())
        jitter = places.spread_m * rng.standard_normal((2, count))
        level = places.level[index]
        x_m, y_m = self.space.snapped(level, places.x_m[index] + jitter[0], places.y_m[index] + jitter[1])
        turn, pace = motion.new_turn_and_pace(count, by_steps, rng)
        return Particles(level=level, x_m=x_m, y_m=y_m, turn_rad=turn, pace=pace, log_w=np.zeros(count))

    def _joined(self, particles: Particles, places: Places, by_steps: bool, rng: np.random.Generator) -> Particles:
        """Replace a few guesses by new ones where radio points: the way back from a wrong place or level."""
        newcomers = round(_NEWCOMERS * self._count)
        lost = rng.choice(len(particles), size=newcomers, replace=False)
        fresh = self._drawn(places, newcomers, by_steps, rng)
        columns = {name: getattr(particles, name).copy() for name in ("level", "x_m", "y_m", "turn_rad", "pace")}
        for name, column in columns.items():
            column[lost] = getattr(fresh, name)
        log_w = particles.log_w.copy()
        log_w[lost] = math.log(float(np.mean(np.exp(log_w - log_w.max())))) + log_w.max()
        return Particles(log_w=log_w, **columns)

    def _answer(self, state: TrackState, radio: _Radio, t_s: float) -> Fix | NoFix:
        if state.particles is None or state.placed_s is None:
            return NoFix(t_s=t_s, reason=radio.silence)
        if t_s - state.placed_s > (_STALE_WITH_STEPS_S if self._by_steps(state, t_s) else _STALE_S):
            return NoFix(t_s=t_s, reason=NoFixReason.STALE)
        found = estimate(state.particles, self.space)
        if found.raw_68_m > _WIDEST_M:
            return NoFix(t_s=t_s, reason=NoFixReason.TOO_UNCERTAIN)
        return fix_of(found, t_s, self.space, self.circles)


def fix_of(found: Estimate, t_s: float, space: WalkableSpace, circles: Circles) -> Fix:
    """Return an estimate as a fix with calibrated circles; the covariance is widened with them."""
    r68_m, r95_m = circles.radii(found.raw_68_m, found.raw_95_m)
    widening = max(1.0, circles.scale_68) ** 2
    (xx, xy), (_, yy) = found.cov_m2
    return Fix(
        t_s=t_s,
        position=Position(x_m=found.x_m, y_m=found.y_m, level_id=space.level_ids[found.level]),
        cov_m2=((widening * xx, widening * xy), (widening * xy, widening * yy)),
        r68_m=r68_m,
        r95_m=r95_m,
        p_level=found.p_level,
    )


def _continued(state: TrackState, t_s: float) -> TrackState:
    """Return the state, or a new one (the phone's gain kept) when the clock jumped."""
    if state.t_s is None or -_RESTART_S <= t_s - state.t_s <= _RESTART_S:
        return state
    return TrackState(count=state.count, offset=state.offset)
