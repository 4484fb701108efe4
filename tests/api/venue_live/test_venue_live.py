"""One suite over every live store: what is so at a venue, changed by one worker and known by all."""

import threading
import time
import uuid

import pytest

from api.engines import Engines
from api.live.memory import MemoryLive
from api.store import open_store
from api.venue_live.codec import decode_state, encode_state
from api.venue_live.commitments import Commitments
from api.venue_live.facts import Closure, LiftService, LiftState
from api.venue_live.venue_live import VenueLive
from maps.errors import ConflictError
from maps.ids import FeatureId, VenueId
from nav.costs.lifts import usual_wait_s
from tests.services import REDIS_URL

VENUE = VenueId("small-hospital")


class Clock:
    def __init__(self):
        self.unix_s = round(time.time(), 3)

    def __call__(self):
        return self.unix_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.services)])
def make_worker(request, clock, database_url):
    """Return a function that makes another worker: with Redis a live store of its own, in memory the shared one."""
    limits = {"now_unix_s": clock, "max_records": 10, "log_size": 50, "log_s": 60.0}
    prefix = f"test-{uuid.uuid4().hex}:"
    opened = []

    def open_live():
        if request.param == "memory":
            return opened[0] if opened else MemoryLive(**limits)
        from api.live.redis import RedisLive

        return RedisLive(REDIS_URL, encode=encode_state, decode=decode_state, prefix=prefix, **limits)

    def open_commitments():
        if request.param == "memory":
            return Commitments(clock)
        from api.venue_live.commitments_redis import RedisCommitments

        return RedisCommitments(REDIS_URL, now_unix_s=clock, prefix=prefix)

    def make():
        live, store = open_live(), open_store(database_url)
        opened.extend([live, store])
        engines = Engines(store, monotonic_s=time.monotonic, capacity=1, check_s=60.0)
        return VenueLive(
            live=live,
            store=store,
            engines=engines,
            commitments=open_commitments(),
            now_unix_s=clock,
            monotonic_s=time.monotonic,
        )

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def worker(make_worker):
    return make_worker()


def closure(clock, name="c1", feature="lift-1", begins=0.0, ends=None):
    return Closure(
        id=name,
        feature_ids=(FeatureId(feature),),
        from_unix_s=clock() + begins,
        until_unix_s=None if ends is None else clock() + ends,
        reason={"en": "Repair"},
        set_unix_s=clock(),
    )


def lift(clock, service=LiftService.OUT_OF_SERVICE, ago_s=0.0, **more):
    at = clock() - ago_s
    return LiftState(portal_id=FeatureId("lift-1"), service=service, since_unix_s=at, heard_unix_s=at, **more)


def names(worker, after=0):
    return [each.event.name for each in worker.live.events_after(VENUE, after).events]


