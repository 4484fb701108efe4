"""`beeline queue` and `beeline closure`, spoken to a real server."""

import threading

import pytest
from werkzeug.serving import make_server

from api.app import create_app, services_of
from api.settings import Settings
from api.store import open_store
from maps.disassemble import disassemble
from tests.scenes import small_hospital

KEY = "a-key-for-tests"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serve the small hospital in a thread, and have its key in the environment."""
    url = f"sqlite:///{tmp_path / 'served.sqlite'}"
    store = open_store(url)
    store.save_draft(disassemble(small_hospital()), ())
    store.publish(small_hospital().id)
    store.close()
    app = create_app(Settings(database_url=url, feed_key=KEY, static_folder=str(tmp_path)))
    served = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    monkeypatch.setenv("BEELINE_FEED_KEY", KEY)
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    services_of(app).close()


def push(run, server, place="payment-1", *more, waiting=4):
    words = ("queue", "push", "small-hospital", place, "--waiting", waiting, "--servers", 2, "--server", server)
    return run(*words, *more)


def test_a_pushed_queue_is_shown(run, server):
    assert push(run, server, "payment-1", "--mean", 60).code == 0
    shown = run("queue", "show", "small-hospital", "--server", server)
    assert "Payment 1" in shown.out
    assert "4 waiting, 2 serving" in shown.out
    (queue,) = run("queue", "show", "small-hospital", "--server", server, "--json").json["queues"]
    assert (queue["place"], queue["waiting"], queue["service_mean_s"]) == ("payment-1", 4, 60.0)


@pytest.mark.parametrize(
    ("place", "more", "named"),
    [("nowhere", (), "unknown_place"), ("payment-1", ("--key", "another-key"), "feed key")],
)
def test_a_push_that_is_not_taken_says_why_in_one_line(run, server, place, more, named):
    ran = push(run, server, place, *more)
    assert ran.code == 1
    assert named in ran.err
    assert ran.err.count("\n") == 1


def test_a_doubted_reading_says_which_figure(run, server):
    push(run, server)
    ran = push(run, server, waiting=900)
    assert ran.code == 1
    assert "jumping (waiting)" in ran.err
    assert "not believed: jumping waiting" in run("queue", "show", "small-hospital", "--server", server).out


def test_something_is_closed_listed_and_opened_again(run, server):
    words = ("--until", "2190-01-01T00:00+08:00", "--reason", "en=Repair", "--reason", "zh-Hans=检修", "--by", "me")
    assert run("closure", "add", "small-hospital", "lift-1", *words, "--server", server).code == 0
    listed = run("closure", "list", "small-hospital", "--server", server)
    assert "lift-1" in listed.out
    assert "until 2189-12-31T16:00:00Z  Repair" in listed.out
    assert run("closure", "end", "small-hospital", "lift-1", "--server", server).code == 0
    assert run("closure", "list", "small-hospital", "--server", server, "--json").json["closures"] == []


def test_a_door_is_closed_to_the_public_at_night_in_one_direction(run, server):
    hours = ("--weekly", "fri,sat=22:00-06:00", "--time-zone", "Asia/Shanghai")
    rules = (*hours, "--one-way-to", "F2-lab", "--staff-pass")
    assert run("closure", "add", "small-hospital", "F2-lab-door", *rules, "--server", server).code == 0
    listed = run("closure", "list", "small-hospital", "--server", server).out
    assert "fri,sat 22:00-06:00  Asia/Shanghai  one way to F2-lab  staff pass" in listed
    assert run("closure", "end", "small-hospital", "F2-lab-door", "--server", server).code == 0


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("closure", "add", "small-hospital", "nowhere"), "nowhere"),
        (("closure", "add", "small-hospital", "lift-1", "--weekly", "fri"), "--time-zone"),
        (("closure", "add", "small-hospital", "lift-1", "--weekly", "fri", "--time-zone", "Asia/Tokyo"), "'fri'"),
        (("closure", "add", "small-hospital", "lift-1", "--until", "soon"), "soon"),
        (("closure", "add", "small-hospital", "lift-1", "--reason", "broken"), "broken"),
        (("closure", "end", "small-hospital", "nothing"), "nothing"),
        (("queue", "show", "nowhere"), "nowhere"),
    ],
)
def test_a_failure_names_the_thing_in_one_line(run, server, words, named):
    ran = run(*words, "--server", server)
    assert ran.code == 1
    assert named in ran.err
    assert ran.err.count("\n") == 1
