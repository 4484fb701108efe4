"""Guided walks for programs that cannot read a stream: asked for, or by WebSocket, told as the stream tells them."""

import json
import threading
import time

import httpx
import pytest
import simple_websocket

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, post, readings
from tests.api.test_streams import Reader
from tests.served import served


def ask(client, session, **query):
    path, own = session
    answer = client.get(f"{path}/news", headers=own, query_string={"wait_s": 0.05, **query})
    assert answer.status_code == 200, answer.data
    return answer.json


def test_the_first_answer_is_the_whole_state_and_the_next_what_happened_since(client, begin):
    session = begin(**{"from": HERE})
    first = ask(client, session)
    assert [each["event"] for each in first["events"]] == ["state"]
    post(client, session, readings(time.time()))
    second = ask(client, session, after=first["after"])
    assert "fix" in [each["event"] for each in second["events"]]
    assert second["after"] > first["after"]
    assert ask(client, session, after=second["after"]) == {"events": [], "after": second["after"]}


def test_what_is_asked_for_is_what_the_stream_tells(client, begin):
    session = begin(**{"from": HERE})
    stream = Reader(client, session)
    streamed, asked = [stream.next()], ask(client, session)
    for _ in range(3):
        post(client, session, readings(time.time()))
    after, told = asked["after"], list(asked["events"])
    while more := ask(client, session, after=after)["events"]:
        told += more
        after = ask(client, session, after=after)["after"]
    streamed += [stream.next() for _ in told[1:]]
    stream.close()
    assert [(each["event"], each["data"]) for each in told[1:]] == [(name, data) for _, name, data in streamed[1:]]


def test_who_waits_is_told_as_soon_as_something_happens(client, begin):
    session = begin(**{"from": HERE})
    after = ask(client, session)["after"]
    later = threading.Timer(0.2, post, (client, session, readings(time.time())))
    later.start()
    assert ask(client, session, after=after, wait_s=20)["events"]
    later.join()


def test_a_gap_begins_anew_with_the_state_and_an_end_is_said_once(make_client):
    client = make_client(event_log_size=2)
    body = {"venue": "small-hospital", "to": {"place": "F1-pharma"}, "from": HERE}
    ticket = client.post("/v1/sessions", json=body).json
    session = f"/v1/sessions/{ticket['session']}", {"Authorization": f"Bearer {ticket['token']}"}
    for step in range(4):
        post(client, session, readings(time.time() + step))
    assert ask(client, session, after=1)["events"][0]["event"] == "state"
    client.delete(session[0], headers=session[1])
    assert_problem(client.get(f"{session[0]}/news", headers=session[1]), 404, "not-found")


def test_whoever_asks_gives_the_place_back(make_client, begin):
    client = make_client(max_streams_per_session=1)
    session = begin(on=client, **{"from": HERE})
    for _ in range(3):
        ask(client, session)


def test_a_socket_needs_a_websocket_and_the_token(client, begin):
    path, own = begin()
    assert_problem(client.get(f"{path}/socket"), 401, "unauthorised")
    assert_problem(client.get(f"{path}/socket", headers=own), 400, "bad-input")


class Phone:
    """A WebSocket of a session on a real server."""

    def __init__(self, address):
        body = {"venue": "small-hospital", "to": {"place": "F1-pharma"}, "from": HERE, "lang": "en"}
        ticket = httpx.post(f"{address}/v1/sessions", json=body).json()
        self.path, self.own = (
            f"{address}/v1/sessions/{ticket['session']}",
            {"Authorization": f"Bearer {ticket['token']}"},
        )
        self.socket = simple_websocket.Client.connect(f"ws{self.path[4:]}/socket", headers=self.own)
        # This client reads what came together with the handshake only when something else comes.
        self.say(observations=[])

    def say(self, **message):
        self.socket.send(json.dumps(message))

    def hear(self, name):
        while True:
            told = json.loads(self.socket.receive(timeout=20))
            if told["event"] == name:
                return told["data"]


def test_a_phone_talks_both_ways_over_one_socket(database_url):
    with served(database_url) as address:
        phone = Phone(address)
        assert phone.hear("state")["route"]["destination_id"] == "F1-pharma"
        phone.say(observations=readings(time.time()))
        assert phone.hear("fix")["level_id"] == "F1"
        phone.say(position={"qr": "SH-0001"})
        while (fix := phone.hear("fix"))["x_m"] != 5.0:
            assert fix["level_id"] == "F1"
        for wrong in ({}, {"observations": [{"t_s": "soon"}]}, {"position": {"qr": "nowhere"}}, {"speed": 3}):
            phone.say(**wrong)
            assert phone.hear("problem")["code"] in {"invalid-request", "not-found"}
        phone.socket.send("no json")
        assert phone.hear("problem")["code"] == "invalid-json"
        httpx.delete(phone.path, headers=phone.own)
        assert phone.hear("ended") == {"reason": "deleted"}
        with pytest.raises(simple_websocket.ConnectionClosed):
            phone.socket.receive(timeout=20)


def test_a_message_too_large_ends_the_socket_and_nothing_else(database_url):
    with served(database_url) as address:
        phone = Phone(address)
        phone.hear("state")
        phone.socket.send("x" * 2_000_000)
        with pytest.raises(simple_websocket.ConnectionClosed):
            phone.hear("nothing more")
        assert httpx.get(phone.path, headers=phone.own).status_code == 200
