"""Event streams, frame by frame, without a server in between."""

import json
import threading

import pytest

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, post, readings


class Reader:
    """One open stream of the test client."""

    def __init__(self, client, session, **headers):
        path, own = session
        self.answer = client.get(f"{path}/events", headers={**own, **headers}, buffered=False)
        assert self.answer.status_code == 200, self.answer.data
        self._frames = iter(self.answer.response)

    def next(self):
        """Return (id, event, data) of the next event; heartbeats are ("", "heartbeat", None)."""
        frame = next(self._frames)
        frame = (frame if isinstance(frame, str) else frame.decode()).strip()
        if frame.startswith(":"):
            return "", "heartbeat", None
        fields = dict(line.split(": ", 1) for line in frame.split("\n"))
        return fields.get("id", ""), fields["event"], json.loads(fields["data"])

    def until(self, name):
        """Return the events up to and with the first of a name."""
        seen = [self.next()]
        while seen[-1][1] != name:
            seen.append(self.next())
        return seen

    def close(self):
        self.answer.close()


@pytest.fixture
def client(make_client):
    return make_client(heartbeat_s=0.1)


@pytest.fixture
def read(client):
    readers = []

    def open_reader(session, **headers):
        readers.append(Reader(client, session, **headers))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.close()


def test_a_new_reader_is_given_the_whole_state_first_and_then_what_happens(client, begin, read):
    session = begin(**{"from": HERE})
    reader = read(session)
    number, name, state = reader.next()
    assert (number, name, state["seq"]) == ("0", "state", 0)
    assert state["route"]["steps"]
    post(client, session, readings(1_000.0))
    assert reader.next()[1] == "fix"
    session_path, headers = session
    client.patch(session_path, headers=headers, json={"to": {"place": "F1-xray"}})
    names = [name for _, name, _ in reader.until("state")]
    assert "route" in names
    assert names.index("route") < names.index("instruction")


def test_event_numbers_rise_by_one_and_the_state_tells_the_same_number(client, begin, read):
    session = begin(**{"from": HERE})
    for i in range(3):
        post(client, session, readings(1_000.0 + i))
    client.patch(session[0], headers=session[1], json={"lang": "zh-Hans"})
    seen = read(session, **{"Last-Event-ID": "0"}).until("state")
    assert [int(number) for number, _, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1][2]["seq"] == len(seen)


def test_a_reader_goes_on_where_it_stopped(client, begin, read):
    session = begin(**{"from": HERE})
    for i in range(3):
        post(client, session, readings(1_000.0 + i))
    everything = read(session, **{"Last-Event-ID": "0"})
    numbers = [int(everything.next()[0]) for _ in range(4)]
    assert numbers == [1, 2, 3, 4]
    resumed = read(session, **{"Last-Event-ID": "2"})
    assert [int(resumed.next()[0]) for _ in range(2)] == [3, 4]


@pytest.mark.parametrize("last", ["999", "-1", "abc", "1e3", "9" * 40, "٣"])
def test_a_number_that_is_none_of_ours_begins_anew(begin, read, last):
    assert read(begin(**{"from": HERE}), **{"Last-Event-ID": last}).next()[1] == "state"


def test_who_falls_behind_the_log_is_given_the_state_again(make_client, begin):
    client = make_client(event_log_size=4, heartbeat_s=0.1)
    session = begin(on=client, **{"from": HERE})
    reader = Reader(client, session)
    reader.next()
    for i in range(12):
        post(client, session, readings(1_000.0 + i))
    _, name, state = reader.next()
    assert name == "state"
    assert state["fix"]["t_s"] == pytest.approx(1_011.3, abs=0.01)
    reader.close()


def test_an_idle_stream_beats(begin, read):
    reader = read(begin(**{"from": HERE}))
    reader.next()
    assert [reader.next()[1] for _ in range(3)] == ["heartbeat"] * 3


@pytest.mark.parametrize(("ending", "reason"), [("delete", "deleted"), ("expire", "expired"), ("stop", "stopping")])
def test_a_stream_tells_why_it_ends_and_then_ends(client, begin, read, time_machine, ending, reason):
    path, headers = session = begin(**{"from": HERE})
    reader = read(session)
    reader.next()
    if ending == "delete":
        client.delete(path, headers=headers)
    elif ending == "expire":
        time_machine.ahead_s += 9 * 3600
    else:
        client.application.extensions["beeline"].close()
    *_, (_, name, data) = reader.until("ended")
    assert (name, data) == ("ended", {"reason": reason})
    with pytest.raises(StopIteration):
        reader.next()


def test_a_waiting_reader_is_woken_at_once(make_client, begin):
    client = make_client(heartbeat_s=30.0)
    session = begin(on=client, **{"from": HERE})
    reader = Reader(client, session)
    reader.next()
    poster = client.application.test_client()
    threading.Timer(0.2, lambda: post(poster, session, readings(1_000.0))).start()
    assert reader.next()[1] == "fix"
    reader.close()


def test_places_are_limited_and_given_back(make_client, begin):
    client = make_client(max_streams=3, max_streams_per_session=2, heartbeat_s=0.1)
    one, other = begin(on=client), begin(on=client)
    readers = [Reader(client, one), Reader(client, one)]
    path, headers = one
    assert_problem(client.get(f"{path}/events", headers=headers), 429, "too-many-requests")
    readers.append(Reader(client, other))
    path, headers = begin(on=client)
    assert_problem(client.get(f"{path}/events", headers=headers), 503, "too-busy")
    for reader in readers:
        reader.close()
    assert client.get("/healthz").json["streams"] == 0


def test_a_viewer_reads_the_language_they_ask_for_and_the_walker_their_own(make_client, begin):
    client = make_client(demo=True, heartbeat_s=0.1)
    path, owner = begin(on=client, public=True, lang="zh-Hans", **{"from": HERE})
    viewer = {"Authorization": "Bearer " + client.get("/v1/demo").json["sessions"][0]["token"]}
    english = Reader(client, (path, viewer), **{"Accept-Language": "en-GB, en;q=0.9"})
    chinese = Reader(client, (path, owner), **{"Accept-Language": "en"})
    assert english.next()[2]["instruction"]["text"].isascii()
    assert not chinese.next()[2]["instruction"]["text"].isascii()
    client.patch(path, headers=owner, json={"to": {"place": "F1-xray"}})
    assert english.until("instruction")[-1][2]["text"].isascii()
    assert not chinese.until("instruction")[-1][2]["text"].isascii()
    english.close()
    chinese.close()


def test_a_resent_batch_tells_nobody_anything(client, begin, read):
    session = begin(**{"from": HERE})
    post(client, session, readings(1_000.0))
    reader = read(session)
    reader.next()
    post(client, session, readings(1_000.0))
    assert reader.next()[1] == "heartbeat"
