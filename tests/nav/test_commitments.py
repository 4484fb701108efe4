"""The ledger: nobody is counted twice, nobody who is coming is forgotten, and copies agree."""

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.errors import BadInputError
from maps.ids import FeatureId
from nav.waits.commitments import GRACE_S, KEPT_S, LONGEST_LEAD_S, Arrival, Commitment, Entry, Ledger

A, B = FeatureId("counter a"), FeatureId("counter b")


def bound_for(place_id: FeatureId | None, session_id: str = "one", *, made_s=0.0, eta_s=100.0, sd_s=0.0) -> Commitment:
    return Commitment(made_s=made_s, session_id=session_id, place_id=place_id, eta_s=eta_s, eta_sd_s=sd_s)


def counted(ledger: Ledger, place_id: FeatureId, *, since_s: float = 0.0, t_s: float = 50.0, without="") -> list[float]:
    return [each.t_s for each in ledger.arrivals_for(place_id, since_s=since_s, t_s=t_s, without=without)]


def test_whoever_is_on_the_way_is_counted_but_not_against_themselves() -> None:
    ledger = Ledger([bound_for(A), bound_for(A, "two", eta_s=80.0)])
    assert counted(ledger, A) == [80.0, 100.0]
    assert counted(ledger, A, without="two") == [100.0]
    assert counted(ledger, B) == []


def test_going_elsewhere_instead_counts_there_only() -> None:
    ledger = Ledger([bound_for(A), bound_for(B, made_s=20.0, eta_s=140.0)])
    assert (counted(ledger, A), counted(ledger, B)) == ([], [140.0])
    ledger.withdraw("one", 30.0)
    assert (counted(ledger, A), counted(ledger, B)) == ([], [])


def test_a_newer_expectation_replaces_the_older_one_and_an_older_one_changes_nothing() -> None:
    ledger = Ledger([bound_for(A, made_s=20.0, eta_s=90.0)])
    ledger.commit(bound_for(B, made_s=10.0))
    assert (counted(ledger, A), counted(ledger, B)) == ([90.0], [])


def test_whoever_arrived_counts_until_a_snapshot_has_seen_them() -> None:
    ledger = Ledger([bound_for(A)])
    ledger.arrive("one", A, 97.0)
    assert counted(ledger, A, since_s=60.0, t_s=120.0) == [97.0]
    assert counted(ledger, A, since_s=97.0, t_s=120.0) == [], "the snapshot of that moment counts them itself"
    ledger.commit(bound_for(B, made_s=110.0, eta_s=200.0))
    assert counted(ledger, A, since_s=60.0, t_s=120.0) == [97.0], "they held up those behind, even if gone already"
    assert ledger.arrived_between(A, 60.0, 97.0) == 1
    assert ledger.arrived_between(A, 97.0, 200.0) == 0


def test_whoever_does_not_come_stops_counting_after_a_while() -> None:
    ledger = Ledger([bound_for(A)])
    assert counted(ledger, A, since_s=50.0, t_s=100.0 + GRACE_S) == [100.0 + GRACE_S]
    assert counted(ledger, A, since_s=50.0, t_s=101.0 + GRACE_S) == []


def test_whoever_is_a_little_late_and_was_not_seen_to_arrive_comes_now_at_the_earliest() -> None:
    ledger = Ledger([bound_for(A, sd_s=10.0)])
    assert counted(ledger, A, since_s=119.0, t_s=119.0) == [119.0]
    assert counted(ledger, A, since_s=120.0, t_s=120.0) == [], "later the snapshot is believed to count them"


@pytest.mark.parametrize("eta_s", [-1.0, LONGEST_LEAD_S + 1, float("nan"), float("inf")])
def test_nobody_commits_for_the_past_or_for_tomorrow(eta_s: float) -> None:
    with pytest.raises(BadInputError):
        Ledger([bound_for(A, eta_s=eta_s)])


times = st.integers(0, 300).map(float)
sessions = st.sampled_from(["one", "two", "three"])
commitments = st.builds(
    lambda made_s, session_id, place_id, lead_s: bound_for(place_id, session_id, made_s=made_s, eta_s=made_s + lead_s),
    times,
    sessions,
    st.sampled_from([A, B, None]),
    times,
)
arrivals = st.builds(Arrival, t_s=times, session_id=sessions, place_id=st.sampled_from([A, B]))
histories = st.lists(commitments | arrivals, max_size=12)


