"""The impact of a closure over HTTP: asked before it is made, on top of what is closed, and never of single people."""

import pytest

from api.app import services_of
from api.presenting.impact import people_document
from maps.ids import FeatureId
from nav.waits.commitments import Commitment
from tests.api.test_closures import FEED, KEY, close, listed
from tests.api.test_problems import assert_problem

VENUE = "/v1/venues/small-hospital"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def impact(client, **supposed):
    return client.post(f"{VENUE}/impact", headers=FEED, json=supposed)


def hit_by(answer, kind):
    assert answer.status_code == 200, answer.json
    return {each["destination"]["id"] for each in answer.json["hits"] if each["kind"] == kind}


def test_a_lift_out_takes_the_step_free_way_and_closes_nothing_by_asking(client):
    answer = impact(client, lifts_out=["lift-1"])
    assert "F2-lab" in hit_by(answer, "no_step_free")
    assert hit_by(answer, "unreachable") == set()
    hit = next(each for each in answer.json["hits"] if each["destination"]["id"] == "F2-lab")
    assert hit["destination"]["labels"] == {"en": "Laboratory", "zh-Hans": "检验科"}
    assert hit["cut_off"] is True
    assert hit["entrances"][0]["labels"]
    assert listed(client) == []
    assert client.get(f"{VENUE}/lifts").json["lifts"][0]["state"] == "in_service"


def test_what_is_closed_already_counts(client):
    alone = hit_by(impact(client, closures=[{"feature": "stairs-1"}]), "unreachable")
    close(client, "lift-1")
    together = impact(client, closures=[{"feature": "stairs-1"}])
    assert "F2-lab" in hit_by(together, "unreachable") - alone
    assert hit_by(impact(client, lifts_out=["lift-1"]), "no_step_free") == set()


def test_a_closure_that_begins_later_is_supposed_to_hold(client):
    later = impact(client, closures=[{"feature": "F1-corridor", "starts_at": "2090-01-01T00:00:00Z"}])
    now = impact(client, closures=[{"feature": "F1-corridor"}])
    assert later.json["hits"] == now.json["hits"] != []


def test_people_on_the_way_are_told_in_steps_of_ten(client, hospital):
    services = services_of(client.application)
    now = services.clock.unix_s()
    counter = FeatureId(hospital.service_points[0].id)
    unit = hospital.service_points[0].unit_id
    commitments = services.venue_live.commitments
    for size, told in ((9, (0, 10)), (10, (10, 20)), (23, (20, 30))):
        for number in range(size):
            commitments.add(
                hospital.id, Commitment(made_s=now, session_id=f"s{number}", place_id=counter, eta_s=now + 60)
            )
        people = impact(client, closures=[{"feature": unit}]).json["people"]
        assert (people["at_least"], people["fewer_than"]) == told


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_small_group_looks_like_none(count):
    assert people_document(count) == {"at_least": 0, "fewer_than": 10}


def test_what_cannot_be_supposed_is_refused_with_a_remedy(client):
    assert_problem(impact(client), 400, "invalid-request")
    assert_problem(impact(client, lifts_out=["stairs-1"]), 404, "not-found")
    assert_problem(impact(client, closures=[{"feature": "nowhere"}]), 404, "not-found")


def test_only_who_may_close_may_ask(client):
    assert_problem(client.post(f"{VENUE}/impact", json={"lifts_out": ["lift-1"]}), 401, "unauthorised")
