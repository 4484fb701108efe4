"""One suite over every live store: what is promised holds whoever keeps the sessions."""

import threading
import time
import uuid

import pytest

from api.live import Event, LiveUnavailableError
from api.live.memory import MemoryLive
from tests.services import REDIS_URL


class Clock:
    """A clock that moves only when told."""

    def __init__(self):
        self.unix_s = time.time()

    def __call__(self):
        return self.unix_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.services)])
def live(request, clock):
    limits = {"now_unix_s": clock, "max_records": 3, "log_size": 5, "log_s": 60.0}
    if request.param == "memory":
        store = MemoryLive(**limits)
    else:
        from api.live.redis import RedisLive

        store = RedisLive(
            REDIS_URL, encode=str.encode, decode=bytes.decode, prefix=f"test-{uuid.uuid4().hex}:", **limits
        )
    yield store
    store.close()


def event(number):
    return Event(name="fix", data={"": f'{{"n":{number}}}'})


def create(live, clock, name="s", record="one", groups=(), hours=1.0):
    return live.create(name, record, expires_unix_s=clock() + hours * 3600, groups=groups)


def test_a_new_session_is_found_as_it_was_put(live, clock):
    create(live, clock)
    found = live.find("s")
    assert (found.record, found.last_event) == ("one", 0)
    assert found.expires_unix_s == pytest.approx(clock() + 3600)


def test_an_unknown_session_is_not_found(live):
    assert live.find("nobody") is None
    assert not live.commit("nobody", 1, "x", [])
    assert not live.erase("nobody")


def test_a_commit_replaces_the_record_and_numbers_its_events(live, clock):
    create(live, clock)
    assert live.commit("s", live.find("s").version, "two", [event(1), event(2)])
    found = live.find("s")
    assert (found.record, found.last_event) == ("two", 2)
    log = live.events_after("s", 0)
    assert log.complete
    assert [(each.number, each.event) for each in log.events] == [(1, event(1)), (2, event(2))]


def test_a_commit_on_an_old_version_changes_nothing(live, clock):
    create(live, clock)
    version = live.find("s").version
    assert live.commit("s", version, "two", [])
    assert not live.commit("s", version, "lost", [event(1)])
    assert live.find("s").record == "two"
    assert live.events_after("s", 0).events == ()


def test_concurrent_commits_lose_nothing(live, clock):
    create(live, clock, record="0")

    def add_ten():
        for _ in range(10):
            while True:
                found = live.find("s")
                if live.commit("s", found.version, str(int(found.record) + 1), [event(0)]):
                    break

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = live.find("s")
    assert (found.record, found.last_event) == ("40", 40)


def test_the_log_keeps_only_the_newest_events_and_says_when_some_are_gone(live, clock):
    create(live, clock)
    live.commit("s", live.find("s").version, "two", [event(n) for n in range(1, 9)])
    assert [each.number for each in live.events_after("s", 6).events] == [7, 8]
    assert live.events_after("s", 3).complete
    assert not live.events_after("s", 2).complete
    assert live.events_after("s", 8).complete
    assert not live.events_after("s", 99).complete


def test_an_expired_session_is_gone_with_its_events(live, clock):
    create(live, clock, hours=1)
    live.commit("s", live.find("s").version, "two", [event(1)])
    clock.unix_s += 3601
    assert live.find("s") is None
    assert live.members("public") == ()


def test_an_erased_session_is_gone_with_its_events(live, clock):
    create(live, clock, groups=["public"])
    live.commit("s", live.find("s").version, "two", [event(1)])
    assert live.erase("s")
    assert live.find("s") is None
    assert live.events_after("s", 0).events == ()
    assert live.members("public") == ()


def test_a_group_lists_its_own_oldest_first(live, clock):
    create(live, clock, "a", groups=["public", "venue"])
    clock.unix_s += 1
    create(live, clock, "b", groups=["venue"])
    create(live, clock, "c", groups=["public"])
    assert live.members("public") == ("a", "c")
    assert live.members("venue") == ("a", "b")
    assert live.members("nothing") == ()


def test_what_lives_is_not_created_again(live, clock):
    assert create(live, clock, record="first")
    assert not create(live, clock, record="second")
    assert live.find("s").record == "first"
    clock.unix_s += 3601
    if isinstance(live, MemoryLive):  # Redis counts real time
        assert create(live, clock, record="third")


def test_a_commit_may_move_the_end(live, clock):
    create(live, clock, hours=1)
    assert live.commit("s", live.find("s").version, "two", [], expires_unix_s=clock() + 7200)
    clock.unix_s += 3601
    assert live.find("s").record == "two"
    clock.unix_s += 3601
    assert live.find("s") is None


def test_more_sessions_than_accepted_are_refused_until_others_expire(live, clock):
    for name in "abc":
        create(live, clock, name)
    with pytest.raises(LiveUnavailableError, match="3 sessions"):
        create(live, clock, "d")
    clock.unix_s += 3700
    create(live, clock, "d")


@pytest.mark.parametrize("action", ["commit", "erase"])
def test_who_waits_is_woken_by_news(live, clock, action):
    create(live, clock)
    waiting = live.subscribe("s")
    try:
        waiting.wait(0.3)
        act = {
            "commit": lambda: live.commit("s", live.find("s").version, "two", [event(1)]),
            "erase": lambda: live.erase("s"),
        }
        threading.Timer(0.1, act[action]).start()
        started = time.monotonic()
        assert waiting.wait(5.0)
        assert time.monotonic() - started < 2
    finally:
        waiting.close()


def test_nobody_is_woken_by_news_of_another_session(live, clock):
    create(live, clock, "a")
    create(live, clock, "b")
    waiting = live.subscribe("a")
    waiting.wait(0.3)
    live.commit("b", live.find("b").version, "two", [event(1)])
    assert not waiting.wait(0.3)
    waiting.close()
