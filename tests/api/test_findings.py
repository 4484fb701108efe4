"""Findings and repairs over HTTP: what is wrong with a draft, what would mend it, and mending it."""

from dataclasses import replace

import pytest
from shapely.affinity import translate

from api.app import services_of
from maps.disassemble import disassemble
from maps.ids import VenueId
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

DRAFT = "/v1/venues/small-hospital/draft"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


@pytest.fixture
def broken(client, hospital):
    """Keep a draft in which a beacon has slipped out of the building."""
    draft = disassemble(hospital)
    features = tuple(
        replace(each, geometry=translate(each.geometry, 0.0, -15.0)) if each.id == "F1-b5" else each
        for each in draft.features
    )
    services_of(client.application).store.save_draft(replace(draft, features=features), ())
    return "F1-b5"


def ask(client, path):
    return client.get(f"{DRAFT}/{path}", headers=FEED).json


def repair(client, **body):
    version = client.get(DRAFT, headers=FEED).headers["ETag"]
    return client.post(f"{DRAFT}/repairs", headers={**FEED, "If-Match": version}, json=body)


def test_what_is_wrong_is_listed_with_the_version_it_is_of(client, broken):
    found = ask(client, "findings")
    assert found["version"] == 2
    (finding,) = [each for each in found["findings"] if each["features"] == [broken]]
    assert (finding["code"], finding["severity"]) == ("M601", "warn")
    assert sum(found["counts"].values()) == len(found["findings"])


def test_a_repair_that_is_listed_mends_and_can_be_undone(client, broken):
    (proposed,) = [each for each in ask(client, "repairs")["repairs"] if each["features"] == [broken]]
    assert proposed["changes"] == [broken]
    answer = repair(client, feature=broken, by="li")
    assert answer.status_code == 200, answer.json
    assert [each["words"] for each in answer.json["applied"]] == [proposed["words"]]
    assert not [each for each in ask(client, "findings")["findings"] if each["features"] == [broken]]
    newest = client.get(f"{DRAFT}/changes", headers=FEED).json["changes"][0]
    assert (newest["words"], newest["by"]) == ("Repair M601", "li")
    services_of(client.application).drafting.undo(VenueId("small-hospital"), "li")
    assert [each for each in ask(client, "findings")["findings"] if each["features"] == [broken]]


def test_where_there_is_nothing_to_mend_no_change_is_logged(client):
    answer = repair(client, finding="M202")
    assert (answer.json["applied"], answer.json["version"]) == ([], 1)


def test_a_repair_names_the_version_it_is_for_and_needs_the_key(client, broken):
    assert_problem(client.post(f"{DRAFT}/repairs", headers=FEED, json={}), 428, "if-match-missing")
    assert_problem(client.post(f"{DRAFT}/repairs", headers={**FEED, "If-Match": '"1"'}, json={}), 412, "stale")
    for path in ("findings", "repairs"):
        assert_problem(client.get(f"{DRAFT}/{path}"), 401, "unauthorised")