@settings(deadline=None)
@given(histories, st.randoms(use_true_random=False), times, times)
def test_copies_agree_in_whatever_order_and_however_often_entries_reach_them(
    history: list[Entry], random, since_s: float, t_s: float
) -> None:
    shuffled = history + random.sample(history, len(history) // 2)
    random.shuffle(shuffled)
    one, two = Ledger(history), Ledger(shuffled)
    assert one.entries == two.entries
    for place_id in (A, B):
        assert counted(one, place_id, since_s=since_s, t_s=t_s) == counted(two, place_id, since_s=since_s, t_s=t_s)
    one.merge(one.entries)
    assert Ledger(one.entries).entries == one.entries == two.entries


@settings(deadline=None)
@given(histories, times)
def test_a_session_is_on_the_way_to_one_place_at_most(history: list[Entry], t_s: float) -> None:
    ledger = Ledger(each for each in history if isinstance(each, Commitment))
    for session_id in ("one", "two", "three"):
        others = [each for each in history if each.session_id != session_id and isinstance(each, Commitment)]
        without = Ledger(others)
        more = [
            len(counted(ledger, place, since_s=-1.0, t_s=t_s)) - len(counted(without, place, since_s=-1.0, t_s=t_s))
            for place in (A, B)
        ]
        assert sorted(more) in ([0, 0], [0, 1])


@settings(deadline=None)
@given(histories, times, times)
def test_forgetting_changes_no_count_then_or_later_even_if_an_old_copy_is_merged_back(
    history: list[Entry], later_s: float, age_s: float
) -> None:
    t_s = KEPT_S + later_s
    ledger, old = Ledger(history), Ledger(history)
    ledger.forget(t_s)
    since_s = t_s - min(age_s, 300.0)
    expected = [counted(old, place, since_s=since_s, t_s=t_s) for place in (A, B)]
    assert [counted(ledger, place, since_s=since_s, t_s=t_s) for place in (A, B)] == expected
    ledger.merge(history)
    assert [counted(ledger, place, since_s=since_s, t_s=t_s) for place in (A, B)] == expected


@settings(deadline=None)
@given(st.lists(st.tuples(times, times), min_size=1, max_size=8), times)
def test_everybody_is_either_in_the_snapshot_or_in_the_ledger(
    walks: list[tuple[float, float]], snapshot_s: float
) -> None:
    """People set out, some have arrived; the snapshot counts those who came up to its time, the ledger the others."""
    now_s = max(snapshot_s, *(set_out_s for set_out_s, _ in walks))
    ledger = Ledger()
    for number, (set_out_s, lead_s) in enumerate(walks):
        eta_s = set_out_s + lead_s
        ledger.commit(bound_for(A, str(number), made_s=set_out_s, eta_s=eta_s))
        if eta_s <= now_s:
            ledger.arrive(str(number), A, eta_s)
    in_snapshot = sum(set_out_s + lead_s <= snapshot_s for set_out_s, lead_s in walks)
    assert in_snapshot + len(counted(ledger, A, since_s=snapshot_s, t_s=now_s)) == len(walks)


def test_entries_travel_as_json() -> None:
    ledger = Ledger([bound_for(A)])
    ledger.arrive("two", B, 20.0)
    raw = msgspec.json.encode([(type(each).__name__, each) for each in ledger.entries])
    kinds = {"Commitment": Commitment, "Arrival": Arrival}
    entries = [msgspec.convert(value, kinds[name]) for name, value in msgspec.json.decode(raw)]
    assert Ledger(entries).entries == ledger.entries


def test_every_order_of_leaving_coming_and_going_elsewhere_at_one_moment_ends_the_same() -> None:
    entries = [bound_for(A, made_s=5.0), bound_for(B, made_s=5.0), bound_for(None, made_s=5.0)]
    ends = {Ledger(order).entries for order in itertools.permutations(entries)}
    assert len(ends) == 1
    assert counted(Ledger(entries), A) == counted(Ledger(entries), B) == [], "a withdrawal wins"


def test_those_on_the_way_to_any_of_some_places_are_each_counted_once() -> None:
    ledger = Ledger([bound_for(A), bound_for(B, "two"), bound_for(None, "three")])
    assert [ledger.count_bound(places, 50.0) for places in ((A,), {A, B}, ())] == [1, 2, 0]
    assert ledger.count_bound((A, B), 100.0 + GRACE_S + 1.0) == 0
