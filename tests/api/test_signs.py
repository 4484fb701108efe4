"""Signs as sheets over HTTP."""

from xml.etree import ElementTree

import pytest

from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

SIGN = "/v1/venues/small-hospital/signs/SH-0001"
ADDRESS = "?address=https://maps.example.org"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def test_a_sign_is_a_sheet_with_the_name_of_its_place_in_both_languages(client):
    answer = client.get(SIGN + ADDRESS, headers=FEED)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    ElementTree.fromstring(answer.text)
    assert "大厅" in answer.text
    assert "Lobby" in answer.text


def test_what_is_no_sign_or_no_address_is_a_problem(client):
    assert_problem(client.get(SIGN.replace("SH-0001", "ZZ") + ADDRESS, headers=FEED), 404, "not-found")
    assert_problem(client.get(f"{SIGN}?address=javascript:alert(1)", headers=FEED), 400, "bad-input")
    assert_problem(client.get(SIGN, headers=FEED), 400, "invalid-request")
    assert_problem(client.get(SIGN + ADDRESS), 401, "unauthorised")
