"""Many days under several policies: the same people on the same days, so that differences are not luck."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.hospital.measures import MINUTE_S, SMALLEST_GROUP, Figure, day_figures, figure, groups
from simulator.hospital.record import DayRecord
from simulator.hospital.run import run_day
from simulator.hospital.scenario import Scenario

UNGUIDED, BOUND = "unguided", "pooled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What days were like under one policy.

    Parameters
    ----------
    figures : dict
        See `simulator.hospital.measures.day_figures`.
    against_unguided : Figure
        Stay less the stay unguided, of the same people on the same days [min].
    avoided_share : Figure or None
        Share of the stay above the bound (one line for all places of a stage, the same walks) that was avoided; None
        where guidance has nothing to win.
    groups : dict
        Stay [min] and stay less that unguided [min], by group; groups of fewer than ten are left out.
    """

    policy: str
    days: int
    figures: dict[str, Figure]
    against_unguided: Figure
    avoided_share: Figure | None
    groups: dict[str, tuple[Figure, Figure]]


def study(scenario: Scenario, policies: Sequence[str], *, days: int, seed: int) -> Iterator[Result]:
    """Yield the result of each policy, over the same days.

    Raises
    ------
    BadInputError
        If the scenario is impossible in its venue.
    NotFoundError
        If there is no such policy.
    """
    base, bound = (_live(scenario, name, days, seed) for name in (UNGUIDED, BOUND))
    for policy in policies:
        records = {UNGUIDED: base, BOUND: bound}.get(policy) or _live(scenario, policy, days, seed)
        yield _result(policy, records, base, bound)


def _live(scenario: Scenario, policy: str, days: int, seed: int) -> list[DayRecord]:
    return [run_day(scenario, policy, seed=seed, day=day) for day in range(days)]


def _result(policy: str, records: list[DayRecord], base: list[DayRecord], bound: list[DayRecord]) -> Result:
    told = [day_figures(record) for record in records]
    stay, unguided, least = (np.array([_stay_min(each) for each in days]) for days in (records, base, bound))
    room = unguided - least
    return Result(
        policy=policy,
        days=len(records),
        figures={name: figure([each[name] for each in told]) for name in told[0]},
        against_unguided=figure((stay - unguided).tolist()),
        avoided_share=figure(((unguided - stay) / room).tolist()) if (room > 0).all() else None,
        groups=dict(_by_group(records, base)),
    )


def _stay_min(record: DayRecord) -> float:
    return float(record.stay_s.mean()) / MINUTE_S


def _by_group(records: list[DayRecord], base: list[DayRecord]) -> Iterator[tuple[str, tuple[Figure, Figure]]]:
    """Yield groups that are large enough on every day."""
    members = [dict(groups(record)) for record in records]
    for name in members[0]:
        chosen = [each[name] for each in members]
        if min(int(each.sum()) for each in chosen) < SMALLEST_GROUP:
            continue
        stay, before = (
            np.array([day.stay_s[who].mean() / MINUTE_S for day, who in zip(lived, chosen, strict=True)])
            for lived in (records, base)
        )
        yield name, (figure(stay.tolist()), figure((stay - before).tolist()))
