"""The same day once more, readable: simpy processes, the unguided and nearest policies, no lifts."""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from simulator.hospital.people import People
from simulator.hospital.record import Floats
from simulator.hospital.site import Site


class PlainDay:
    """What `engine.run` computes, written as one process a person."""

    def __init__(self, site: Site, people: People, *, nearest: bool) -> None:
        self.site, self.people, self.nearest = site, people, nearest
        self.env = simpy.Environment()
        self.counters = [simpy.PriorityResource(self.env, capacity=int(count)) for count in site.servers[:-1]]
        self.waits_s: dict[tuple[int, int], float] = {}
        self.left_s: Floats = np.full(len(people.arrival_s), np.nan)
        for person in range(len(people.arrival_s)):
            self.env.process(self._visit(person))
        self.env.run()

    def _visit(self, person: int) -> Generator[Any, Any, None]:
        people, here, ready_s = self.people, len(self.site.stage) - 1, 0.0
        yield self.env.timeout(people.arrival_s[person])
        for step in range(people.stage.shape[1]):
            if people.stage[person, step] < 0:
                continue
            if people.needs_reports[person, step] and ready_s > self.env.now:
                yield self.env.timeout(ready_s - self.env.now)
            there = self._choose(person, step, here)
            yield self.env.timeout(self._walk_s(person, here, there) * people.stroll[person, step])
            here, joined_s = there, self.env.now
            with self.counters[there].request(priority=int(not people.priority[person])) as turn:
                yield turn
                self.waits_s[person, step] = self.env.now - joined_s
                yield self.env.timeout(people.service_s[person, step])
            if people.report_s[person, step] > 0:
                ready_s = max(ready_s, self.env.now + people.report_s[person, step])
        yield self.env.timeout(self._walk_s(person, here, len(self.site.stage) - 1))
        self.left_s[person] = self.env.now

    def _choose(self, person: int, step: int, here: int) -> int:
        stage = self.people.stage[person, step]
        places = range(self.site.first[stage], self.site.first[stage + 1])
        if self.nearest:
            return min(places, key=lambda there: self._walk_s(person, here, there))
        doors = [place for place in places for _ in range(self.site.servers[place])]
        return doors[int(self.people.lot[person, step] * len(doors))]

    def _walk_s(self, person: int, here: int, there: int) -> float:
        return float(self.site.walk_m[0, here, there] / self.people.speed_m_s[person])
