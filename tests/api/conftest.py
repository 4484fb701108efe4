"""A small hospital, published, and an application that serves it."""

import dataclasses
import shutil
import time

import pytest

from api.app import create_app, services_of
from api.settings import Settings
from api.store import open_store
from api.wiring import Clock
from maps.disassemble import disassemble
from tests.scenes import small_hospital


class MovableClock:
    """Time that the test may push on, or hold."""

    def __init__(self):
        self.ahead_s = 0.0
        self.held_unix_s = None

    def hold(self):
        self.held_unix_s = time.time()

    def unix_s(self):
        return (self.held_unix_s or time.time()) + self.ahead_s

    def clock(self):
        return Clock(unix_s=self.unix_s, monotonic_s=lambda: time.monotonic() + self.ahead_s)


@pytest.fixture(scope="session")
def hospital():
    return small_hospital()


@pytest.fixture(scope="session")
def published_database(tmp_path_factory, hospital):
    """Return a database file in which the small hospital is published: to be copied."""
    path = tmp_path_factory.mktemp("published") / "beeline.sqlite"
    store = open_store(f"sqlite:///{path}")
    store.save_draft(disassemble(hospital), ())
    store.publish(hospital.id)
    store.close()
    return path


@pytest.fixture
def database_url(tmp_path, published_database):
    """Return the URL of a database of this test's own, in which the small hospital is published."""
    shutil.copy(published_database, tmp_path / "beeline.sqlite")
    return f"sqlite:///{tmp_path / 'beeline.sqlite'}"


@pytest.fixture(scope="session")
def shared_client(published_database, tmp_path_factory):
    """Return a client for tests that leave nothing behind."""
    static = tmp_path_factory.mktemp("static")
    app = create_app(Settings(database_url=f"sqlite:///{published_database}", static_folder=str(static)))
    yield app.test_client()
    services_of(app).close()


@pytest.fixture
def settings(database_url, tmp_path):
    return Settings(database_url=database_url, static_folder=str(tmp_path / "static"), revision_check_s=0.0)


@pytest.fixture
def time_machine():
    return MovableClock()


@pytest.fixture
def make_client(settings, time_machine):
    """Return a function that makes a client of an application with changed settings."""
    services = []

    def make(**changes):
        app = create_app(dataclasses.replace(settings, **changes), clock=time_machine.clock())
        services.append(services_of(app))
        services_of(app).start()
        return app.test_client()

    yield make
    for each in services:
        if each.settings.redis_url:
            each.venue_live.live.erase("small-hospital")
        each.close()


@pytest.fixture
def client(make_client):
    return make_client()


@pytest.fixture
def begin(client):
    """Return a function that begins a session and returns its path and headers."""

    def begin_session(to=None, on=client, **more):
        body = {"venue": "small-hospital", "to": to or {"place": "F1-pharma"}, **more}
        answer = on.post("/v1/sessions", json=body)
        assert answer.status_code == 201, answer.json
        ticket = answer.json
        return f"/v1/sessions/{ticket['session']}", {"Authorization": f"Bearer {ticket['token']}"}

    return begin_session
