"""The FIXES.jsonl file: one line for each fix, or for each reason why there is none."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from maps.errors import UnreadableFileError
from maps.ids import LevelId
from maps.position import Fix, NoFix, NoFixReason, Position
from maps.venue import Venue

Answer = Fix | NoFix


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The answers for one trace, on the trace's own clock.

    Parameters
    ----------
    smoothed : bool
        Each answer knows the whole walk, so that it may be read between two answers.
    """

    trace_id: str
    answers: Sequence[Answer]
    smoothed: bool

    def shifted(self, by_s: float) -> "Located":
        """Return the same answers, later by some seconds [s]."""
        answers = tuple(replace(answer, t_s=answer.t_s + by_s) for answer in self.answers)
        return replace(self, answers=answers)


def _line(located: Located, answer: Answer) -> str:
    row: dict[str, Any] = {"trace": located.trace_id, "t_s": round(answer.t_s, 3)}
    if located.smoothed:
        row["smoothed"] = True
    if isinstance(answer, NoFix):
        row["no_fix"] = answer.reason.value
    else:
        row |= {
            "level": answer.position.level_id,
            "x_m": round(answer.position.x_m, 3),
            "y_m": round(answer.position.y_m, 3),
            "cov_m2": [[round(value, 4) for value in line] for line in answer.cov_m2],
            "r68_m": round(answer.r68_m, 3),
            "r95_m": round(answer.r95_m, 3),
            "p_level": round(answer.p_level, 4),
        }
    return json.dumps(row, allow_nan=False)


def read_fixes(path: Path, venue: Venue) -> dict[str, Located]:
    """Return the answers of each trace by its id, in time order.

    Raises
    ------
    UnreadableFileError
        Naming the line that is not an answer, or names a level the venue does not have.
    """
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    smoothed: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                trace_id, answer, is_smoothed = _parse(line, f"{path}, line {number}", venue)
                answers[trace_id].append(answer)
                if is_smoothed:
                    smoothed.add(trace_id)
    return {
        trace_id: Located(
            trace_id=trace_id,
            answers=tuple(sorted(rows, key=lambda answer: answer.t_s)),
            smoothed=trace_id in smoothed,
        )
        for trace_id, rows in answers.items()
    }


def _parse(line: str, where: str, venue: Venue) -> tuple[str, Answer, bool]:
    try:
        row = json.loads(line)
        trace_id, is_smoothed = str(row["trace"]), bool(row.get("smoothed", False))
        answer = _answer(row)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFileError(
            f"{where} is not a fix: {type(error).__name__} {error}.",
            remedy="Write the file with: beeline locate VENUE TRACE --out FIXES.jsonl",
        ) from error
    if isinstance(answer, Fix):
        venue.get_level(answer.position.level_id)
    return trace_id, answer, is_smoothed


def _answer(row: dict[str, Any]) -> Answer:
    t_s = _finite(row["t_s"])
    if "no_fix" in row:
        return NoFix(t_s=t_s, reason=NoFixReason(row["no_fix"]))
    (xx, xy), (yx, yy) = row["cov_m2"]
    return Fix(
        t_s=t_s,
        position=Position(x_m=_finite(row["x_m"]), y_m=_finite(row["y_m"]), level_id=LevelId(str(row["level"]))),
        cov_m2=((_finite(xx), _finite(xy)), (_finite(yx), _finite(yy))),
        r68_m=_finite(row["r68_m"]),
        r95_m=_finite(row["r95_m"]),
        p_level=_finite(row.get("p_level", 1.0)),
    )


def _finite(value: object) -> float:
    number = float(value)  # type: ignore[arg-type]  # the caller turns TypeError into a message
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a finite number")
    return number


def write_fixes(path: Path, traces: Iterable[Located]) -> None:
    """Write the answers of each trace, or leave no file at all."""
    with whole_file(path) as lines:
        for located in traces:
            lines.writelines(_line(located, answer) + "\n" for answer in located.answers)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a file that appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8") as lines:
            yield lines
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
