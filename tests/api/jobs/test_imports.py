"""Imports over HTTP: jobs that can be followed and cancelled, and that change a draft whole or not at all."""

import io
import json
import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from api.app import create_app, services_of
from api.jobs.child import FILES
from api.jobs.imports import Imports
from api.jobs.job import Job, JobState
from api.jobs.process import Limits
from api.settings import Settings
from api.store import open_store
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from maps.writers import geojson, imdf
from tests.api.test_closures import FEED, KEY

IMPORTS = "/v1/venues/other/imports"
OTHER = VenueId("other")
WITHIN_S = 60.0


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY, max_import_bytes=200_000)


@pytest.fixture(scope="module")
def refusing(published_database, tmp_path_factory):
    """Return a client for tests in which nothing is taken in."""
    path = tmp_path_factory.mktemp("refusing") / "beeline.sqlite"
    shutil.copy(published_database, path)
    app = create_app(Settings(database_url=f"sqlite:///{path}", feed_key=KEY, max_import_bytes=200_000))
    yield app.test_client()
    services_of(app).close()


@pytest.fixture
def store(client):
    return services_of(client.application).store


@pytest.fixture(scope="module")
def plan(tmp_path_factory, hospital):
    path = tmp_path_factory.mktemp("plan") / "hospital.zip"
    imdf.write(hospital, path)
    return path.read_bytes()


def send(client, *files, query="", **more):
    data = {"file": [(io.BytesIO(content), name) for name, content in files]}
    return client.post(f"{IMPORTS}{query}", data=data, headers=FEED, **more)


def followed(client, answer):
    """Ask until the job has ended, and return it with every state it was seen in."""
    assert answer.status_code == 202, answer.json
    states, until_s = [], time.monotonic() + WITHIN_S
    while time.monotonic() < until_s:
        job = client.get(answer.headers["Location"], headers=FEED).json
        states.append(job["state"])
        if job["ended_at"]:
            return job, states
        time.sleep(0.02)
    raise AssertionError(f"the import did not end: {job}")


def has_draft(store, venue=OTHER):
    try:
        return bool(store.get_draft(venue).features)
    except NotFoundError:
        return False


def test_a_plan_that_is_sent_becomes_a_draft(client, store, plan, hospital):
    job, states = followed(client, send(client, ("hospital.zip", plan)))
    assert job["state"] == "done", job
    assert job["progress"] == 1.0
    assert job["draft"] == {"version": 1, "href": "/v1/venues/other/draft"}
    assert job["findings"]["block"] == 0
    assert [line["text"] for line in job["log"]][:2] == ["Taken in.", "Begun."]
    assert "running" in states
    assert len(store.get_draft(OTHER).of_type("unit")) == len(hospital.units)
    assert [each["id"] for each in client.get(IMPORTS, headers=FEED).json["imports"]] == [job["id"]]


def test_one_file_may_be_sent_as_it_is(client, store, tmp_path, hospital):
    geojson.write(hospital, tmp_path / "v.geojson")
    data = (tmp_path / "v.geojson").read_bytes()
    answer = client.post(
        f"{IMPORTS}?name=地图.geojson", data=data, headers=FEED, content_type="application/octet-stream"
    )
    assert followed(client, answer)[0]["state"] == "done"
    assert len(store.get_draft(OTHER).of_type("unit")) == len(hospital.units)


def test_a_plan_that_cannot_be_read_fails_with_its_reason_and_changes_nothing(client, store, plan):
    job, _ = followed(client, send(client, ("../../etc/hospital.zip", plan[:2000])))
    assert job["state"] == "failed"
    assert job["problem"]["code"] == "unreadable-file"
    assert job["problem"]["detail"].startswith("hospital.zip")
    assert not has_draft(store)


def test_an_import_that_is_cancelled_changes_nothing(client, store, plan):
    answer = send(client, ("hospital.zip", plan))
    cancelled = client.delete(answer.headers["Location"], headers=FEED)
    assert (cancelled.status_code, cancelled.json["state"]) == (200, "cancelled")
    assert followed(client, send(client, ("x.zip", b"PK")))[0]["state"] == "failed"
    assert not has_draft(store)
    assert client.get(answer.headers["Location"], headers=FEED).json["state"] == "cancelled"


