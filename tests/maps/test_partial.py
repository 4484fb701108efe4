"""As much of a draft as makes a venue: the rest is named, and what is whole stays as publishing would make it."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.assemble import assemble
from maps.audit.finding import Severity
from maps.codec import encode_venue
from maps.disassemble import disassemble
from maps.errors import AuditBlockedError
from maps.partial import assemble_part
from maps.publish import examine
from tests.maps.edits.wishes import hospital_draft, random_edits
from tests.maps.random_venues import venues
from tests.maps.repairs.breakers import TOGETHER


def part_of(draft):
    inferred, findings = examine(draft)
    return (*assemble_part(inferred, findings), findings)


def without(draft, *names):
    return replace(draft, features=tuple(each for each in draft.features if each.id not in names))


def changed(draft, name, **properties):
    return replace(
        draft,
        features=tuple(
            replace(each, properties={**each.properties, **properties}) if each.id == name else each
            for each in draft.features
        ),
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_draft_that_can_be_published_is_tried_as_it_would_be_published(seed):
    for _, draft in random_edits(random.Random(seed), hospital_draft(), 20, "new"):
        inferred, findings = examine(draft)
        venue, left_out = assemble_part(inferred, findings)
        if not any(each.severity is Severity.BLOCK for each in findings):
            assert left_out == ()
            assert encode_venue(venue) == encode_venue(assemble(inferred, revision=0))


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_broken_what_is_left_names_only_what_is_left(data):
    draft = disassemble(data.draw(venues()))
    for spoil in data.draw(st.lists(st.sampled_from(TOGETHER), min_size=1, max_size=4, unique=True)):
        draft = spoil(data.draw, draft)
    venue, left_out, _ = part_of(draft)
    units, levels = set(venue.unit_by_id), set(venue.level_by_id)
    assert {each.level_id for each in venue.units} <= levels
    assert {name for each in venue.openings for name in each.unit_ids} <= units
    assert {stop.unit_id for portal in venue.portals for stop in portal.stops} <= units
    assert {each.feature_id for each in left_out}.isdisjoint(venue.feature_by_id) or any(
        each.finding and each.finding.code == "M101" for each in left_out
    )


def test_a_feature_with_a_value_that_cannot_be_is_left_out_with_the_finding_that_says_so():
    venue, left_out, _ = part_of(changed(hospital_draft(), "F1-pharma", category=None))
    assert "F1-pharma" not in venue.unit_by_id
    (told,) = [each for each in left_out if each.feature_id == "F1-pharma"]
    assert told.finding.code == "M103"


def test_what_belongs_to_something_that_is_left_out_is_left_out_without_a_finding_of_its_own():
    _, left_out, _ = part_of(changed(hospital_draft(), "F1-pharma", category=None))
    followers = [each for each in left_out if each.feature_id != "F1-pharma"]
    assert followers
    assert all(each.finding is None for each in followers)


def test_without_any_unit_there_is_nothing_to_try():
    draft = hospital_draft()
    nothing = without(draft, *(each.id for each in draft.of_type("unit")))
    with pytest.raises(AuditBlockedError, match="no floor with a room"):
        part_of(nothing)
