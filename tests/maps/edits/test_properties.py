"""Random edits by one and two people: undone, redone, merged; nothing lost, nothing invented.

``BEELINE_FUZZ_EDITS=10000`` makes that many in each example.
"""

import os
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.edits.codec import canonical, decode_edits, encode_edits
from maps.edits.diff import diff
from maps.edits.edit import apply
from maps.edits.fields import ABSENT, PROVENANCE, fields_of, with_fields
from maps.edits.locate import Coordinates
from maps.edits.rebase import EXISTS, Choices, Conflict, MergeConflictError, Side, rebase
from maps.edits.wanted import Alter, make_edits
from maps.edits.whole import features_of
from tests.maps.edits.wishes import hospital_draft, random_edits, same, state

EDITS = int(os.environ.get("BEELINE_FUZZ_EDITS", "60"))
SEEDS = st.integers(0, 2**32)
some = settings(max_examples=8, deadline=None)


@some
@given(seed=SEEDS)
def test_edits_taken_back_one_by_one_and_made_again_pass_through_the_same_drafts(seed: int) -> None:
    draft = hospital_draft()
    states, changes = [draft], []
    for _, after in random_edits(random.Random(seed), draft, EDITS, "new"):
        changes.append(diff(states[-1], after))
        states.append(after)
    current = states[-1]
    for change, before in zip(reversed(changes), reversed(states[:-1])):
        current = apply(current, [edit.inverse() for edit in change])
        assert state(current) == state(before)
    for change, after in zip(changes, states[1:]):
        current = apply(current, change)
        assert state(current) == state(after)


@some
@given(seed=SEEDS)
def test_the_difference_of_two_drafts_makes_one_of_the_other_and_is_kept_as_it_is(seed: int) -> None:
    draft = hospital_draft()
    *_, (_, after) = random_edits(random.Random(seed), draft, EDITS, "new")
    edits = diff(draft, after)
    assert same(apply(draft, edits), after)
    assert same(apply(after, [edit.inverse() for edit in edits]), draft)
    assert decode_edits(encode_edits(edits)) == edits
    assert all(canonical(edit.new) == edit.new for edit in edits if edit.new is not None)


def two_people(seed: int):
    rng, base = random.Random(seed), hospital_draft()
    *_, (_, mine) = random_edits(rng, base, EDITS // 2, "mine")
    *_, (_, theirs) = random_edits(rng, base, EDITS // 2, "theirs")
    return base, mine, theirs


@some
@given(seed=SEEDS, side=st.sampled_from(Side))
def test_two_people_merged_is_the_same_whoever_comes_first(seed: int, side: Side) -> None:
    base, mine, theirs = two_people(seed)
    other = Side.THEIRS if side is Side.MINE else Side.MINE
    first = rebase(diff(base, mine), theirs, Choices(all=side))
    second = rebase(diff(base, theirs), mine, Choices(all=other))
    assert not first.conflicts
    assert same(apply(theirs, first.edits), apply(mine, second.edits))


@some
@given(seed=SEEDS)
def test_of_two_people_every_field_that_one_changed_is_in_the_merge_or_named(seed: int) -> None:
    base, mine, theirs = two_people(seed)
    rebased = rebase(diff(base, mine), theirs)
    merged = table(apply(theirs, rebased.edits))
    named = {(each.feature_type, each.feature_id, each.field) for each in rebased.conflicts}
    was, ours, others = table(base), table(mine), table(theirs)
    for key in was.keys() | ours.keys() | others.keys():
        old, my, their = (fields.get(key, {}) for fields in (was, ours, others))
        if (*key, EXISTS) in named:
            continue
        for name in (old.keys() | my.keys() | their.keys()) - PROVENANCE:
            values = [fields.get(name, ABSENT) for fields in (old, my, their)]
            got = merged.get(key, {}).get(name, ABSENT)
            if (*key, name) in named:
                assert len({repr(value) for value in values}) > 1
                assert got == values[2]
            elif values[1] != values[0]:
                assert got == values[1]
            else:
                assert got == values[2]


def table(draft):
    return {(each.feature_type, each.id): fields_of(each) for each in features_of(draft)}


def test_the_fields_two_people_changed_are_merged_and_the_one_both_changed_is_named() -> None:
    def edited(**wish):
        alter = [Alter(id="F1-pharma", **wish)]
        return apply(base, make_edits(alter, base, coordinates=Coordinates.LOCAL))

    base = hospital_draft()
    mine = edited(properties={"access": "staff", "aliases": ["drugs"]})
    theirs = edited(properties={"access": "closed"}, move_m=(1.0, 0.0))
    rebased = rebase(diff(base, mine), theirs)
    assert rebased.conflicts == (
        Conflict(
            feature_type="unit", feature_id="F1-pharma", field="access", base=ABSENT, mine="staff", theirs="closed"
        ),
    )
    (merged,) = [each for each in apply(theirs, rebased.edits).features if each.id == "F1-pharma"]
    assert merged.properties["aliases"] == ["drugs"]
    assert merged.geometry.bounds == (21.0, 0.0, 31.0, 8.0)
    with pytest.raises(MergeConflictError, match="unit 'F1-pharma': access"):
        rebased.agreed()
    chosen = rebase(diff(base, mine), theirs, Choices(by_feature={"F1-pharma": Side.MINE}))
    (merged,) = [each for each in apply(theirs, chosen.agreed()).features if each.id == "F1-pharma"]
    assert merged.properties["access"] == "staff"
    assert [each.field for each in chosen.settled] == ["access"]


def test_where_a_feature_comes_from_is_never_in_dispute() -> None:
    base = hospital_draft()
    mine, theirs = (
        replace(base, features=tuple(replace(each, source=source, confidence=sure) for each in base.features))
        for source, sure in (("mine.dxf#1", 0.5), ("theirs.ifc#2", 0.7))
    )
    rebased = rebase(diff(base, mine), theirs)
    assert rebased.conflicts == ()
    assert same(apply(theirs, rebased.edits), theirs)


def test_a_property_called_like_an_attribute_is_not_lost_in_a_merge() -> None:
    odd = {"geometry": "round", "source": 7, "properties.source": 8}
    feature = replace(hospital_draft().features[0], properties=odd)
    assert with_fields(replace(feature, properties={}), fields_of(feature)) == feature
