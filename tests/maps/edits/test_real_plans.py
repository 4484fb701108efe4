"""Real plans read again."""

import random
from dataclasses import replace

import pytest

from maps.codec import decode_draft, encode_draft
from maps.edits.reimport import keep_ids
from maps.ids import VenueId
from maps.readers import read_venue
from tests.maps.edits.test_reimport import with_new_ids
from tests.maps.edits.wishes import same


@pytest.mark.shared_data
def test_a_university_building_whose_ids_are_all_new_gets_every_one_back(data_folder) -> None:
    plan = read_venue([data_folder / "maps" / "osm-university-building" / "APBorig.osm"], VenueId("building"))
    kept = decode_draft(encode_draft(plan))
    assert same(keep_ids(kept, plan), kept)
    nameless = replace(kept, features=tuple(replace(each, source="") for each in kept.features))
    again = keep_ids(nameless, with_new_ids(nameless, random.Random(4)))
    assert same(again, nameless)
