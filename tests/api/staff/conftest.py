"""People with accounts, and browsers of theirs."""

import pytest

from api.app import services_of
from api.staff.accounts import new_person
from api.staff.passwords import hash_password
from api.staff.person import Role
from maps.ids import VenueId

PASSWORD = "a long enough password"
KEPT = hash_password(PASSWORD)


class Browser:
    """A browser with cookies of its own, that sends the word against forged requests as the pages do."""

    def __init__(self, app):
        self.client = app.test_client()
        self.csrf = ""

    def sign_in(self, login, password=PASSWORD):
        answer = self.client.post("/v1/staff/sign-in", json={"login": login, "password": password})
        if answer.status_code == 200:
            self.csrf = answer.json["person"]["csrf"]
        return answer

    def ask(self, method, path, **more):
        headers = {"X-CSRF-Token": self.csrf, **more.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **more)


@pytest.fixture
def app(make_client):
    """Return an application where nobody is bounded in how often they try, unless the test says so."""
    return make_client(feed_key="feed-key-of-tests", sign_ins_burst=10_000).application


@pytest.fixture
def employ(app):
    """Return a function that makes an account and returns a browser in which it is signed in."""

    def make(login, role=None, venue="small-hospital", *, admin=False):
        store = services_of(app).store
        person = new_person(login, login.title(), admin=admin)
        store.add_person(person, KEPT)
        if role is not None:
            store.set_role(VenueId(venue), person.id, Role(role))
        browser = Browser(app)
        assert browser.sign_in(login).status_code == 200
        return browser

    return make
