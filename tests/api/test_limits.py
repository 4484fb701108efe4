"""Buckets empty and fill; places are taken and given back."""

import pytest

from api.limits import Buckets, StreamPlaces
from api.problems import TooBusyError, TooManyRequestsError


class Clock:
    s = 100.0

    def __call__(self):
        return self.s


def test_a_bucket_gives_its_burst_then_its_rate():
    clock = Clock()
    buckets = Buckets(rate_per_s=2.0, burst=3, monotonic_s=clock)
    for _ in range(3):
        buckets.take("a", "things")
    with pytest.raises(TooManyRequestsError) as error:
        buckets.take("a", "things")
    assert error.value.headers["Retry-After"] == "1"
    clock.s += 0.5
    buckets.take("a", "things")
    with pytest.raises(TooManyRequestsError):
        buckets.take("a", "things")


def test_one_flood_does_not_touch_another_key():
    buckets = Buckets(rate_per_s=1.0, burst=1, monotonic_s=Clock())
    buckets.take("a", "things")
    with pytest.raises(TooManyRequestsError):
        buckets.take("a", "things")
    buckets.take("b", "things")


def test_the_number_of_buckets_is_bounded():
    buckets = Buckets(rate_per_s=1.0, burst=1, monotonic_s=Clock(), capacity=2)
    for key in "abc":
        buckets.take(key, "things")
    assert len(buckets._buckets) == 2


def test_places_are_limited_in_all_and_for_each_session():
    places = StreamPlaces(total=3)
    places.enter("a", 2, "session")
    places.enter("a", 2, "session")
    with pytest.raises(TooManyRequestsError):
        places.enter("a", 2, "session")
    places.enter("b", 2, "session")
    with pytest.raises(TooBusyError):
        places.enter("c", 2, "session")
    places.leave("a")
    places.enter("c", 2, "session")
    assert places.count() == 3
