"""Every route by every role, at one's own venue and a foreign one: made from the description of the interface."""

import re

import pytest

from api.app import NOUNS
from api.staff.person import Role

OPEN_WRITES = {
    "POST /v1/sessions",
    "POST /v1/locate",
    "POST /v1/links/open",
    "POST /v1/staff/sign-in",
    "POST /v1/staff/join",
    "POST /v1/venues/{venue_id}/routes",
    "POST /v1/venues/{venue_id}/itineraries",
    "POST /v1/venues/{venue_id}/matrix",
    "POST /v1/venues/{venue_id}/isochrone",
}
"""What everybody may send: it changes nothing that others see, and is bounded."""
ENDPOINTS = [endpoint for noun in NOUNS for endpoint in noun.endpoints]
GUARDED = [endpoint for endpoint in ENDPOINTS if endpoint.role]
BY_NAME = {f"{each.method} {each.path}": each for each in ENDPOINTS}


def path_of(endpoint, venue):
    return re.sub(r"\{\w+\}", "none", endpoint.path.replace("{venue_id}", venue))


def statuses(browser, endpoint, venue="small-hospital"):
    return browser.ask(endpoint.method, path_of(endpoint, venue)).status_code


def test_every_route_that_writes_has_a_rule():
    without = {name for name, each in BY_NAME.items() if each.method != "GET"} - {
        name for name, each in BY_NAME.items() if each.role or each.token or each.signed_in
    }
    assert without <= OPEN_WRITES, "say who may: role, token or signed_in"


def test_every_route_with_a_role_says_of_which_venue():
    assert all("{venue_id}" in endpoint.path for endpoint in GUARDED)


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_nothing_is_let_through_that_a_role_does_not_allow(employ, role):
    browser = employ("somebody", role)
    for endpoint in GUARDED:
        allowed = role is not None and role.includes(endpoint.role)
        status = statuses(browser, endpoint)
        assert (status != 403) == allowed, f"{endpoint.method} {endpoint.path} as {role}: {status}"
        assert status < 500


def test_nothing_of_another_venue_is_let_through(employ):
    browser = employ("somebody", Role.ADMIN, venue="another-hospital")
    for endpoint in GUARDED:
        assert statuses(browser, endpoint) == 403, f"{endpoint.method} {endpoint.path}"


def test_nobody_gets_in_without_signing_in(app, client):
    for endpoint in GUARDED:
        answer = app.test_client().open(path_of(endpoint, "small-hospital"), method=endpoint.method)
        assert answer.status_code == 401, f"{endpoint.method} {endpoint.path}"


def test_an_admin_of_the_server_may_do_everything_everywhere(employ):
    browser = employ("root", admin=True)
    for venue in ("small-hospital", "another-hospital"):
        assert not [each.path for each in GUARDED if statuses(browser, each, venue) == 403]
