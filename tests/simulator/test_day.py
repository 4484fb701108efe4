import logging
import threading
import time

import httpx
import numpy as np
import pytest

from maps.ids import VenueId
from simulator.day import Day
from simulator.radio import RadioWorld
from simulator.visitors import VISITORS, Visitor

VISITOR = Visitor(
    labels={"zh-Hans": "王奶奶", "en": "Grandma Wang"},
    language="zh-Hans",
    profile="wheelchair",
    comes_by="大厅",
    stops=("药房", "检验科"),
    leaves_by="大厅",
    stay_s=(8.0, 9.0),
)


@pytest.fixture
def living(router):
    """Return a function that lets the visitor live at a server; everything stops with the test."""
    stop = threading.Event()
    threads = []

    def live(url: str) -> None:
        day = Day(
            visitor=VISITOR,
            venue_id=VenueId("small-hospital"),
            server_url=url,
            router=router,
            world=RadioWorld(router.venue),
            rng=np.random.default_rng(5),
            stop=stop,
            speed=15.0,
        )
        threads.append(threading.Thread(target=day.live, args=(0.0,), daemon=True))
        threads[-1].start()

    def end() -> None:
        stop.set()
        for thread in threads:
            thread.join(20.0)
            assert not thread.is_alive()

    live.end = end
    yield live
    end()


def public(url: str) -> list[dict]:
    try:
        return httpx.get(f"{url}/v1/demo", timeout=5.0).json()["sessions"]
    except httpx.TransportError:
        return []


def wait_for(what, within_s: float = 90.0):
    until_s = time.monotonic() + within_s
    while time.monotonic() < until_s:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def snapshot(url: str, session: dict) -> dict:
    headers = {"Authorization": f"Bearer {session['token']}"}
    return httpx.get(f"{url}/v1/sessions/{session['session']}", headers=headers, timeout=5.0).json()


def test_a_visitor_walks_from_stop_to_stop_for_all_to_see_and_leaves_nothing_behind(serving, living, caplog) -> None:
    with serving() as url, caplog.at_level(logging.DEBUG, logger="simulator"):
        living(url)
        session = wait_for(lambda: public(url))[0]
        assert session["labels"] == VISITOR.labels
        assert session["lang"] == "zh-Hans"
        wait_for(lambda: (snapshot(url, session).get("fix") or {}).get("x_m"))
        ends = set()

        def both_ends() -> bool:
            route = snapshot(url, session).get("route") or {}
            ends.add(route.get("destination_id"))
            return {"F1-pharma", "F1-lab"} <= ends

        wait_for(both_ends)
        living.end()
        assert public(url) == []
    assert not [record for record in caplog.records if record.name.startswith("simulator")]


def test_a_server_that_restarts_without_memory_gets_a_new_session(serving, living) -> None:
    with serving() as url:
        living(url)
        first = wait_for(lambda: public(url))[0]
    with serving(int(url.rpartition(":")[2])) as again:
        second = wait_for(lambda: public(again))[0]
        assert again == url
        assert second["session"] != first["session"]


def test_a_visitor_waits_for_a_server_that_comes_up_later(serving, living) -> None:
    with serving() as url:
        pass
    living(url)
    time.sleep(0.5)
    with serving(int(url.rpartition(":")[2])) as later:
        wait_for(lambda: public(later))


def test_every_visitor_has_names_in_both_languages_and_somewhere_to_go() -> None:
    assert len(VISITORS) >= 3
    for visitor in VISITORS:
        assert set(visitor.labels) == {"zh-Hans", "en"}
        assert len(visitor.stops) >= 3
        assert {words for pair in visitor.first for words in pair} <= set(visitor.stops)
    assert {"wheelchair", "no_stairs"} <= {visitor.profile for visitor in VISITORS}
