"""Ways to send people to counters: by lot, by the shortest line on the board, and by the real choice code."""

import math

from maps.ids import FeatureId
from nav.choice import RULES, Candidate, Choice, Rules, choose
from nav.commitments import Commitment, Ledger
from nav.demand import NOBODY_ELSE, Demand, Tally
from nav.queues import QueueState
from nav.waits import forecast
from tests.nav.queue_world import Counter, Person, Stay, World

TALLY_S = 60.0
ETA_CV = 0.15


class Lots:
    """Nobody is guided: each counter is taken in proportion to its servers."""

    def send(self, world: World, person: Person, counters: list[Counter]) -> FeatureId:
        doors = [counter for counter in counters for _ in range(counter.servers)]
        return doors[int(person.steps[person.done].lot * len(doors))].id

    def halfway(self, world: World, stay: Stay) -> FeatureId:
        return stay.place_id

    def joined(self, world: World, stay: Stay) -> None:
        pass


class Board(Lots):
    """Who is guided sees how many wait at each counter and goes to the shortest line, the nearer of equal ones."""

    def send(self, world: World, person: Person, counters: list[Counter]) -> FeatureId:
        if not person.guided:
            return super().send(world, person, counters)
        return min(counters, key=lambda each: self._shown(world, person, each)).id

    def _shown(self, world: World, person: Person, counter: Counter) -> tuple[float, float]:
        state = world.feed(counter.id)
        line = state.waiting + state.busy if state.waiting or state.busy >= counter.servers else 0
        return line / counter.servers, world.walk_s(person.here, counter.id) * person.pace


class Learner:
    """Keeps a tally of each queue from the readings it is shown."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.tallies: dict[FeatureId, Tally] = {}
        self.tallied: dict[FeatureId, QueueState] = {}

    def demand(self, state: QueueState) -> Demand:
        before = self.tallied.setdefault(state.place_id, state)
        tally = self.tallies.get(state.place_id, Tally())
        if state.t_s - before.t_s >= TALLY_S:
            guided = self.ledger.arrived_between(state.place_id, before.t_s, state.t_s)
            assert state.service_mean_s is not None
            tally = tally.seen(before, state, guided=guided, service_mean_s=state.service_mean_s)
            self.tallies[state.place_id], self.tallied[state.place_id] = tally, state
        return tally.demand()


class Beeline(Lots):
    """Who is guided is sent by `nav.choice` on forecasts by `nav.waits`, with or without the ledger."""

    def __init__(
        self, *, commitments: bool = True, guided_share: float = 1.0, rules: Rules = RULES, n_paths: int = 50
    ) -> None:
        self.commitments, self.guided_share, self.rules, self.n_paths = commitments, guided_share, rules, n_paths
        self.ledger = Ledger()
        self.learner = Learner(self.ledger)

    def send(self, world: World, person: Person, counters: list[Counter]) -> FeatureId:
        if not person.guided:
            return super().send(world, person, counters)
        return self._choose(world, person, counters)

    def halfway(self, world: World, stay: Stay) -> FeatureId:
        person = stay.person
        if not person.guided:
            return stay.place_id
        return self._choose(world, person, world.stages[person.steps[person.done].stage], stay)

    def _choose(self, world: World, person: Person, counters: list[Counter], stay: Stay | None = None) -> FeatureId:
        choice = choose(
            person.id,
            [self._candidate(world, person, counter) for counter in counters],
            world.t_s,
            current=stay.place_id if stay else None,
            changes=stay.changes if stay else 0,
            guided_share=self.guided_share,
            rules=self.rules,
        )
        assert isinstance(choice, Choice)
        self._commit(world, person, choice)
        return choice.option.place_id

    def joined(self, world: World, stay: Stay) -> None:
        if stay.person.guided:
            self.ledger.arrive(stay.person.id, stay.place_id, world.t_s)

    def _candidate(self, world: World, person: Person, counter: Counter) -> Candidate:
        state, walk_s = world.feed(counter.id), world.walk_s(person.here, counter.id) * person.pace
        demand = self.learner.demand(state)
        expected = self.ledger.arrivals_for(counter.id, since_s=state.t_s, t_s=world.t_s, without=person.id)
        made = forecast(
            counter.id,
            state,
            world.t_s,
            expected=expected if self.commitments else (),
            demand=demand.unguided_only if self.commitments else NOBODY_ELSE,
            horizon_s=math.ceil(walk_s * 1.5 / 30 + 1) * 30.0,
            n_paths=self.n_paths,
        )
        return Candidate(forecast=made, walk_s=walk_s, walk_sd_s=ETA_CV * walk_s)

    def _commit(self, world: World, person: Person, choice: Choice) -> None:
        walk_s = choice.option.walk_s
        self.ledger.commit(
            Commitment(
                made_s=world.t_s,
                session_id=person.id,
                place_id=choice.option.place_id,
                eta_s=world.t_s + walk_s,
                eta_sd_s=ETA_CV * walk_s,
            )
        )
