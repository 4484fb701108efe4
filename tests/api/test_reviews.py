"""What people say of a draft before it is published."""

import pytest

from api.app import services_of
from api.store.reviews import MOST_COMMENTS
from maps.ids import VenueId
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem
from tests.api.test_trials import edit

COMMENTS = "/v1/venues/small-hospital/review/comments"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def say(client, words, **more):
    return client.post(COMMENTS, headers=FEED, json={"words": words, **more})


def said(client, **query):
    return client.get(COMMENTS, headers=FEED, query_string=query).json["comments"]


def test_what_is_said_is_listed_newest_first_with_who_and_the_version_of_the_draft(client):
    say(client, "The door is missing.", by="ward 3")
    version = edit(client, {"change": "F1-lab", "properties": {"labels": {"en": "Laboratory 1"}}})
    say(client, "Now it is right.\nThank you.")
    newest, first = said(client)
    assert (first["words"], first["by"], first["version"]) == ("The door is missing.", "ward 3", version - 1)
    assert (newest["words"], newest["version"]) == ("Now it is right.\nThank you.", version)
    assert newest["at"] >= first["at"]


def test_a_comment_changes_no_version_and_nothing_in_the_log_of_changes(client):
    before = client.get("/v1/venues/small-hospital/draft/changes", headers=FEED).json
    say(client, "Looks good.")
    assert client.get("/v1/venues/small-hospital/draft/changes", headers=FEED).json == before


def test_a_page_of_comments_is_followed_by_those_before_it(client):
    for number in range(5):
        say(client, f"Comment {number}")
    page = said(client, limit=2)
    assert [each["words"] for each in page] == ["Comment 4", "Comment 3"]
    assert [each["words"] for each in said(client, limit=2, before=page[-1]["number"])] == ["Comment 2", "Comment 1"]


@pytest.mark.parametrize("words", ["", "   \n", "x" * 1001])
def test_a_comment_says_something_and_not_too_much(client, words):
    assert_problem(say(client, words), 400, "invalid-request")


def test_of_very_many_comments_the_oldest_are_forgotten(client):
    store = services_of(client.application).store
    for number in range(MOST_COMMENTS + 2):
        store.add_comment(VenueId("small-hospital"), 1, "", str(number))
    oldest = store.list_comments(VenueId("small-hospital"), limit=MOST_COMMENTS + 10)[-1]
    assert oldest.words == "2"
