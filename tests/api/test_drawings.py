"""Levels as drawings over HTTP."""

from xml.etree import ElementTree

import pytest

PATH = "/v1/venues/small-hospital/drawings"


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.mark.parametrize("level", ["F2", "1", "floor f2"])
def test_a_level_is_drawn_by_what_people_call_it(client, level):
    answer = client.get(f"{PATH}/{level}")
    assert answer.mimetype == "image/svg+xml"
    assert answer.data == client.get(f"{PATH}/F2").data
    assert "化验室" in answer.text or "Laboratory" in answer.text
    ElementTree.fromstring(answer.text)


def test_a_drawing_is_in_the_language_asked_for_and_kept_by_its_digest(client):
    answer = client.get(f"{PATH}/F1?language=en&revision=1")
    assert max(answer.text) < "\u2e80"
    assert "immutable" in answer.headers["Cache-Control"]
    again = client.get(f"{PATH}/F1?language=en", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("path", "status"), [("F9", 404), ("F1?language=fr", 400), ("F1?revision=7", 404)])
def test_what_cannot_be_drawn_is_a_problem(client, path, status):
    answer = client.get(f"{PATH}/{path}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
