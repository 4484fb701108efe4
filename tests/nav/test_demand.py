"""What a queue's own readings teach about who comes and how long they are served."""

from dataclasses import replace

import numpy as np
import pytest

from maps.ids import FeatureId
from nav.waits.demand import MEMORY_S, Tally
from nav.waits.queues import QueueState
from tests.nav.queue_world import Counter, Person, Stay, Step, World, lognormal

DESK = FeatureId("desk")


class Bystander:
    """Sends everybody to the only counter, counts who is guided, and reads the feed every half minute."""

    def __init__(self) -> None:
        self.states, self.guided, self.joined_guided = [], [], 0

    def send(self, world: World, person: Person, counters: list[Counter]) -> FeatureId:
        return DESK

    def halfway(self, world: World, stay: Stay) -> FeatureId:
        return stay.place_id

    def joined(self, world: World, stay: Stay) -> None:
        self.joined_guided += stay.person.guided

    def look(self, world: World, until_s: float) -> None:
        self.states.append(world.lines[DESK].state(world.t_s))
        self.guided.append(self.joined_guided)
        if world.t_s < until_s:
            world.at(world.t_s + 30.0, lambda: self.look(world, until_s))


def learn(*, counts_served: bool) -> Tally:
    """Ninety people an hour for five hours, a third of them guided, two servers, services of 60 s."""
    rng = np.random.default_rng(1)
    comes_s = np.cumsum(rng.exponential(40.0, 450))
    people = [
        Person(id=str(number), comes_s=t_s, guided=number % 3 == 0, steps=(Step(stage="desk", service_s=service_s),))
        for number, (t_s, service_s) in enumerate(zip(comes_s, lognormal(rng, 60.0, 0.6, 450)))
    ]
    bystander = Bystander()
    counter = Counter(id=DESK, stage="desk", servers=2, service_mean_s=60.0, service_cv=0.6)
    world = World([counter], lambda here, there: 30.0, bystander)
    world.at(0.0, lambda: bystander.look(world, float(comes_s[-1])))
    world.run(people)
    tally = Tally()
    for (before, after), (guided, later) in zip(
        zip(bystander.states, bystander.states[1:]), zip(bystander.guided, bystander.guided[1:])
    ):
        if not counts_served:
            before, after = (replace(each, served_total=None) for each in (before, after))
        tally = tally.seen(before, after, guided=later - guided, service_mean_s=60.0)
    return tally


@pytest.mark.parametrize("counts_served", [True, False])
def test_the_rate_and_the_guided_share_are_learned_within_their_stated_uncertainty(counts_served: bool) -> None:
    tally = learn(counts_served=counts_served)
    demand = tally.demand()
    assert demand.cv == pytest.approx(1 / np.sqrt(MEMORY_S * 90 / 3600), rel=0.3)
    assert demand.per_s == pytest.approx(90 / 3600, rel=2.5 * demand.cv)
    assert demand.unguided == pytest.approx(2 / 3, abs=0.15)


def test_the_mean_service_is_learned_only_where_services_are_counted() -> None:
    assert learn(counts_served=True).find_service_mean_s() == pytest.approx(60.0, rel=0.25)
    assert learn(counts_served=False).find_service_mean_s() is None


def test_nothing_seen_means_nobody_expected() -> None:
    assert Tally().demand().per_s == 0
    assert Tally().find_service_mean_s() is None


def test_a_few_who_come_together_are_no_rush() -> None:
    quiet = QueueState(place_id=DESK, t_s=0.0, waiting=0, servers_open=1, in_service=0)
    together = replace(quiet, t_s=6.0, waiting=9, in_service=1)
    demand = Tally().seen(quiet, together, guided=0, service_mean_s=60.0).demand()
    assert demand.per_s * 1800.0 < 90, "ten came in six seconds: not three thousand in half an hour"


def test_before_it_was_watched_a_queue_is_taken_for_a_steady_one() -> None:
    busy = QueueState(place_id=DESK, t_s=0.0, waiting=4, servers_open=2, in_service=2)
    demand = Tally().seen(busy, replace(busy, t_s=1.0), guided=0, service_mean_s=60.0).demand()
    assert demand.per_s == pytest.approx(2 / 60.0, rel=0.01)
