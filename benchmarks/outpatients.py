"""An outpatient day in eight stages, seven of them with interchangeable places: who needs what, where, how long."""

from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from tests.nav.queue_world import ENTRANCE, Counter, Person, Step, lognormal

SPECIALTIES = 10
DOCTORS = 78


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Places that do the same job: how many, with how many servers each, and how long a service takes."""

    name: str
    places: int
    servers: int
    service_s: float
    cv: float
    report_s: float = 0.0


STAGES = (
    Stage(name="registration", places=4, servers=3, service_s=90.0, cv=0.6),
    Stage(name="triage", places=4, servers=3, service_s=60.0, cv=0.5),
    Stage(name="payment", places=5, servers=2, service_s=75.0, cv=0.6),
    Stage(name="blood", places=3, servers=5, service_s=180.0, cv=0.5, report_s=2100.0),
    Stage(name="imaging", places=4, servers=6, service_s=360.0, cv=0.6, report_s=1500.0),
    Stage(name="ultrasound", places=5, servers=5, service_s=480.0, cv=0.5, report_s=120.0),
    Stage(name="pharmacy", places=4, servers=4, service_s=120.0, cv=0.6),
)
CONSULTATION_S, CONSULTATION_CV, SECOND_S = 360.0, 0.6, 200.0
STAGE = {stage.name: stage for stage in STAGES}


class Hospital:
    """Counters on six floors; walks along corridors, and a lift between floors."""

    def __init__(self, seed: int, *, pooled: bool = False) -> None:
        rng = np.random.default_rng(seed)
        self.share = rng.dirichlet(np.full(SPECIALTIES, 8.0))
        counters = [
            self._counter(stage, number, stage.servers) for stage in STAGES for number in range(stage.places)
        ] + [
            Counter(
                id=FeatureId(f"clinic {number}"),
                stage=f"clinic {number}",
                servers=max(3, round(DOCTORS * share)),
                service_mean_s=CONSULTATION_S,
                service_cv=CONSULTATION_CV,
            )
            for number, share in enumerate(self.share)
        ]
        self._spots = {each.id: self._spot(rng, number) for number, each in enumerate(counters)}
        self._spots[ENTRANCE] = (75.0, 0.0, 0.0)
        self._members = {each.id: [each.id] for each in counters} | {ENTRANCE: [ENTRANCE]}
        if pooled:
            for stage in STAGES:
                name = FeatureId(stage.name)
                self._members[name] = [each.id for each in counters if each.stage == stage.name]
            counters = [self._counter(stage, None, stage.servers * stage.places) for stage in STAGES] + [
                each for each in counters if each.stage.startswith("clinic")
            ]
        self.counters = counters

    def walk_s(self, here: FeatureId, there: FeatureId) -> float:
        """Shortest walk at 1 m/s; between pooled stages that of the two nearest of their places."""
        return min(self._between_s(one, two) for one in self._members[here] for two in self._members[there])

    def _between_s(self, one: FeatureId, two: FeatureId) -> float:
        (x1_m, y1_m, floor1), (x2_m, y2_m, floor2) = self._spots[one], self._spots[two]
        lift_s = 40.0 + 8.0 * abs(floor1 - floor2) if floor1 != floor2 else 0.0
        return abs(x1_m - x2_m) + abs(y1_m - y2_m) + lift_s

    @staticmethod
    def _spot(rng: np.random.Generator, number: int) -> tuple[float, float, float]:
        return float(rng.uniform(10, 140)), float(rng.uniform(5, 75)), float(number % 4)

    @staticmethod
    def _counter(stage: Stage, number: int | None, servers: int) -> Counter:
        name = stage.name if number is None else f"{stage.name} {number}"
        return Counter(
            id=FeatureId(name),
            stage=stage.name,
            servers=servers,
            service_mean_s=stage.service_s,
            service_cv=stage.cv,
        )


def patients(hospital: Hospital, seed: int, *, count: int, guided_share: float) -> list[Person]:
    """People who come in two waves, at about 10 and 14:30, each with the steps of their own visit."""
    rng = np.random.default_rng(seed)
    morning = rng.random(count) < 0.62
    hours = np.clip(np.where(morning, rng.normal(2.0, 0.85, count), rng.normal(6.6, 0.8, count)), 0.0, 8.6)
    guided = rng.random(count) < guided_share
    return [
        Person(
            id=str(number),
            comes_s=float(3600 * hours[number] + rng.uniform(0, 180)),
            steps=_steps(rng, hospital),
            guided=bool(guided[number]),
            pace=1 / float(np.clip(rng.normal(1.05, 0.27), 0.35, 1.7)),
        )
        for number in range(count)
    ]


def _steps(rng: np.random.Generator, hospital: Hospital) -> tuple[Step, ...]:
    clinic = f"clinic {rng.choice(SPECIALTIES, p=hospital.share)}"
    chances = {"blood": 0.45, "imaging": 0.35, "ultrasound": 0.30}
    tests = [name for name in rng.permutation(list(chances)) if rng.random() < chances[name]]
    steps = [_step(rng, "registration")] if rng.random() < 0.7 else []
    steps += [_step(rng, "triage"), _consultation(rng, clinic, CONSULTATION_S)]
    steps += [_step(rng, "payment")] if rng.random() < 0.5 else []
    steps += [_step(rng, name) for name in tests]
    if tests and rng.random() < 0.7:
        steps.append(_consultation(rng, clinic, SECOND_S, needs_results=True))
    steps += [_step(rng, "payment")] if rng.random() < 0.35 else []
    steps += [_step(rng, "pharmacy")] if rng.random() < 0.7 else []
    return tuple(steps)


def _step(rng: np.random.Generator, name: str) -> Step:
    stage = STAGE[name]
    return Step(
        stage=name,
        service_s=float(lognormal(rng, stage.service_s, stage.cv)),
        lot=rng.random(),
        stroll=rng.normal(),
        ready_after_s=float(lognormal(rng, stage.report_s, 0.3)) if stage.report_s else 0.0,
    )


def _consultation(rng: np.random.Generator, clinic: str, mean_s: float, *, needs_results: bool = False) -> Step:
    return Step(
        stage=clinic,
        service_s=float(lognormal(rng, mean_s, CONSULTATION_CV)),
        lot=rng.random(),
        stroll=rng.normal(),
        needs_results=needs_results,
    )
