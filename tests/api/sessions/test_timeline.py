"""However inputs arrive, the mind at the end is that of the sorted unique ones."""

import random

from hypothesis import given
from hypothesis import strategies as st

from api.sessions.intake import take_in
from api.sessions.mind import Heard
from api.sessions.phone_clock import PhoneClock
from api.sessions.timeline import Timeline
from beacons.observation import Observation, RadioKind

LATE_S = 5.0


def remember(mind, t_s, heard):
    """A step whose mind is the whole history: any difference in order or content shows."""
    return (*mind, (t_s, heard))


def observation(t_s, address="a", rssi_dbm=-60.0):
    return Observation(t_s=t_s, kind=RadioKind.BLE, address=address, rssi_dbm=rssi_dbm)


def session(batches, now_s=None):
    """Return (timeline, counts) after batches that come one second apart."""
    clock, timeline, counts = PhoneClock(), Timeline(now=()), []
    for index, batch in enumerate(batches):
        taken = take_in(clock, timeline, batch, 2000.0 + index if now_s is None else now_s[index], late_s=LATE_S)
        timeline = timeline.put(taken.inputs, remember)
        clock = taken.clock
        if clock.newest_s is not None:
            timeline = timeline.since(clock.newest_s - LATE_S - 2)
        counts.append((taken.accepted, dict(taken.ignored)))
    return timeline, counts


readings = st.builds(
    observation,
    t_s=st.floats(1000.0, 1004.9).map(lambda t_s: round(t_s, 3)),
    address=st.sampled_from("abc"),
    rssi_dbm=st.sampled_from([-60.0, -61.0]),
)


@given(st.lists(readings, min_size=1, max_size=40), st.randoms(use_true_random=False), st.integers(1, 6))
def test_late_repeated_and_reordered_readings_end_as_the_sorted_unique_ones(heard, chance, batches):
    anchor = observation(1000.0, "anchor")
    messy = heard + chance.choices(heard, k=len(heard) // 2)
    chance.shuffle(messy)
    cuts = sorted(chance.randrange(len(messy) + 1) for _ in range(batches))
    parts = [messy[a:b] for a, b in zip([0, *cuts], [*cuts, len(messy)])]
    parts = [part for part in parts if part]
    tidy, _ = session([[anchor], sorted(set(heard), key=repr)], now_s=[2000.0, 2000.0])
    mixed, _ = session([[anchor], *parts], now_s=[2000.0] * (len(parts) + 1))
    assert mixed.now == tidy.now


def test_readings_are_grouped_by_the_second_of_the_phones_clock():
    timeline, _ = session([[observation(1000.1), observation(1000.9, "b"), observation(1001.0, "c")]])
    assert [len(heard.observations) for _, heard in timeline.now] == [2, 1]


def test_a_reading_later_than_allowed_is_counted_and_changes_nothing():
    early = [observation(1000.0 + i) for i in range(10)]
    timeline, counts = session([early, [observation(1003.0, "late"), observation(1005.0, "in time")]])
    assert counts[1] == (1, {"late": 1})
    heard = {each.address for _, seen in timeline.now for each in seen.observations}
    assert "in time" in heard
    assert "late" not in heard


def test_a_repeated_batch_is_counted_and_changes_nothing():
    batch = [observation(1000.0), observation(1000.5, "b")]
    once, _ = session([batch])
    twice, counts = session([batch, batch])
    assert counts[1] == (0, {"duplicate": 2})
    assert twice.now == once.now


def test_an_empty_batch_is_a_second_in_which_nothing_was_heard():
    timeline, counts = session([[observation(1000.0)], []])
    assert [len(heard.observations) for _, heard in timeline.now] == [1, 0]
    assert counts[1] == (0, {})


def test_a_batch_of_nothing_but_absurd_readings_is_no_silence():
    timeline, counts = session([[observation(1000.0, rssi_dbm=0.0)]])
    assert timeline.now == ()
    assert counts[0][1] == {"rssi_out_of_range": 1}


def test_one_wild_time_in_a_batch_does_not_move_the_session():
    timeline, counts = session([[observation(1000.0), observation(1000.2, "b"), observation(3e9, "wild")]])
    assert counts[0] == (2, {"future": 1})
    assert len(timeline.now) == 1


def test_what_is_kept_for_putting_back_in_order_is_bounded():
    chance = random.Random(7)
    batches = [[observation(1000.0 + i + chance.random(), str(i))] for i in range(200)]
    timeline, _ = session(batches)
    assert len(timeline.moments) <= LATE_S + 4
    assert len(timeline.now) == 200


def test_an_input_of_another_kind_keeps_its_place_when_an_earlier_one_comes_late():
    timeline = Timeline(now=()).put({1.0: Heard(observations=frozenset())}, remember)
    timeline = timeline.put({2.5: "stated"}, remember)
    timeline = timeline.put({2.0: Heard(observations=frozenset({observation(2.0)}))}, remember)
    assert [t_s for t_s, _ in timeline.now] == [1.0, 2.0, 2.5]
    assert timeline.now[-1] == (2.5, "stated")
