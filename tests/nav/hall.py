"""One hall with interchangeable counters at different distances from its door, on a busy morning."""

import numpy as np

from maps.ids import FeatureId
from tests.nav.queue_world import ENTRANCE, Counter, Guide, Person, Step, World, halfway_to, lognormal

COUNTERS, SERVERS = 4, 2
SERVICE_S, CV = 120.0, 0.6
NEAREST_S, FARTHEST_S = 30.0, 150.0


def from_door_s(place_id: FeatureId) -> float:
    """Seconds from the door; `pooled` is one counter with everybody in one line, in the middle."""
    if place_id == ENTRANCE:
        return 0.0
    if place_id == "pooled":
        return (NEAREST_S + FARTHEST_S) / 2
    return NEAREST_S + (FARTHEST_S - NEAREST_S) * int(place_id) / (COUNTERS - 1)


def walk_s(here: FeatureId, there: FeatureId) -> float:
    """Seconds between two places: all counters are in one row with the door."""
    halfway = {halfway_to(FeatureId(str(number))): number for number in range(COUNTERS)}
    start_s = from_door_s(FeatureId(str(halfway[here]))) / 2 if here in halfway else from_door_s(here)
    return abs(from_door_s(there) - start_s)


def visitors(rng: np.random.Generator, *, load: float, hours: float, guided_share: float) -> list[Person]:
    """People whose stream swells to 1.3 times the given load in the middle and ebbs to 0.7 at the ends."""
    per_s = load * COUNTERS * SERVERS / SERVICE_S
    until_s = hours * 3600
    comes_s = np.cumsum(rng.exponential(1 / (1.3 * per_s), int(2 * per_s * until_s)))
    comes_s = comes_s[comes_s < until_s]
    wave = 1.0 - 0.3 * np.cos(2 * np.pi * comes_s / until_s)
    comes_s = comes_s[rng.random(len(comes_s)) < wave / 1.3]
    services_s = lognormal(rng, SERVICE_S, CV, len(comes_s))
    steps = [Step(stage="hall", service_s=each, lot=rng.random(), stroll=rng.normal()) for each in services_s]
    paces, guided = lognormal(rng, 1.0, 0.25, len(comes_s)), rng.random(len(comes_s)) < guided_share
    return [
        Person(id=str(number), comes_s=t_s, steps=(step,), guided=led, pace=pace)
        for number, (t_s, step, led, pace) in enumerate(zip(comes_s.tolist(), steps, guided, paces.tolist()))
    ]


class Morning:
    """A morning in the hall and what came of it."""

    def __init__(
        self,
        guide: Guide,
        seed: int,
        *,
        feed_s: float = 0.0,
        guided_share: float = 1.0,
        load: float = 0.9,
        hours: float = 3.0,
        pooled: bool = False,
        asks_halfway: bool = False,
    ) -> None:
        people = visitors(np.random.default_rng(seed), load=load, hours=hours, guided_share=guided_share)
        names = ["pooled"] if pooled else [str(number) for number in range(COUNTERS)]
        servers = SERVERS * COUNTERS // len(names)
        counters = [
            Counter(id=FeatureId(name), stage="hall", servers=servers, service_mean_s=SERVICE_S, service_cv=CV)
            for name in names
        ]
        self.world = World(counters, walk_s, guide, feed_s=feed_s, asks_halfway=asks_halfway)
        self.lines: list[list[int]] = []
        for t_s in np.arange(900.0, hours * 3600, 60.0):
            self.world.at(t_s, lambda: self.lines.append([len(line.waiting) for line in self.world.lines.values()]))
        self.world.run(people)

    @property
    def wait_s(self) -> float:
        """Mean wait."""
        return float(np.mean([stay.wait_s for stay in self.world.stays]))

    @property
    def stay_s(self) -> float:
        """Mean time from the decision to the end of service: walk, wait and service."""
        return float(np.mean([stay.finished_s - stay.decided_s for stay in self.world.stays]))

    @property
    def changes(self) -> float:
        """Changes of mind a person."""
        return float(np.mean([stay.changes for stay in self.world.stays]))

    @property
    def swing(self) -> float:
        """Root mean square of how many more wait at one counter than at the mean of all."""
        lines = np.array(self.lines, dtype=float)
        return float(np.sqrt(np.mean((lines - lines.mean(axis=1, keepdims=True)) ** 2)))
