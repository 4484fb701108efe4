"""Releases over HTTP: proven, refused, overridden with a reason, and recorded."""

from dataclasses import replace

import pytest

from api.app import services_of
from maps.disassemble import disassemble
from maps.draft import VenueDraft
from maps.ids import VenueId
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

VENUE = "/v1/venues/small-hospital"
LAB = {"id": "F1-lab", "name": "Laboratory", "labels": {"en": "Laboratory", "zh-Hans": "检验科"}}
WORD = {"override": {"reason": "The laboratory moves out.", "by": "facilities"}}


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def store_of(client):
    return services_of(client.application).store


def save(client, draft: VenueDraft) -> None:
    store_of(client).save_draft(draft, ())


def without_door(hospital) -> VenueDraft:
    draft = disassemble(hospital)
    return replace(draft, features=tuple(each for each in draft.features if each.id != "F1-lab-door"))


def publish(client, body=None):
    """Publish the draft as it is now."""
    version = client.get(f"{VENUE}/draft", headers=FEED).headers["ETag"]
    return client.post(f"{VENUE}/revisions", headers={**FEED, "If-Match": version}, json=body or {})


def test_a_draft_that_changes_nothing_is_proven_clean_and_published(client):
    proofs = client.get(f"{VENUE}/draft/proofs", headers=FEED)
    assert (proofs.status_code, proofs.json["base_revision"], proofs.json["refused"]) == (200, 1, False)
    assert proofs.json["changes"] == []
    answer = publish(client)
    assert (answer.status_code, answer.json["revision"]) == (201, 2)
    assert answer.json["proofs"] == proofs.json
    assert client.get("/v1/venues/small-hospital").json["revision"] == 2


def test_a_release_that_loses_a_way_is_refused_with_its_proofs_and_nothing_is_published(client, hospital):
    save(client, without_door(hospital))
    answer = publish(client)
    assert_problem(answer, 422, "release-refused")
    (change,) = answer.json["proofs"]["changes"]
    assert (change["kind"], change["destination"]) == ("unreachable", LAB)
    assert client.get("/v1/venues/small-hospital").json["revision"] == 1


def test_an_override_needs_a_reason_and_a_name_and_is_recorded_with_the_revision(client, hospital):
    save(client, without_door(hospital))
    assert_problem(publish(client, {"override": {"reason": "", "by": "me"}}), 400, "invalid-request")
    assert_problem(publish(client, {"override": {"reason": "Because."}}), 400, "invalid-request")
    assert publish(client, WORD).json["override"] == WORD["override"]
    kept = client.get(f"{VENUE}/revisions/2", headers=FEED).json
    assert kept["override"] == WORD["override"]
    assert kept["proofs"]["refused"]
    assert kept["published_at"]


def test_an_override_that_was_not_needed_is_not_recorded(client):
    assert publish(client, WORD).json["override"] is None


def test_only_the_holder_of_the_feed_key_may_prove_and_publish(client, make_client):
    assert_problem(client.get(f"{VENUE}/draft/proofs"), 401, "unauthorised")
    assert_problem(client.post(f"{VENUE}/revisions", headers={"If-Match": '"1"'}, json={}), 401, "unauthorised")
    assert_problem(client.get(f"{VENUE}/revisions/1"), 401, "unauthorised")


def test_what_is_not_there_is_not_found(client):
    assert_problem(client.get("/v1/venues/nowhere/draft/proofs", headers=FEED), 404, "not-found")
    first = {**FEED, "If-Match": '"1"'}
    assert_problem(client.post("/v1/venues/nowhere/revisions", headers=first, json={}), 404, "not-found")
    for number in ("9", "x", "-1", "9" * 30):
        assert_problem(client.get(f"{VENUE}/revisions/{number}", headers=FEED), 404, "not-found")


def test_a_draft_whose_findings_forbid_publishing_is_not_proven(client, hospital):
    draft = disassemble(hospital)
    twice = replace(draft, features=(*draft.features, draft.features[-1]))
    save(client, twice)
    assert_problem(client.get(f"{VENUE}/draft/proofs", headers=FEED), 422, "audit-blocked")
    assert_problem(publish(client), 422, "audit-blocked")


def test_a_draft_that_somebody_changed_meanwhile_is_not_published(client, hospital):
    save(client, without_door(hospital))
    before = {**FEED, "If-Match": '"1"'}
    answer = client.post(f"{VENUE}/revisions", headers=before, json=WORD)
    assert_problem(answer, 412, "stale")
    assert client.get("/v1/venues/small-hospital").json["revision"] == 1


def test_the_log_names_who_published(client):
    publish(client, {"words": "New door", "by": "li"})
    newest = client.get(f"{VENUE}/revisions", headers=FEED).json["revisions"][0]
    assert (newest["words"], newest["by"]) == ("New door", "li")


def test_a_revision_that_nothing_was_proven_of_says_so(client):
    kept = client.get(f"{VENUE}/revisions/1", headers=FEED).json
    assert (kept["proofs"], kept["override"]) == (None, None)


def test_another_revision_published_meanwhile_is_a_conflict(client, hospital, monkeypatch):
    services = services_of(client.application)
    compute = services.releases._compute
    monkeypatch.setattr(
        services.releases, "_compute", lambda make: (services.store.publish(VenueId(hospital.id)), compute(make))[1]
    )
    assert_problem(publish(client), 409, "conflict")
