"""The memory of a running day: records of people, stops and places that the compiled loop works on."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simulator.hospital.record import Floats, Ints

Records = npt.NDArray[Any]

MOST_SERVERS = 200
MOST_EXPECTED = 2048
"""More people on the way to one place are not reckoned with."""

PERSON = np.dtype(
    [
        *((name, np.float64) for name in ("arrival_s", "speed_m_s", "patience", "ready_s", "left_s", "search_s")),
        *((name, np.int64) for name in ("here", "target", "doing", "done", "line", "next", "wheels", "stops")),
        *((name, np.bool_) for name in ("guided", "priority", "by_car", "gave_up", "waits")),
    ],
    align=True,
)
"""`doing`: the step under way; `done`: bits of the steps behind; `waits` in `line` before `next`."""
STEP = np.dtype(
    [
        *((name, np.float64) for name in ("service_s", "report_s", "stroll", "lot")),
        *((name, np.int64) for name in ("stage", "block")),
        ("needs_reports", np.bool_),
    ],
    align=True,
)
STOP = np.dtype(
    [
        *((name, np.float64) for name in ("decided_s", "joined_s", "started_s", "ended_s", "walk_s", "lift_wait_s")),
        *((name, np.int64) for name in ("stage", "place", "from_place", "switches")),
    ],
    align=True,
)
PLACE = np.dtype(
    [
        *((name, np.float64) for name in ("seen_s", "others", "others_span_s")),
        *((name, np.int64) for name in ("stage", "servers", "open", "busy", "waiting", "expected", "came")),
        *((name, np.int64) for name in ("seen_open", "seen_busy", "seen_waiting")),
        *((name, np.int64) for name in ("head", "tail", "first_head", "first_tail")),
        ("live", np.bool_),
        ("silent", np.bool_),
    ],
    align=True,
)
"""`seen_*`: what the feed said last; `first_*`: the line of those who are called first."""
STAGE = np.dtype(
    [
        *((name, np.float64) for name in ("service_s", "cv", "report_s", "patience_s", "closes_s")),
        *((name, np.int64) for name in ("begin", "end")),
    ],
    align=True,
)
CONTROL = np.dtype([("t_s", np.float64), ("kind", np.int64), ("place", np.int64), ("value", np.int64)], align=True)
EVENT = np.dtype([("t_s", np.float64), ("number", np.int64), ("kind", np.int64), ("who", np.int64)], align=True)
CLOCK = np.dtype(
    [
        ("t_s", np.float64),
        ("slot_s", np.float64),
        *((name, np.int64) for name in ("events", "numbers", "arrived", "controlled", "walking", "parked", "riders")),
    ],
    align=True,
)
RULE = np.dtype(
    [
        *((name, np.float64) for name in ("area_m2", "slot_s", "ride_s", "park_walk_s", "search_s")),
        *((name, np.int64) for name in ("policy", "seats", "spaces")),
    ],
    align=True,
)

SERVERS_CHANGE, SILENCE, SPEECH, READING, TALLY = range(5)
"""What a control does; the last two to all places."""
DECIDES, AT_LIFT, ARRIVES, ENDS, LOSES_PATIENCE = range(5)
"""What an event is."""


class World(NamedTuple):
    """All of it; `since_s`, `serving`: when each server began and with whom; `seen_since_s`: as the feed knows it."""

    people: Records
    steps: Records
    stops: Records
    places: Records
    stages: Records
    controls: Records
    heap: Records
    clock: Records
    rule: Records
    since_s: Floats
    seen_since_s: Floats
    serving: Ints
    expected_s: Floats
    expected: Ints
    walk_m: Floats
    lift_s: Floats
    free_s: Floats
    coming_s: Floats
    leaving: Ints
