"""Sample paths of a queue from its last snapshot on, first come first served. Integers and arrays only.

Every path is one way the next hour may go: how long the services take, when those on the way arrive, who comes
unannounced. The servers follow Kiefer and Wolfowitz (doi:10.1090/S0002-9947-1955-0069446-2): the times at which they
are free, in order, and the next in line takes the first.

The luck of a person on a path depends on the two alone, not on who else comes. So one person more, or one server
less, can only delay the others, on every path and therefore in every figure. Paths come in mirrored pairs (where one
draws a long service the other draws a short one), which takes most of the noise out of their mean.
"""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from nav.waits.service_times import EXPONENTIAL, NORMAL, TABLE, Floats, ServiceLaw

Keys = npt.NDArray[np.uint64]

_SHIFT = np.uint64(54)
_LAST = TABLE - 1
_TABLE = float(TABLE)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xBF58476D1CE4E5B9)
_THIRD = np.uint64(0x94D049BB133111EB)

SERVER, LEFT, WAITING, WALK_IN, GAP, RATE, ANNOUNCED, LEAD, LATE, SERVED = range(10)
"""What luck is about; a kind and the number or key of a person name one draw."""


class Snapshot(NamedTuple):
    """The queue at time 0, the moment of its snapshot.

    Parameters
    ----------
    waiting, servers : int
        People who wait, servers at work.
    elapsed_s : (busy,) float64
        How long each person in service has been served [s]; negative where that is not known.
    opens_s : float
        Nobody is served before [s].
    """

    waiting: int
    servers: int
    elapsed_s: Floats
    opens_s: float


class Announced(NamedTuple):
    """People known to come, with their expected times, standard deviations [s] and keys, each (k,)."""

    t_s: Floats
    sd_s: Floats
    keys: Keys


class Stream(NamedTuple):
    """People who come without being announced.

    Parameters
    ----------
    per_s : float
        All of them at the height of their stream, per second.
    share : float
        Of these, who are never announced; the others are announced some time before they come, so that most of
        those who come soon after `now_s` are announced already.
    now_s : float
        Now [s].
    lead_s : (TABLE,) float64
        Quantiles of the time between announcement and arrival [s].
    scale : (TABLE,) float64
        Quantiles of the true rate in units of `per_s`.
    """

    per_s: float
    share: float
    now_s: float
    lead_s: Floats
    scale: Floats


