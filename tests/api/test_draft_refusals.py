"""What a draft does not take: refused with a sentence and a remedy, and nothing of it is done."""

import json
import shutil

import pytest

from api.app import create_app, services_of
from api.settings import Settings
from tests.api.test_closures import FEED, KEY
from tests.api.test_drafts import DRAFT, change, edit, etag
from tests.api.test_problems import assert_problem


@pytest.fixture(scope="module")
def client(published_database, tmp_path_factory):
    """Return a client that all of these share: none of them changes anything."""
    folder = tmp_path_factory.mktemp("refusals")
    shutil.copy(published_database, folder / "beeline.sqlite")
    app = create_app(Settings(database_url=f"sqlite:///{folder / 'beeline.sqlite'}", feed_key=KEY, changes_burst=1_000))
    yield app.test_client()
    services_of(app).close()


BAD_EDITS = [
    ({"change": "nowhere"}, 404, "not-found"),
    ({"remove": "nowhere"}, 404, "not-found"),
    ({"change": "desk", "which": 2}, 404, "not-found"),
    ({"change": "desk", "feature_type": "unit"}, 404, "not-found"),
    ({"change": "small-hospital"}, 404, "not-found"),
    ({"add": "desk", "feature_type": "service_group"}, 409, "conflict"),
    ({"add": "x", "feature_type": "castle"}, 400, "bad-input"),
    ({"add": "x", "feature_type": "venue"}, 400, "bad-input"),
    ({"add": "x", "feature_type": "unit"}, 400, "bad-input"),
    ({"add": " ", "feature_type": "service_group"}, 400, "bad-input"),
    ({"add": "a\nb", "feature_type": "service_group"}, 400, "bad-input"),
    ({"change": "desk", "properties": {"colour": "red"}}, 400, "bad-input"),
    ({"change": "F1-pharma", "properties": {"access": "secret"}}, 400, "bad-input"),
    ({"change": "F1-pharma", "properties": {"labels": ["a"]}}, 400, "bad-input"),
    ({"change": "F1-pharma", "properties": {"labels": {"en": "a" * 10_000}}}, 413, "too-large"),
    ({"change": "F1-pharma", "properties": {"aliases": ["a" * 1_900] * 40}}, 413, "too-large"),
    ({"change": "F1-pharma", "properties": {"display_point": "here"}}, 400, "bad-input"),
    ({"change": "lift-1", "properties": {"stops": [{"level_id": "F1"}]}}, 400, "bad-input"),
    ({"change": "lift-1", "properties": {"stops": ["F1"]}}, 400, "bad-input"),
    ({"change": "lift-1", "geometry": {"type": "Point", "coordinates": [121, 31]}}, 400, "bad-input"),
    ({"change": "F1-pharma", "geometry": {"type": "Point", "coordinates": [121, 31]}}, 400, "bad-input"),
    ({"change": "desk", "geometry": {"type": "Point", "coordinates": [31, 121]}}, 400, "bad-input"),
    ({"change": "desk", "geometry": {"type": "Point", "coordinates": []}}, 400, "bad-input"),
    ({"change": "desk", "geometry": {"type": "Castle"}}, 400, "bad-input"),
    ({"change": "desk", "geometry": {"type": "Point", "coordinates": ["a", "b"]}}, 400, "bad-input"),
    ({"change": "desk", "geometry": {"type": "LineString", "coordinates": [[121, 31]] * 30_000}}, 413, "too-large"),
    ({"change": "desk", "move_m": [19_999, 19_999]}, 400, "bad-input"),
    ({"change": "desk", "move_m": [1e9, 0]}, 400, "invalid-request"),
    ({"change": "desk", "move_m": [1]}, 400, "invalid-request"),
    ({"change": "desk", "colour": "red"}, 400, "invalid-request"),
    ({"shrink": "desk"}, 400, "invalid-request"),
    ({"venue": {"id": "other"}}, 400, "bad-input"),
    ({"venue": {"labels": None}}, 400, "bad-input"),
    ({"venue": {"purpose": "war"}}, 400, "bad-input"),
    ({"venue": {"frame_origin": [0, 89]}}, 400, "bad-input"),
    ({"venue": {"frame_origin": [0]}}, 400, "bad-input"),
    ({"venue": {"attribution": 7}}, 400, "bad-input"),
]


@pytest.mark.parametrize(("wish", "status", "code"), BAD_EDITS, ids=[json.dumps(each[0])[:60] for each in BAD_EDITS])
def test_an_edit_that_makes_no_sense_is_refused_with_a_sentence_and_so_are_those_beside_it(client, wish, status, code):
    answer = edit(client, change("F1-pharma", access="staff"), wish)
    assert_problem(answer, status, code)
    assert answer.json["remedy"]
    assert etag(client) == '"1"'


@pytest.mark.parametrize("path", ["draft", "draft/changes", "draft/changes/1", "diff"])
def test_a_venue_without_a_draft_is_not_found(client, path):
    assert_problem(client.get(f"/v1/venues/nowhere/{path}", headers=FEED), 404, "not-found")


def test_an_unknown_change_is_not_found(client):
    for number in ("99", "x", "0", "1" * 30):
        assert_problem(client.get(f"{DRAFT}/changes/{number}", headers=FEED), 404, "not-found")
