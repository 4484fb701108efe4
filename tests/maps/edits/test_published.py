"""A draft in the form in which it would be published."""

from dataclasses import replace

from hypothesis import given, settings

from maps.codec import decode_draft, encode_draft
from maps.disassemble import disassemble
from maps.edits.diff import diff
from maps.edits.published import as_published
from maps.publish import build_venue
from tests.maps.edits.wishes import hospital_draft
from tests.maps.random_venues import venues


@settings(max_examples=20, deadline=None)
@given(venue=venues())
def test_it_is_what_publishing_makes_of_the_draft(venue) -> None:
    draft = decode_draft(encode_draft(replace(disassemble(venue), purpose="positioning")))
    published, _ = build_venue(draft, revision=1)
    assert diff(as_published(draft), disassemble(published)) == ()


def test_openings_that_are_inferred_are_no_difference_to_the_revision() -> None:
    draft = hospital_draft()
    bare = replace(
        draft,
        features=tuple(
            replace(each, properties={name: value for name, value in each.properties.items() if name != "unit_ids"})
            for each in draft.features
        ),
    )
    published, _ = build_venue(bare, revision=1)
    assert diff(as_published(bare), disassemble(published)) == ()


def test_a_draft_that_cannot_be_published_is_shaped_as_far_as_it_goes() -> None:
    draft = hospital_draft()
    room = next(each for each in draft.features if each.id == "F1-lab")
    broken = replace(room, geometry=None, source="plan.dxf#7", confidence=0.5)
    features = tuple(broken if each is room else each for each in draft.features)
    edits = diff(as_published(draft), as_published(replace(draft, features=features)))
    assert [each.feature.id for each in edits if each.feature.feature_type == "unit"] == ["F1-lab"]