@numba.njit(cache=True, nogil=True)
def luck(path: int, kind: int, number: int) -> np.int64:
    """Return a place in a table, 0 … TABLE − 1, for one draw of one path.

    The mixing is that of SplitMix64 (doi:10.1145/2714064.2660195). Paths 2i and 2i + 1 are mirrored.
    """
    mixed = np.uint64(number) * _STEP + np.uint64(path // 2 * 16 + kind + 1) * _THIRD
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _SECOND
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _THIRD
    drawn = np.int64((mixed ^ (mixed >> np.uint64(31))) >> _SHIFT)
    return drawn if path % 2 == 0 else np.int64(_LAST) - drawn


@numba.njit(cache=True, nogil=True)
def serve(free_s: Floats, from_s: float, service_s: float) -> float:
    """Give the next in line, who is there from `from_s` on, to the first free server; return when service starts.

    `free_s` (servers,) are the times the servers are free, ascending; it is kept so.
    """
    start_s = max(float(free_s[0]), from_s)
    free_again_s = start_s + service_s
    last = 0
    while last + 1 < len(free_s) and free_s[last + 1] < free_again_s:
        free_s[last] = free_s[last + 1]
        last += 1
    free_s[last] = free_again_s
    return start_s


@numba.njit(cache=True, nogil=True)
def remaining(law: ServiceLaw, elapsed_s: float, path: int, server: int) -> float:
    """Return how long a service under way still takes [s], given how long it has taken.

    Unknown (negative): the distribution a passer-by finds. Longer than any in the table: as long again as a new one.
    """
    drawn = luck(path, SERVER, server)
    if elapsed_s < 0:
        return law.mean_s * float(law.begun[drawn]) * (luck(path, LEFT, server) + 0.5) / _TABLE
    shorter = np.searchsorted(law.quantiles, elapsed_s / law.mean_s)
    if shorter == TABLE:
        return law.mean_s * float(law.quantiles[drawn])
    longer = shorter + drawn * (TABLE - shorter) // TABLE
    return law.mean_s * float(law.quantiles[longer]) - elapsed_s


@numba.njit(cache=True, nogil=True)
def first_free(snapshot: Snapshot, law: ServiceLaw, path: int) -> Floats:
    """Return when each server is free for those who wait [s], ascending."""
    free_s = np.full(snapshot.servers, max(snapshot.opens_s, 0.0))
    for server in range(min(snapshot.servers, len(snapshot.elapsed_s))):
        free_s[server] = max(free_s[server], remaining(law, snapshot.elapsed_s[server], path, server))
    free_s.sort()
    return free_s


@numba.njit(cache=True, nogil=True)
def walk_ins(stream: Stream, path: int, until_s: float) -> list[float]:
    """Return when people come who are not announced by now [s], in order, up to `until_s`.

    A Poisson process of everybody, without those whose announcement falls before now.
    """
    come_s = [0.0 for _ in range(0)]
    rate_per_s = stream.per_s * stream.scale[luck(path, RATE, 0)]
    t_s, number = 0.0, 0
    while rate_per_s > 0:
        t_s += EXPONENTIAL[luck(path, GAP, number)] / rate_per_s
        if t_s > until_s:
            break
        never = luck(path, ANNOUNCED, number) < stream.share * TABLE
        if never or t_s - stream.lead_s[luck(path, LEAD, number)] > stream.now_s:
            come_s.append(t_s)
        number += 1
    return come_s


@numba.njit(cache=True, nogil=True)
def arrivals(law: ServiceLaw, announced: Announced, stream: Stream, path: int, until_s: float) -> tuple[Floats, Floats]:
    """Return when people join after the snapshot and how long each is served [s], in order of joining."""
    late_s = np.empty(len(announced.t_s))
    for person in range(len(late_s)):
        late_s[person] = announced.sd_s[person] * NORMAL[luck(path, LATE, announced.keys[person])]
    known_s = np.maximum(announced.t_s + late_s, 0.0)
    order = np.argsort(known_s, kind="mergesort")  # in a tie, one person more must not swap two others
    unknown_s = walk_ins(stream, path, until_s)
    come_s, service_s = np.empty((2, len(known_s) + len(unknown_s)))
    known = unknown = 0
    for place in range(len(come_s)):
        if unknown == len(unknown_s) or (known < len(known_s) and known_s[order[known]] <= unknown_s[unknown]):
            come_s[place] = known_s[order[known]]
            drawn = luck(path, SERVED, announced.keys[order[known]])
            known += 1
        else:
            come_s[place] = unknown_s[unknown]
            drawn = luck(path, WALK_IN, unknown)
            unknown += 1
        service_s[place] = law.mean_s * law.quantiles[drawn]
    return come_s, service_s


@numba.njit(cache=True, nogil=True)
def sample_paths(
    snapshot: Snapshot, law: ServiceLaw, announced: Announced, stream: Stream, asked_s: Floats, n_paths: int
) -> tuple[Floats, Floats]:
    """Return the wait of somebody who joins at each moment, and how many wait ahead of them, on every path.

    Parameters
    ----------
    asked_s : (m,) float64
        Moments after the snapshot [s], ascending. Whoever else joins at such a moment stands behind.

    Returns
    -------
    wait_s, ahead : (n_paths, m) float64
        Wait until service starts [s]; people who came before and whose service has not started.
    """
    wait_s, ahead = np.empty((n_paths, len(asked_s))), np.empty((n_paths, len(asked_s)))
    for path in range(n_paths):
        come_s, service_s = arrivals(law, announced, stream, path, asked_s[-1])
        starts_s = np.empty(snapshot.waiting + len(come_s))
        free_s = first_free(snapshot, law, path)
        for person in range(snapshot.waiting):
            starts_s[person] = serve(free_s, 0.0, law.mean_s * law.quantiles[luck(path, WAITING, person)])
        joined, started = snapshot.waiting, 0
        for moment in range(len(asked_s)):
            at_s = asked_s[moment]
            while joined < len(starts_s) and come_s[joined - snapshot.waiting] < at_s:
                person = joined - snapshot.waiting
                starts_s[joined] = serve(free_s, come_s[person], service_s[person])
                joined += 1
            while started < joined and starts_s[started] <= at_s:
                started += 1
            wait_s[path, moment] = max(free_s[0] - at_s, 0.0)
            ahead[path, moment] = joined - started
    return wait_s, ahead
