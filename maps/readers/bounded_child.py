"""The other side of `maps.readers.bounded`: a program that does one piece of work within limits and answers."""

import math
import os
import pickle
import resource
import sys
from typing import BinaryIO

from maps.readers.bounded import Limits


def main() -> None:
    """Do the work that standard input names, and write the answer to where standard output was."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints would spoil the answer
    with answers:
        answers.write(_answer(sys.stdin.buffer))


def _answer(request: BinaryIO) -> bytes:
    """Return whether the work failed, and its result or exception, pickled."""
    try:
        _keep_to(pickle.load(request))  # noqa: S301  from our own parent
        work, args, kwargs = pickle.load(request)  # noqa: S301
        return pickle.dumps((False, work(*args, **kwargs)))
    except Exception as error:
        return pickle.dumps((True, error))


def _keep_to(limits: Limits) -> None:
    cpu_s = math.ceil(limits.cpu_s)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
