"""One counter whose visitors are told, before they set out, how long they will wait there."""

from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from nav.commitments import Commitment, Ledger
from nav.waits import Forecast, WaitEstimate, forecast
from tests.nav.guides import ETA_CV, Learner, Lots
from tests.nav.queue_world import Counter, Person, Stay, Step, World, lognormal

DESK = FeatureId("desk")
WALK_S = 120.0


@dataclass(frozen=True, kw_only=True)
class Day:
    """A world to be calibrated in."""

    servers: int
    service_s: float
    cv: float
    load: float
    guided_share: float
    feed_s: float
    exponential: bool = False


class Teller(Lots):
    """Tells guided visitors their wait from what can be known: feed, ledger and what was learned so far."""

    def __init__(self, *, n_paths: int) -> None:
        self.n_paths = n_paths
        self.ledger = Ledger()
        self.learner = Learner(self.ledger)
        self.told: dict[str, WaitEstimate] = {}

    def send(self, world: World, person: Person, counters: list[Counter]) -> FeatureId:
        state, t_s, walk_s = world.feed(DESK), world.t_s, WALK_S * person.pace
        demand = self.learner.demand(state)
        if person.guided:
            expected = self.ledger.arrivals_for(DESK, since_s=state.t_s, t_s=t_s)
            made = forecast(DESK, state, t_s, expected=expected, demand=demand, horizon_s=600.0, n_paths=self.n_paths)
            assert isinstance(made, Forecast)
            eta_s, sd_s = t_s + walk_s, ETA_CV * walk_s
            self.told[person.id] = made.estimate(eta_s, sd_s)
            self.ledger.commit(Commitment(made_s=t_s, session_id=person.id, place_id=DESK, eta_s=eta_s, eta_sd_s=sd_s))
        return DESK

    def joined(self, world: World, stay: Stay) -> None:
        if stay.person.guided:
            self.ledger.arrive(stay.person.id, DESK, world.t_s)


def told_and_true(
    day: Day, seed: int, *, people: int = 700, n_paths: int = 99
) -> tuple[list[WaitEstimate], np.ndarray]:
    """Return what each guided visitor was told, and how long they then waited [s]."""
    rng = np.random.default_rng(seed)
    comes_s = np.cumsum(rng.exponential(day.service_s / day.load / day.servers, people))
    if day.exponential:
        services_s = rng.exponential(day.service_s, people)
    else:
        services_s = lognormal(rng, day.service_s, day.cv, people)
    paces, guided = lognormal(rng, 1.0, 0.5, people), rng.random(people) < day.guided_share
    steps = [Step(stage="desk", service_s=each, stroll=rng.normal()) for each in services_s]
    visitors = [
        Person(id=str(number), comes_s=t_s, steps=(step,), guided=led, pace=pace)
        for number, (t_s, step, led, pace) in enumerate(zip(comes_s, steps, guided, paces))
    ]
    teller = Teller(n_paths=n_paths)
    counter = Counter(id=DESK, stage="desk", servers=day.servers, service_mean_s=day.service_s, service_cv=day.cv)
    world = World([counter], lambda here, there: WALK_S, teller, feed_s=day.feed_s, walk_cv=ETA_CV)
    world.run(visitors)
    stays = [stay for stay in world.stays if stay.person.guided]
    return [teller.told[stay.person.id] for stay in stays], np.array([stay.wait_s for stay in stays])
