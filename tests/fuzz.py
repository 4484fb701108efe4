"""What the fuzz targets share: how hard they try, and what a reader of files may do with anything at all.

A target is a test named `test_fuzz_*`. The ordinary suite gives it a few examples; `make fuzz` many, for a while.
"""

import os
import resource
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, settings

from maps.assemble import assemble
from maps.audit.finding import Severity
from maps.draft import VenueDraft
from maps.errors import BeelineError
from maps.ids import VenueId
from maps.publish import examine
from maps.readers import read_venue

EXAMPLES = int(os.environ.get("BEELINE_FUZZ_EXAMPLES", "20"))
"""How many examples one target tries."""
TARGET_S = float(os.environ.get("BEELINE_FUZZ_S", "60"))
"""After this long a target passes over the examples that are left [s]."""
CPU_LIMIT_S = 20
"""What reading one small file may take of one core [s]; far more than any does, far less than for ever."""
MEMORY_LIMIT_BYTES = 1 << 30
"""What reading one small file may take of memory, beside what the tests hold already [bytes]."""

fuzz = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
"""Decorates a target, above `given`."""

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_begun_s: dict[str, float] = {}


def read_or_refuse(paths: Sequence[Path], file_format: str) -> VenueDraft | None:
    """Read files that hold anything: return the draft, or None where they were refused by a `BeelineError`.

    What was read is also inferred, audited and, where no finding forbids it, made a venue: nothing that a reader lets
    through may break what comes after it. Any other exception, too much time and too much memory fail the test.
    """
    if _has_had_its_time():
        return None
    with bounded():
        try:
            draft = read_venue(paths, VenueId("fuzzed"), format=file_format)
        except BeelineError:
            return None
        inferred, findings = examine(draft)
        if not any(finding.severity is Severity.BLOCK for finding in findings):
            assemble(inferred, revision=1)
        return draft


@contextmanager
def bounded() -> Iterator[None]:
    """Fail the test when what is inside takes more than `CPU_LIMIT_S` or `MEMORY_LIMIT_BYTES`."""
    before = signal.signal(signal.SIGPROF, _took_too_long)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    held_bytes = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (held_bytes + MEMORY_LIMIT_BYTES, hard))
    signal.setitimer(signal.ITIMER_PROF, CPU_LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _took_too_long(*_: object) -> None:
    raise AssertionError(f"reading took more than {CPU_LIMIT_S} s of processor time")


def _has_had_its_time() -> bool:
    test = os.environ.get("PYTEST_CURRENT_TEST", "")
    return time.monotonic() - _begun_s.setdefault(test, time.monotonic()) > TARGET_S
