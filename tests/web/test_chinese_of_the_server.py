"""What the server names in English has a Chinese name on the pages of staff, every one."""

import re
from pathlib import Path

import pytest

from api.app import NOUNS
from maps.edits.lawful import VENUE_FACTS
from maps.feature_types import FEATURE_TYPES
from maps.values import KNOWN_NAMES

SOURCES = Path(__file__).parents[2] / "web" / "src"


@pytest.mark.parametrize(
    ("name", "needed"),
    [("KINDS_ZH", {"venue", *FEATURE_TYPES}), ("FIELDS_ZH", {"geometry", *KNOWN_NAMES, *VENUE_FACTS})],
)
def test_every_kind_and_field_that_a_difference_may_name_has_a_chinese_name(name, needed):
    assert set(re.findall(r"(\w+): \"", catalogue("releases/featurewords.ts", name))) == needed


def test_everything_that_is_recorded_as_done_has_a_chinese_name():
    recorded = {"Take up an invitation"} | {
        each.summary
        for noun in NOUNS
        for each in noun.endpoints
        if each.role and each.recorded and each.method != "GET"
    }
    assert set(re.findall(r"\"([^\"]+)\": \"", catalogue("people/actions.ts", "ACTIONS_ZH"))) == recorded


def catalogue(path, name):
    return re.search(rf"{name}[^=]*= {{(.*?)}};", (SOURCES / path).read_text(encoding="utf-8"), re.DOTALL)[1]
