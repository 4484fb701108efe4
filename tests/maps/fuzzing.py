"""Bytes of a sound file, spoilt: a reader gives a draft or an error of ours, and nothing else."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.errors import BeelineError
from maps.ids import VenueId
from maps.readers import read_venue
from maps.topology import infer

EXAMPLES = int(os.environ.get("BEELINE_FUZZ_EXAMPLES", "40"))
"""Few in every run; set it to thousands to search for longer."""

_PIECES = [
    b"",
    b"\x00",
    b"\xff",
    b"NaN",
    b"-",
    b"1e999",
    b"[",
    b"]",
    b"<",
    b">",
    b"{",
    b"}",
    b"&a;",
    b"*a",
    b'"',
    b"999999999",
]


@st.composite
def spoilt(draw, data: bytes) -> bytes:
    """Return data with up to six stretches cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 2, 5, 40, 400])))
        piece = draw(st.one_of(st.sampled_from(_PIECES), st.binary(max_size=4), st.just(data[start:end] * 2)))
        data = data[:start] + piece + data[end:]
    return data


def fuzz_test(data: bytes, file_name: str, file_format: str) -> Callable[[Path], None]:
    """Return a test that reads spoilt copies of a file."""

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
    )
    @given(broken=spoilt(data))
    def test(tmp_path: Path, broken: bytes) -> None:
        path = tmp_path / file_name
        path.write_bytes(broken)
        with contextlib.suppress(BeelineError):
            infer(read_venue([path], VenueId("v"), format=file_format))

    return test
