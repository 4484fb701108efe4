"""Where two people are needed to publish."""

import time

import pytest

from api.app import services_of
from maps.writers import get_writer
from tests.api.staff.test_sign_in import EDITS

VENUE = "/v1/venues/small-hospital"


@pytest.fixture
def app(make_client):
    return make_client(feed_key="feed-key-of-tests", two_person_publishing=True).application


def publish(browser):
    version = browser.ask("GET", f"{VENUE}/draft").headers["ETag"]
    return browser.ask("POST", f"{VENUE}/revisions", headers={"If-Match": version}, json={})


def change(browser):
    version = browser.ask("GET", f"{VENUE}/draft").headers["ETag"]
    assert browser.ask("POST", f"{VENUE}/draft/changes", headers={"If-Match": version}, json=EDITS).status_code == 201


def test_nobody_publishes_what_they_changed_themselves_and_somebody_else_does(app, employ):
    li, wang = employ("li", "publisher"), employ("wang", "publisher")
    change(li)
    refused = publish(li)
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert "change 2" in refused.json["detail"]
    assert services_of(app).store.latest_revision("small-hospital") == 1
    assert publish(wang).status_code == 201


def test_what_was_published_before_is_no_hindrance(app, employ):
    li, wang = employ("li", "publisher"), employ("wang", "publisher")
    change(li)
    publish(wang)
    assert publish(li).status_code == 201


def test_an_admin_is_no_exception(app, employ):
    root = employ("root", admin=True)
    change(root)
    assert publish(root).status_code == 403


def test_a_plan_that_was_sent_is_a_change_of_who_sent_it(app, employ, hospital, tmp_path):
    li, wang = employ("li", "publisher"), employ("wang", "publisher")
    get_writer("geojson").write(hospital, tmp_path / "plan.geojson")
    plan = (tmp_path / "plan.geojson").read_bytes()
    path = f"{VENUE}/imports?name=plan.geojson"
    sent = li.ask("POST", path, data=plan, headers={"Content-Type": "application/octet-stream"})
    assert sent.status_code == 202, sent.json
    while (job := li.ask("GET", sent.headers["Location"]).json)["state"] in ("queued", "running", "saving"):
        time.sleep(0.05)
    assert job["state"] == "done", job
    assert li.ask("GET", f"{VENUE}/draft/changes").json["changes"][0]["by"] == "Li"
    assert publish(li).status_code == 403
    assert publish(wang).status_code == 201
