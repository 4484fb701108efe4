"""The process of one import, seen from outside: started, looked at, ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from api.jobs.child import DRAFT, FAULT, FINDINGS, REQUEST, STEPS, Request
from api.jobs.job import Fault
from maps.audit.finding import Finding
from maps.codec import decode_draft
from maps.draft import VenueDraft

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_CRASHED = Fault(
    code="unreadable-file",
    detail="A library broke on these files.",
    remedy="Export them again, or with fewer details.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one import may take: time by the clock and of one core [s], address space [bytes]."""

    time_s: float
    memory_bytes: int


class ImportProcess:
    """An import under way in a folder that holds its files.

    Used in a ``with`` statement: whatever happens, nothing of it goes on afterwards.
    """

    def __init__(self, folder: Path, venue_id: str, format: str, limits: Limits) -> None:  # noqa: A002
        self._folder, self._limits = folder, limits
        request = Request(
            venue_id=venue_id, format=format, cpu_s=int(limits.time_s) + 1, memory_bytes=limits.memory_bytes
        )
        (folder / REQUEST).write_bytes(msgspec.json.encode(request))
        self._process = subprocess.Popen(  # noqa: S603  our own program; what was sent is in files
            [sys.executable, "-P", "-m", "api.jobs.child", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def __enter__(self) -> "ImportProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def is_running(self) -> bool:
        """Return whether it has not ended by itself."""
        return self._process.poll() is None

    def steps(self) -> Sequence[str]:
        """Return the steps begun so far."""
        path = self._folder / STEPS
        return path.read_text().splitlines() if path.exists() else ()

    def end(self) -> None:
        """Kill it and all it has started, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def result(self) -> tuple[VenueDraft, tuple[Finding, ...]] | Fault:
        """Return what an import that has ended made, or why it made nothing."""
        if (self._folder / FAULT).exists():
            return msgspec.json.decode((self._folder / FAULT).read_bytes(), type=Fault)
        if self._process.returncode == -signal.SIGXCPU:
            return self.too_slow()
        if self._process.returncode != 0:
            return _CRASHED
        findings = msgspec.json.decode((self._folder / FINDINGS).read_bytes(), type=tuple[Finding, ...])
        return decode_draft((self._folder / DRAFT).read_bytes()), findings

    def too_slow(self) -> Fault:
        """Return the fault of an import that takes too long."""
        return Fault(
            code="too-large",
            detail=f"The import takes more than {self._limits.time_s:g} s.",
            remedy="Split the plan, or export fewer details.",
        )