def wait_until(condition, patience_s=5.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_conditions_follow_from_closures_and_lifts(worker, clock):
    assert worker.conditions(VENUE).is_usual
    worker.close_off(VENUE, closure(clock, feature="F1-arch"))
    hospital = worker._engines.get(VENUE).venue
    usual_s = usual_wait_s(hospital, hospital.feature_by_id["lift-1"])
    worker.set_lift(VENUE, lift(clock, LiftService.SLOW, wait_s=usual_s + 45.0))
    conditions = worker.conditions(VENUE)
    assert conditions.closed == {"F1-arch"}
    assert conditions.delay_s == {"lift-1": pytest.approx(45.0, abs=0.01)}
    worker.set_lift(VENUE, lift(clock))
    assert (worker.conditions(VENUE).closed, worker.conditions(VENUE).delay_s) == ({"F1-arch", "lift-1"}, {})


def test_every_change_of_conditions_has_a_larger_version_even_within_a_millisecond(worker, clock):
    versions = []
    for _ in range(3):
        versions.append(worker.close_off(VENUE, closure(clock)).record.conditions.version)
        versions.append(worker.reopen(VENUE, "c1").record.conditions.version)
    assert versions == sorted(set(versions))


def test_what_changes_no_condition_keeps_the_version(worker, clock):
    version = worker.close_off(VENUE, closure(clock)).record.conditions.version
    assert worker.close_off(VENUE, closure(clock, name="again")).record.conditions.version == version
    assert worker.set_lift(VENUE, lift(clock)).record.conditions.version == version


def test_a_closed_lift_stays_closed_until_both_switches_are_back(worker, clock):
    worker.close_off(VENUE, closure(clock))
    worker.set_lift(VENUE, lift(clock))
    worker.reopen(VENUE, "c1")
    assert worker.conditions(VENUE).closed == {"lift-1"}
    clock.unix_s += 1
    worker.set_lift(VENUE, lift(clock, LiftService.IN_SERVICE))
    assert worker.conditions(VENUE).is_usual


def test_a_closure_begins_and_ends_by_itself_and_that_is_told(worker, clock):
    worker.close_off(VENUE, closure(clock, begins=10.0, ends=20.0))
    assert worker.conditions(VENUE).is_usual
    clock.unix_s += 11
    worker.roll()
    assert worker.conditions(VENUE).closed == {"lift-1"}
    clock.unix_s += 10
    worker.roll()
    assert worker.conditions(VENUE).is_usual
    assert names(worker) == ["closures", "closures", "closures"]


def test_facts_survive_when_the_live_state_is_lost(worker, make_worker, clock):
    worker.close_off(VENUE, closure(clock, ends=3600.0))
    worker.set_lift(VENUE, lift(clock, LiftService.SLOW, wait_s=60.0, reason={"zh-Hans": "高峰"}))
    before = worker.find(VENUE).record
    worker.live.erase(VENUE)
    after = make_worker().find(VENUE).record
    assert after.closures == before.closures
    assert after.lifts == before.lifts
    assert (after.conditions.closed, after.conditions.delay_s) == (before.conditions.closed, before.conditions.delay_s)


def test_hearing_the_same_of_a_lift_again_is_no_news(worker, clock):
    worker.set_lift(VENUE, lift(clock, ago_s=30))
    worker.set_lift(VENUE, lift(clock))
    assert names(worker) == ["lifts"]
    (known,) = worker.find(VENUE).record.lifts
    assert (known.since_unix_s, known.heard_unix_s) == (clock() - 30, clock())


def test_something_older_of_a_lift_changes_nothing(worker, clock):
    worker.set_lift(VENUE, lift(clock))
    with pytest.raises(ConflictError, match="lift-1"):
        worker.set_lift(VENUE, lift(clock, LiftService.IN_SERVICE, ago_s=10))
    assert worker.conditions(VENUE).closed == {"lift-1"}
    worker.live.erase(VENUE)
    worker.roll()
    assert worker.conditions(VENUE).closed == {"lift-1"}


def test_what_one_worker_changes_another_knows(make_worker, clock):
    one, other = make_worker(), make_worker()
    assert other.conditions(VENUE).is_usual
    time.sleep(0.3)  # for the other to listen
    waiting = other.live.subscribe(VENUE)
    waiting.wait(0.1)
    one.close_off(VENUE, closure(clock))
    assert waiting.wait(5.0)
    waiting.close()
    wait_until(lambda: other.conditions(VENUE).closed == {"lift-1"})
    assert other.conditions(VENUE) == one.conditions(VENUE)


def test_changes_of_many_workers_at_once_are_all_kept(make_worker, clock):
    workers = [make_worker() for _ in range(3)]

    def close_five(index):
        for number in range(5):
            workers[index].close_off(VENUE, closure(clock, name=f"{index}-{number}", feature="F1-arch"))

    threads = [threading.Thread(target=close_five, args=(index,)) for index in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = {each.id for each in workers[0].find(VENUE).record.closures}
    assert kept == {f"{index}-{number}" for index in range(3) for number in range(5)}
    assert kept == {each.id for each in workers[0]._store.get_closures(VENUE)}


def test_who_listens_is_told_of_new_conditions_once(worker, clock):
    heard = []
    worker.on_conditions.append(lambda venue_id: heard.append((venue_id, worker.conditions(VENUE).closed)))
    worker.close_off(VENUE, closure(clock))
    worker.close_off(VENUE, closure(clock, name="again"))
    worker.reopen(VENUE, "c1")
    worker.reopen(VENUE, "again")
    assert heard == [(VENUE, {"lift-1"}), (VENUE, frozenset())]
