import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beacons.fingerprints import FingerprintIndex, strength

prints = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-100, -30), min_size=1, max_size=6)
surveys = st.lists(prints, min_size=1, max_size=12)


def sorensen(one, other):
    """Return the distance as it is defined: 1 - 2 Σ min / Σ sum over the strengths."""
    values = [{name: float(strength(power)) for name, power in each.items()} for each in (one, other)]
    common = sum(min(values[0].get(name, 0), values[1].get(name, 0)) for name in values[0] | values[1])
    return 1 - 2 * common / (sum(values[0].values()) + sum(values[1].values()))


@settings(deadline=None)
@given(surveys, prints)
def test_distances_are_those_of_the_definition_nearest_first(survey, query):
    near = FingerprintIndex.build(survey).nearest(query, len(survey))
    assert near.distance == pytest.approx([sorensen(query, survey[index]) for index in near.index])
    assert (np.diff(near.distance) >= 0).all()
    assert sorted(near.index.tolist()) == list(range(len(survey)))


@settings(deadline=None)
@given(surveys)
def test_a_fingerprint_is_nearest_to_itself(survey):
    index = FingerprintIndex.build(survey)
    for each in survey:
        near = index.nearest(each, 1)
        assert near.distance[0] == pytest.approx(0.0, abs=1e-9)


@settings(deadline=None)
@given(surveys, prints)
def test_a_transmitter_nobody_surveyed_only_adds_to_the_distance(survey, query):
    index = FingerprintIndex.build(survey)
    usual, with_stranger = (index.nearest(each, len(survey)) for each in (query, query | {"stranger": -50.0}))
    distance = dict(zip(usual.index.tolist(), usual.distance.tolist(), strict=True))
    for number, farther in zip(with_stranger.index.tolist(), with_stranger.distance.tolist(), strict=True):
        assert farther >= distance[number] - 1e-12
    assert index.known(query | {"stranger": -50.0}) == index.known(query)


def test_fewer_fingerprints_than_asked_for():
    assert len(FingerprintIndex.build([{"a": -50.0}]).nearest({"b": -50.0}, 9).index) == 1
