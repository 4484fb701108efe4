"""An edit knows what was there and what is there now."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from maps.draft import DraftFeature, VenueDraft
from maps.edits.edit import Edit, apply
from maps.errors import BadInputError, ConflictError
from maps.frame import LocalFrame
from maps.ids import VenueId

FRAME = LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0)
FEATURES = st.builds(
    DraftFeature,
    id=st.sampled_from("abcd"),
    feature_type=st.just("unit"),
    geometry=st.builds(Point, st.integers(0, 3), st.integers(0, 3)),
)
DRAFTS = st.builds(
    VenueDraft, id=st.just(VenueId("v")), frame=st.just(FRAME), features=st.lists(FEATURES, max_size=6).map(tuple)
)


@st.composite
def drafts_with_edits(draw: st.DrawFn) -> tuple[VenueDraft, list[Edit]]:
    draft = current = draw(DRAFTS)
    edits = []
    for _ in range(draw(st.integers(0, 8))):
        old = draw(st.sampled_from([None, *current.features]))
        new = draw(FEATURES if old is None else st.none() | FEATURES)
        edits.append(Edit(old=old, new=new))
        current = apply(current, edits[-1:])
    return draft, edits


def in_any_order(draft: VenueDraft) -> list[str]:
    return sorted(map(repr, draft.features))


@given(drafts_with_edits())
def test_the_edits_undone_in_reverse_order_leave_the_same_features(case: tuple[VenueDraft, list[Edit]]) -> None:
    draft, edits = case
    undone = apply(apply(draft, edits), [edit.inverse() for edit in reversed(edits)])
    assert in_any_order(undone) == in_any_order(draft)


@given(drafts_with_edits())
def test_edits_made_together_are_the_edits_made_one_by_one(case: tuple[VenueDraft, list[Edit]]) -> None:
    draft, edits = case
    one_by_one = draft
    for edit in edits:
        one_by_one = apply(one_by_one, [edit])
    assert in_any_order(apply(draft, edits)) == in_any_order(one_by_one)


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_by_name() -> None:
    old = DraftFeature(id="door", feature_type="opening", geometry=Point(1, 2))
    draft = VenueDraft(id=VenueId("v"), frame=FRAME, features=(replace(old, geometry=Point(1, 3)),))
    with pytest.raises(ConflictError, match="opening 'door' was changed"):
        apply(draft, [Edit(old=old, new=None)])
    with pytest.raises(ConflictError, match="opening 'door' was removed"):
        apply(replace(draft, features=()), [Edit(old=old, new=None)])


def test_an_edit_without_an_old_or_a_new_feature_is_refused() -> None:
    with pytest.raises(BadInputError, match="changes nothing"):
        Edit(old=None, new=None)
