"""Contenders timed in turn, block by block, so that whatever else the machine does meets all of them alike."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Ask = Callable[[Any], Any]
BLOCK = 100


def interleaved(
    asks: Mapping[str, Ask], questions: Sequence[Any], *, most_s: float = 4.0
) -> tuple[dict[str, list[float]], dict[str, dict[int, Any]]]:
    """Return the processor time of each contender's answers [s], and the answers by question.

    Each answers a block of questions in turn, the first of a block uncounted: it finds the caches full of the others'
    data. A contender that has used up its time answers no more.
    """
    times: dict[str, list[float]] = {name: [] for name in asks}
    answers: dict[str, dict[int, Any]] = {name: {} for name in asks}
    for first in range(0, len(questions), BLOCK):
        for name, ask in asks.items():
            ask(questions[first])
            for number in range(first, min(first + BLOCK, len(questions))):
                if sum(times[name]) < most_s:
                    start_s = time.thread_time()
                    answers[name][number] = ask(questions[number])
                    times[name].append(time.thread_time() - start_s)
    return times, answers


def median_us(times_s: Sequence[float]) -> float:
    return float(np.median(times_s) * 1e6)


def compared(times: Mapping[str, list[float]], ours: str) -> dict[str, dict[str, float]]:
    """Return for each contender its median [µs], how many answers that is of, and how many times ours it takes."""
    base = median_us(times[ours])
    return {
        name: {
            "median_us": round(median_us(each), 2),
            "answers": len(each),
            "times_ours": round(median_us(each) / base, 2),
        }
        for name, each in times.items()
        if each
    }
