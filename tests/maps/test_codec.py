"""Canonical bytes: the same content is the same bytes, and they say everything."""

import random
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from shapely.geometry import Polygon

from maps.assemble import assemble
from maps.codec import decode_draft, decode_venue, digest, encode_draft, encode_venue
from maps.disassemble import disassemble
from maps.draft import DraftFeature, Unread
from maps.errors import BadInputError, UnreadableFileError
from tests.maps.random_venues import venues
from tests.scenes import small_hospital


@settings(max_examples=60, deadline=None)
@given(venue=venues())
def test_any_venue_is_decoded_as_it_was(venue) -> None:
    data = encode_venue(venue)
    assert decode_venue(data) == venue
    assert encode_venue(decode_venue(data)) == data


def test_the_order_of_features_and_keys_changes_neither_bytes_nor_digest() -> None:
    venue = small_hospital()
    units = list(venue.units)
    random.Random(1).shuffle(units)
    turned = [replace(unit, labels=dict(reversed(unit.labels.items()))) for unit in units]
    shuffled = replace(venue, units=tuple(turned))
    assert digest(encode_venue(shuffled)) == digest(encode_venue(venue))


def test_less_than_half_a_millimetre_is_no_difference_and_a_millimetre_is() -> None:
    def moved(by_m: float):
        venue = small_hospital()
        area = Polygon([(x + by_m, y) for x, y in venue.units[0].area.exterior.coords])
        return replace(venue, units=(replace(venue.units[0], area=area), *venue.units[1:]))

    assert encode_venue(moved(0.0004)) == encode_venue(small_hospital())
    assert encode_venue(moved(0.001)) != encode_venue(small_hospital())


def test_the_bytes_are_what_they_were_when_the_schema_was_fixed() -> None:
    assert (
        digest(encode_venue(small_hospital())) == "f3639385b3c82d3b01364b0d05a39dc396b9b4c19b7dcce3565e677c3a1ad002"
    ), "count SCHEMA up when the encoding changes"


def test_a_draft_keeps_what_is_invalid_and_what_was_not_understood() -> None:
    venue = small_hospital()
    bowtie = DraftFeature(
        id="bowtie",
        feature_type="unit",
        geometry=Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]),
        properties={"level_id": "F1", "odd": [1, None, {"a": 2.5}]},
        source="plan.dxf#7",
        confidence=0.4,
    )
    nothing = DraftFeature(id="nothing", feature_type="mystery", geometry=None)
    draft = disassemble(venue)
    draft = replace(
        draft,
        features=(*draft.features, bowtie, nothing),
        unread=(Unread(source="a#1", reason="odd", raw={"x": None}),),
    )
    decoded = decode_draft(encode_draft(draft))
    assert decoded.unread == draft.unread
    assert {each.id: each for each in decoded.features} == {each.id: each for each in draft.features}
    assert encode_draft(decoded) == encode_draft(draft)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format":"other"}'])
def test_bytes_that_are_no_venue_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        decode_venue(data)


def test_a_newer_schema_asks_for_an_upgrade() -> None:
    document = msgspec.json.decode(encode_venue(small_hospital())) | {"schema": 99}
    with pytest.raises(UnreadableFileError, match="Upgrade"):
        decode_venue(msgspec.json.encode(document))


GOOD = (("revision", None), ("revision", 7), ("id", "x"))
SPOILT = [
    (name, value)
    for name in ("frame", "features", "labels", "id", "revision")
    for value in (None, 7, "x", [1], {"a": 1})
    if (name, value) not in GOOD
]


@pytest.mark.parametrize(("name", "value"), SPOILT)
def test_spoilt_bytes_are_refused_and_never_crash(name: str, value: object) -> None:
    document = msgspec.json.decode(encode_venue(small_hospital()))
    with pytest.raises(BadInputError):
        decode_venue(msgspec.json.encode(document | {name: value}))


def test_assembling_what_was_taken_apart_gives_the_same_venue() -> None:
    venue = assemble(disassemble(small_hospital()), revision=1)
    assert assemble(disassemble(venue), revision=1) == venue
    assert [level.ordinal for level in venue.levels] == sorted(level.ordinal for level in venue.levels)