def test_a_running_import_is_ended_when_it_is_cancelled_and_an_ended_one_cannot_be(client, store, plan):
    answer = send(client, ("hospital.zip", plan))
    where, until_s = answer.headers["Location"], time.monotonic() + WITHIN_S
    while client.get(where, headers=FEED).json["state"] == "queued" and time.monotonic() < until_s:
        time.sleep(0.005)
    client.delete(where, headers=FEED)
    followed(client, send(client, ("x.zip", b"PK")))
    assert not has_draft(store)
    assert client.delete(where, headers=FEED).status_code == 409


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../..", ".hidden", "a\x00b", "a\nb.json", "x" * 300, "folder/", "..\\..\\"]
)
def test_a_name_that_would_be_kept_elsewhere_is_refused(refusing, name):
    answer = refusing.post(
        IMPORTS, query_string={"name": name}, data=b"x", headers=FEED, content_type="application/octet-stream"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("files", "query", "status"),
    [
        ((("a.json", b"{}"), ("b/a.json", b"{}")), "", 400),
        ((("a.json", b" " * 300_000),), "", 413),
        ((("a.json", b" " * 150_000), ("b.json", b" " * 150_000)), "", 413),
        ((("a.json", b"{}"),), "?format=dwg", 400),
        ((("a.json", b"{}"),), "?colour=red", 400),
    ],
)
def test_what_cannot_be_taken_in_is_refused_at_once(refusing, files, query, status):
    answer = send(refusing, *files, query=query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert refusing.get(IMPORTS, headers=FEED).json["imports"] == []


def test_a_body_that_is_no_file_is_refused(refusing):
    assert refusing.post(IMPORTS, json={}, headers=FEED).status_code == 415
    empty = refusing.post(IMPORTS, data={"other": "x"}, content_type="multipart/form-data", headers=FEED)
    assert (empty.status_code, empty.json["detail"]) == (400, "No file was sent.")


def test_a_raw_body_of_unstated_length_is_measured_as_it_comes(refusing):
    answer = refusing.post(
        f"{IMPORTS}?name=a.json",
        input_stream=io.BytesIO(b" " * 300_000),
        headers={**FEED, "Transfer-Encoding": "chunked"},
        content_type="application/octet-stream",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413


def test_only_who_holds_the_key_imports_and_looks(client, plan):
    location = send(client, ("hospital.zip", plan)).headers["Location"]
    for method, path in (("post", IMPORTS), ("get", IMPORTS), ("get", location), ("delete", location)):
        assert getattr(client, method)(path).status_code == 401


def test_more_imports_than_may_wait_are_refused(make_client, plan):
    client = make_client(feed_key=KEY, max_imports=1)
    answers = [send(client, ("hospital.zip", plan)).status_code for _ in range(4)]
    assert answers[0] == 202
    assert 503 in answers


def test_an_import_whose_server_is_gone_was_interrupted(client, store):
    now_s = time.time()
    store.add_job(Job(id="lost", venue_id=OTHER, format="auto", created_s=now_s - 60), now_s - 60)
    job = client.get(f"{IMPORTS}/lost", headers=FEED).json
    assert (job["state"], job["problem"]["code"]) == ("failed", "interrupted")
    assert client.delete(f"{IMPORTS}/lost", headers=FEED).status_code == 409


def test_imports_are_forgotten_after_a_day(store):
    now_s = time.time()
    store.add_job(Job(id="old", venue_id=OTHER, format="auto", created_s=now_s - 90_000), now_s - 90_000)
    store.add_job(Job(id="new", venue_id=OTHER, format="auto", created_s=now_s), now_s)
    assert [job.id for job in store.list_jobs(OTHER, now_s)] == ["new"]


@pytest.fixture
def imports_with(tmp_path):
    """Return a function that makes imports with limits of their own, on a store of their own."""
    made = []

    def make(limits):
        store = open_store(f"sqlite:///{tmp_path / 'limited.sqlite'}")
        made.append(Imports(store, limits=limits, most=4, now_unix_s=time.time))
        return made[-1], store

    yield make
    for each in made:
        each.close()


def submitted(imports, content):
    folder = imports.make_folder()
    path = Path(folder.name) / FILES / "plan.geojson"
    path.parent.mkdir()
    path.write_bytes(content)
    return imports.submit(OTHER, "geojson", folder), folder


def ended(store, job):
    until_s = time.monotonic() + WITHIN_S
    while (found := store.get_job(OTHER, job.id, time.time())).is_open and time.monotonic() < until_s:
        time.sleep(0.02)
    return found


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        (Limits(time_s=0.2, memory_bytes=4 << 30), {"too-large"}),
        (Limits(time_s=60.0, memory_bytes=256 << 20), {"too-large", "unreadable-file"}),
    ],
    ids=["time", "memory"],
)
def test_an_import_that_takes_too_much_is_ended(imports_with, limits, codes):
    imports, store = imports_with(limits)
    job, folder = submitted(imports, json.dumps({"type": "FeatureCollection", "features": [{}] * 50_000}).encode())
    found = ended(store, job)
    assert found.state is JobState.FAILED
    assert found.fault.code in codes
    assert not has_draft(store)
    imports.close()
    assert not Path(folder.name).exists()


def test_closing_ends_what_waits_and_what_runs(imports_with):
    imports, store = imports_with(Limits(time_s=60.0, memory_bytes=4 << 30))
    jobs = [submitted(imports, b"{}") for _ in range(3)]
    imports.close()
    for job, folder in jobs:
        assert isinstance(folder, TemporaryDirectory)
        found = ended(store, job)
        assert found.state is JobState.FAILED
        assert not Path(folder.name).exists()
    assert "interrupted" in {store.get_job(OTHER, job.id, time.time()).fault.code for job, _ in jobs}
    with pytest.raises(ConflictError):
        imports.cancel(OTHER, jobs[0][0].id)
