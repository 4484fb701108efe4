"""Work on files from outside in a process of its own, with an end to its time and its memory.

Libraries written in C and C++ may hang, swell or crash on a broken file. What happens to the child then is one error
here; nothing else of the program suffers.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar, cast

from maps.errors import TooLargeError, UnreadableFileError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_CLOCK_SHARE = 3.0
"""How long a child may take by the clock, in shares of its computing time: other work may use the machine too."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Thread pools that nobody asked for cost address space and start-up."""
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What a child is told of its surroundings: no settings, which may hold passwords."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use.

    Parameters
    ----------
    cpu_s : float
        Computing time [s], start-up included.
    memory_bytes : int
        Address space [bytes]; libraries reserve several times what they use.
    """

    cpu_s: float
    memory_bytes: int


def run_bounded(
    work: Callable[Arguments, Result], limits: Limits, name: str, *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """Return what a function returns, run in a process of its own.

    Parameters
    ----------
    work : callable
        A function at the top of a module, the only module that the child imports. Arguments, result and exceptions
        must be picklable.
    limits : Limits
        What it may use.
    name : str
        What it works on, for messages: a file.

    Raises
    ------
    TooLargeError
        If it takes more time or memory than it may.
    UnreadableFileError
        If it ends without an answer: a library crashed.
    Exception
        Whatever the function raises.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "maps.readers.bounded_child"],
            input=pickle.dumps(limits) + pickle.dumps((work, args, kwargs)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=limits.cpu_s * _CLOCK_SHARE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(name, limits) from error
    if done.returncode == 0 and done.stdout:
        return cast("Result", _result(done.stdout, name, limits))
    if done.returncode == -signal.SIGXCPU:
        raise _too_slow(name, limits)
    raise UnreadableFileError(
        f"{name} breaks the library that reads it (exit {done.returncode}).",
        remedy="Export it again, or with fewer details.",
    )


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": os.pathsep.join(sys.path)}


def _result(answer: bytes, name: str, limits: Limits) -> Any:
    has_failed, result = pickle.loads(answer)  # noqa: S301  from our own child
    if has_failed and isinstance(result, MemoryError):
        raise TooLargeError(
            f"Reading {name} takes more than {limits.memory_bytes >> 20} MiB of memory.",
            remedy="Split it, or export fewer details.",
        )
    if has_failed:
        raise result
    return result


def _too_slow(name: str, limits: Limits) -> TooLargeError:
    return TooLargeError(
        f"Reading {name} takes more than {limits.cpu_s:g} s.", remedy="Split it, or export fewer details."
    )
