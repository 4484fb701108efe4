"""IMDF out and in again, and IMDF as others write it."""

from pathlib import Path

import pytest

from maps.assemble import assemble
from maps.disassemble import disassemble
from maps.readers import read_venue
from maps.writers import imdf
from tests.scenes import small_hospital


@pytest.mark.parametrize("name", ["out.zip", "out.imdf", "folder"])
def test_a_venue_written_as_imdf_is_read_back_the_same(tmp_path: Path, name: str) -> None:
    venue = assemble(disassemble(small_hospital()), revision=1)
    imdf.write(venue, tmp_path / name)
    assert assemble(read_venue([tmp_path / name], venue.id), revision=1) == venue
