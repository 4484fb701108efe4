"""A visit as the kernels see it: n stops, m columns (a column is a stop at one of its counters), numbers only."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Records = npt.NDArray[np.void]
Record = Any
"""One of them; its fields are not known to the type checker."""

STOP = np.dtype(
    [
        ("first_column", np.int64),
        ("last_column", np.int64),
        ("before", np.int64),
        ("clock", np.int64),
        ("tie", np.int64),
        ("tied", np.int64),
    ]
)
"""A stop: its columns, first to last but one; the stops to be done before it (bit mask); its clock if it waits for
reports, else -1; its tie if it shares its counter with other stops, else -1, and the stops of the tie (bit mask)."""

COLUMN = np.dtype(
    [
        ("stop", np.int64),
        ("place", np.int64),
        ("service_s", np.float64),
        ("earliest_s", np.float64),
        ("latest_s", np.float64),
        ("first_span", np.int64),
        ("last_span", np.int64),
        ("first_knot", np.int64),
        ("last_knot", np.int64),
        ("knots_from_s", np.float64),
        ("bin_s", np.float64),
    ]
)
"""A column: its stop; a number for its counter, the same in every stop; length of service and the window in which it
begins; its opening spans and the knots of its wait curve, first to last but one."""


class Programme(NamedTuple):
    """A visit in arrays.

    Parameters
    ----------
    stops : (n,) STOP
    columns : (m,) COLUMN
    spans_s : (k, 2) float64
        When counters open and close.
    wait_s : (q,) float64
        Waits at the knots of all wait curves.
    walk_s : (m + 1, m + 1) float64
        Walking, ``walk_s[from, to]``: "from" m is the start, "to" m is the end; infinite without a way.
    delay_s : (n, clocks) float64
        How long after a stop ended the stop of a clock may begin; minus infinity without a rule.
    start_s : float
        When the patient sets out.
    n_ties : int
        Groups of stops that share a counter.
    """

    stops: Records
    columns: Records
    spans_s: Floats
    wait_s: Floats
    walk_s: Floats
    delay_s: Floats
    start_s: float
    n_ties: int
