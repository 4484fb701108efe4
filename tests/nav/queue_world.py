"""A small world of queues: people walk, wait and are served, event by event. Knows nothing of any estimator."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from maps.ids import FeatureId
from nav.queues import QueueState

ENTRANCE = FeatureId("entrance")


@dataclass(frozen=True, kw_only=True)
class Counter:
    """A place with servers and one line in front of them."""

    id: FeatureId
    stage: str
    servers: int
    service_mean_s: float
    service_cv: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to be done at one of the counters of a stage; its result is ready some time after.

    `lot` (0 … 1) says where the unguided go, `stroll` (standard normal) how slowly the person walks there.
    """

    stage: str
    service_s: float
    lot: float = 0.5
    stroll: float = 0.0
    ready_after_s: float = 0.0
    needs_results: bool = False


@dataclass(kw_only=True)
class Person:
    """Somebody with things to do."""

    id: str
    comes_s: float
    steps: tuple[Step, ...]
    guided: bool
    pace: float = 1.0
    here: FeatureId = ENTRANCE
    done: int = 0
    results_s: float = 0.0
    left_s: float = np.nan


@dataclass(kw_only=True)
class Stay:
    """One person at one counter, or on the way there."""

    person: Person
    place_id: FeatureId
    decided_s: float
    arrived_s: float = np.nan
    started_s: float = np.nan
    finished_s: float = np.nan
    changes: int = 0

    @property
    def wait_s(self) -> float:
        return self.started_s - self.arrived_s


def halfway_to(place_id: FeatureId) -> FeatureId:
    """Name the middle of the walk to a place."""
    return FeatureId(f"halfway to {place_id}")


class Guide(Protocol):
    """Sends people to counters."""

    def send(self, world: "World", person: Person, counters: list[Counter]) -> FeatureId: ...

    def halfway(self, world: "World", stay: Stay) -> FeatureId: ...

    def joined(self, world: "World", stay: Stay) -> None: ...


@dataclass
class Line:
    """What happens at a counter."""

    counter: Counter
    waiting: deque[Stay] = field(default_factory=deque)
    in_service: list[Stay] = field(default_factory=list)
    served: int = 0

    def state(self, t_s: float) -> QueueState:
        counter = self.counter
        return QueueState(
            place_id=counter.id,
            t_s=t_s,
            waiting=len(self.waiting),
            servers_open=counter.servers,
            in_service=len(self.in_service),
            elapsed_s=tuple(t_s - stay.started_s for stay in self.in_service),
            service_mean_s=counter.service_mean_s,
            service_sd_s=counter.service_mean_s * counter.service_cv,
            served_total=self.served,
        )


class World:
    """Counters, people and a feed that is refreshed every `feed_s` (0: always fresh).

    Where `asks_halfway`, people may be sent elsewhere once in the middle of each walk; `walk_s` then knows the places
    named by `halfway_to`.
    """

    def __init__(
        self,
        counters: list[Counter],
        walk_s: Callable[[FeatureId, FeatureId], float],
        guide: Guide,
        *,
        feed_s: float = 0.0,
        walk_cv: float = 0.1,
        asks_halfway: bool = False,
    ) -> None:
        self.lines = {counter.id: Line(counter) for counter in counters}
        self.stages: dict[str, list[Counter]] = {}
        for counter in counters:
            self.stages.setdefault(counter.stage, []).append(counter)
        self.walk_s, self.guide = walk_s, guide
        self.feed_s, self.walk_cv, self.asks_halfway = feed_s, walk_cv, asks_halfway
        self.t_s = 0.0
        self.stays: list[Stay] = []
        self._feed: dict[FeatureId, QueueState] = {}
        self._fed_s = -np.inf
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()

    def feed(self, place_id: FeatureId) -> QueueState:
        """What the feed says of a counter now."""
        return self._feed[place_id] if self.feed_s > 0 else self.lines[place_id].state(self.t_s)

    def at(self, t_s: float, happens: Callable[[], None]) -> None:
        heapq.heappush(self._events, (t_s, next(self._numbers), happens))

    def run(self, people: list[Person]) -> None:
        for person in people:
            self.at(person.comes_s, lambda person=person: self._next(person))
        if self.feed_s > 0:
            self._refresh()
        while self._events:
            self.t_s, _, happens = heapq.heappop(self._events)
            while self.feed_s > 0 and self._fed_s + self.feed_s <= self.t_s:
                self._refresh()
            happens()

    def _refresh(self) -> None:
        """Read all counters at the due time: nothing has happened between it and now."""
        self._fed_s = 0.0 if np.isinf(self._fed_s) else self._fed_s + self.feed_s
        self._feed = {place_id: line.state(self._fed_s) for place_id, line in self.lines.items()}

    def _next(self, person: Person) -> None:
        if person.done == len(person.steps):
            walk_s = self.walk_s(person.here, ENTRANCE) * person.pace
            person.left_s = self.t_s + walk_s
            return
        step = person.steps[person.done]
        if step.needs_results and person.results_s > self.t_s:
            self.at(person.results_s, lambda: self._next(person))
            return
        place_id = self.guide.send(self, person, self.stages[step.stage])
        stay = Stay(person=person, place_id=place_id, decided_s=self.t_s)
        self.stays.append(stay)
        walk_s = self._walk_s(stay)
        if self.asks_halfway:
            self.at(self.t_s + walk_s / 2, lambda: self._halfway(stay, walk_s / 2))
        else:
            self.at(self.t_s + walk_s, lambda: self._join(stay))

    def _walk_s(self, stay: Stay) -> float:
        person = stay.person
        delay = np.exp(self.walk_cv * person.steps[person.done].stroll - self.walk_cv**2 / 2)
        return self.walk_s(person.here, stay.place_id) * person.pace * float(delay)

    def _halfway(self, stay: Stay, left_s: float) -> None:
        stay.person.here = halfway_to(stay.place_id)
        place_id = self.guide.halfway(self, stay)
        if place_id != stay.place_id:
            stay.place_id, stay.changes = place_id, stay.changes + 1
            left_s = self._walk_s(stay)
        self.at(self.t_s + left_s, lambda: self._join(stay))

    def _join(self, stay: Stay) -> None:
        stay.arrived_s, stay.person.here = self.t_s, stay.place_id
        line = self.lines[stay.place_id]
        self.guide.joined(self, stay)
        line.waiting.append(stay)
        self._serve(line)

    def _serve(self, line: Line) -> None:
        while line.waiting and len(line.in_service) < line.counter.servers:
            stay = line.waiting.popleft()
            stay.started_s = self.t_s
            line.in_service.append(stay)
            service_s = stay.person.steps[stay.person.done].service_s
            self.at(self.t_s + service_s, lambda stay=stay: self._finish(line, stay))

    def _finish(self, line: Line, stay: Stay) -> None:
        line.in_service.remove(stay)
        line.served += 1
        stay.finished_s = self.t_s
        person = stay.person
        person.results_s = max(person.results_s, self.t_s + person.steps[person.done].ready_after_s)
        person.done += 1
        self._serve(line)
        self._next(person)


def lognormal(rng: np.random.Generator, mean: float, cv: float, size: int | None = None) -> np.ndarray:
    sigma = np.sqrt(np.log1p(cv**2))
    return rng.lognormal(np.log(mean) - sigma**2 / 2, sigma, size)
