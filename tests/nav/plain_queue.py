"""The readable twin of `nav.waits.wait_paths`: one path at a time, with a heap of servers and a list of people."""

import heapq

import numpy as np

from nav.waits.service_times import EXPONENTIAL, NORMAL, TABLE, ServiceLaw
from nav.waits.wait_paths import (
    ANNOUNCED,
    GAP,
    LATE,
    LEAD,
    LEFT,
    RATE,
    SERVED,
    SERVER,
    WAITING,
    WALK_IN,
    Announced,
    Snapshot,
    Stream,
)

MASK = (1 << 64) - 1


def luck(path: int, kind: int, number: int) -> int:
    mixed = (number * 0x9E3779B97F4A7C15 + (path // 2 * 16 + kind + 1) * 0x94D049BB133111EB) & MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
    drawn = (mixed ^ (mixed >> 31)) >> 54
    return drawn if path % 2 == 0 else TABLE - 1 - drawn


def left_s(law: ServiceLaw, elapsed_s: float, path: int, server: int) -> float:
    drawn = luck(path, SERVER, server)
    if elapsed_s < 0:
        return law.mean_s * law.begun[drawn] * (luck(path, LEFT, server) + 0.5) / TABLE
    longer = law.quantiles[law.quantiles >= elapsed_s / law.mean_s]
    if len(longer) == 0:
        return law.mean_s * law.quantiles[drawn]
    return law.mean_s * longer[drawn * len(longer) // TABLE] - elapsed_s


def people(announced: Announced, stream: Stream, path: int, until_s: float) -> list[tuple[float, int, int]]:
    """(time, kind of luck, number) of everybody who joins; in a tie the announced come first, as they are listed."""
    come = []
    for t_s, sd_s, key in zip(announced.t_s, announced.sd_s, announced.keys):
        come.append((max(t_s + sd_s * NORMAL[luck(path, LATE, int(key))], 0.0), SERVED, int(key)))
    rate_per_s = stream.per_s * stream.scale[luck(path, RATE, 0)]
    t_s, number, known = 0.0, 0, 0
    while rate_per_s > 0:
        t_s += EXPONENTIAL[luck(path, GAP, number)] / rate_per_s
        if t_s > until_s:
            break
        announced_s = t_s - stream.lead_s[luck(path, LEAD, number)]
        if luck(path, ANNOUNCED, number) < stream.share * TABLE or announced_s > stream.now_s:
            come.append((t_s, WALK_IN, known))
            known += 1
        number += 1
    return sorted(come, key=lambda each: each[0])


def plain_paths(
    snapshot: Snapshot, law: ServiceLaw, announced: Announced, stream: Stream, asked_s: np.ndarray, n_paths: int
) -> tuple[np.ndarray, np.ndarray]:
    wait_s, ahead = np.empty((n_paths, len(asked_s))), np.empty((n_paths, len(asked_s)))
    for path in range(n_paths):
        come = people(announced, stream, path, asked_s[-1])
        for moment, at_s in enumerate(asked_s):
            free_s = [max(snapshot.opens_s, 0.0)] * snapshot.servers
            for server, elapsed_s in enumerate(snapshot.elapsed_s[: snapshot.servers]):
                free_s[server] = max(free_s[server], left_s(law, elapsed_s, path, server))
            heapq.heapify(free_s)
            before = [(0.0, WAITING, person) for person in range(snapshot.waiting)]
            before += [each for each in come if each[0] < at_s]
            starts_s = []
            for t_s, kind, number in before:
                starts_s.append(max(free_s[0], t_s))
                heapq.heapreplace(free_s, starts_s[-1] + law.mean_s * law.quantiles[luck(path, kind, number)])
            wait_s[path, moment] = max(free_s[0] - at_s, 0.0)
            ahead[path, moment] = sum(start_s > at_s for start_s in starts_s)
    return wait_s, ahead
