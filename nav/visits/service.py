"""When service begins: opening, queue, appointment and report put together. Kernels; arrays only."""

import numba
import numpy as np

from nav.visits.arrays import Floats, Record


@numba.njit(cache=True, nogil=True)
def queue_s(column: Record, wait_s: Floats, join_s: float) -> float:
    """Return how long somebody waits who joins the queue of a column at a time [s]."""
    first, last = column.first_knot, column.last_knot - 1
    bins = (join_s - column.knots_from_s) / column.bin_s
    if bins <= 0.0:
        return float(wait_s[first])
    if bins >= last - first:
        return float(wait_s[last])
    knot = first + int(bins)
    share = bins - int(bins)
    return float(wait_s[knot] * (1.0 - share) + wait_s[knot + 1] * share)


@numba.njit(cache=True, nogil=True)
def serve_s(column: Record, spans_s: Floats, wait_s: Floats, arrive_s: float, ready_s: float) -> tuple[float, float]:
    """Return when somebody joins the queue of a column and when service begins [s]; infinite if that is too late.

    They wait for the doors to open, then in the queue, then for the appointment and the report. Whose turn would come
    after closing time comes back for the next span. A later arrival or report never begins earlier.
    """
    for span in range(column.first_span, column.last_span):
        join_s = max(arrive_s, spans_s[span, 0])
        if join_s > spans_s[span, 1]:
            continue
        start_s = max(join_s + queue_s(column, wait_s, join_s), column.earliest_s, ready_s)
        if start_s <= spans_s[span, 1]:
            return join_s, start_s if start_s <= column.latest_s else np.inf
    return np.inf, np.inf
