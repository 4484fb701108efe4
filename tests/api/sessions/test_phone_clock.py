"""The session's time goes on evenly, whatever the phone's clock says."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sessions.phone_clock import PhoneClock

NOW = 1_800_000_000.25


def received(*batches, clock=None):
    """Return the clock after batches of (newest phone time, server time)."""
    clock = clock or PhoneClock()
    for phone_s, server_s in batches:
        clock = clock.receive(phone_s, server_s, late_s=5.0)
    return clock


def test_the_first_batch_lands_on_the_servers_time():
    clock = received((1000.5, NOW))
    assert 0 <= clock.newest_s - NOW < 1
    assert clock.offset_s == math.ceil(NOW - 1000.5)


def test_a_phone_in_step_keeps_its_offset():
    clock = received(*((1000.0 + i, NOW + i + 0.3 * (i % 2)) for i in range(20)))
    assert clock.offset_s == math.ceil(NOW - 1000.0)
    assert clock.newest_s == 1019.0 + clock.offset_s


@pytest.mark.parametrize("speed", [0.5, 1, 10, 50])
def test_a_replay_at_another_speed_is_no_jump(speed):
    clock = received(*((1000.0 + i, NOW + i / speed) for i in range(100)))
    assert clock.offset_s == math.ceil(NOW - 1000.0)


def test_one_late_batch_is_only_late():
    clock = received((1000.0, NOW), (1010.0, NOW + 10), (990.0, NOW + 10.5), (1011.0, NOW + 11))
    assert clock.offset_s == math.ceil(NOW - 1000.0)
    assert clock.newest_s == 1011.0 + clock.offset_s


def test_a_resent_late_batch_is_no_proof_of_a_clock_put_back():
    before = received((1000.0, NOW), (1060.0, NOW + 60))
    after = received((990.0, NOW + 60.5), (990.0, NOW + 61), clock=before)
    assert after.offset_s == before.offset_s


@pytest.mark.parametrize("jump_s", [-3600.0, -10.0, 3600.0, 86_400.0])
def test_after_a_jump_of_the_clock_time_goes_on_as_on_the_server(jump_s):
    clock = received((1000.0, NOW), (1001.0, NOW + 1))
    before_s = clock.newest_s
    for i in (2, 3, 4, 5):
        clock = received((1000.0 + i + jump_s, NOW + i), clock=clock)
    assert before_s < clock.newest_s < before_s + 6
    assert clock.newest_s - before_s == pytest.approx(4.0, abs=1.01)


def test_a_long_silence_is_no_jump():
    clock = received((1000.0, NOW), (1600.0, NOW + 600))
    assert clock.newest_s == 1600.0 + clock.offset_s
    assert clock.offset_s == math.ceil(NOW - 1000.0)


@given(st.lists(st.tuples(st.floats(0, 4e9), st.floats(0, 1e5)), min_size=1, max_size=20))
def test_the_sessions_time_never_goes_back_and_is_always_finite(batches):
    clock, newest_s = PhoneClock(), -math.inf
    for phone_s, elapsed_s in batches:
        clock = clock.receive(phone_s, NOW + elapsed_s, late_s=5.0)
        assert math.isfinite(clock.newest_s)
        assert clock.newest_s >= newest_s
        newest_s = clock.newest_s
