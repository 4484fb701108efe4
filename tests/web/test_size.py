"""The first route asks for little: what a cheap phone has to load before it, held to its goal."""

import gzip
import re

import pytest

from tests.web.conftest import BUILT

GOAL_BYTES = 30 * 1024


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_code_for_the_first_route_is_at_most_30_kib_compressed(language):
    if not BUILT.exists():
        pytest.skip("the front end is not built: run `make web`")
    entry = BUILT.parent / re.search(r'src="\./(assets/[^"]+\.js)"', BUILT.read_text(encoding="utf-8"))[1]
    (words,) = (BUILT.parent / "assets").glob(f"{language}-*.js")
    assert sum(len(gzip.compress(each.read_bytes(), 9)) for each in (entry, words)) <= GOAL_BYTES
