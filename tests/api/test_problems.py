"""One error shape, whatever goes wrong and wherever: routes, framework, validation, sessions, bugs."""

import re
from pathlib import Path

import pytest
from flask import Flask

from api import problems
from api.problems import STATUS_BY_CODE

ROUTES = "/v1/venues/small-hospital/routes"
HERE = {"x_m": 5.0, "y_m": 1.0, "level": "F1"}


@pytest.fixture
def client(shared_client):
    return shared_client


def assert_problem(answer, status, code):
    assert answer.status_code == status, answer.data
    assert answer.mimetype == "application/problem+json"
    body = answer.json
    assert {"type", "title", "status", "detail", "code", "remedy"} <= body.keys()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:beeline:problem:{code}"
    assert body["detail"]
    assert "Traceback" not in body["detail"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/nowhere", 404, "not-found"),
        ("POST", "/v1/nowhere", 404, "not-found"),
        ("GET", "/assets/../../etc/passwd", 404, "not-found"),
        ("GET", "/assets/%2e%2e/%2e%2e/secret", 404, "not-found"),
        ("GET", "/v1/venues/nowhere", 404, "not-found"),
        ("GET", "/v1/venues/Not%20An%20Id", 400, "bad-input"),
        ("GET", "/v1/venues/small-hospital?revision=99", 404, "not-found"),
        ("GET", "/v1/venues/small-hospital?revision=0", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital?revision=two", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital?revison=1", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital/levels/F9", 404, "not-found"),
        ("GET", "/v1/venues/small-hospital/levels/F1?include=everything", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital/places/nowhere", 404, "not-found"),
        ("GET", "/v1/venues/small-hospital/search", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital/search?q=x&limit=1000", 400, "invalid-request"),
        ("GET", "/v1/venues/small-hospital/search?q=x&near=here", 400, "bad-input"),
        ("GET", "/v1/venues/small-hospital/search?q=x&near=nan,1@F1", 400, "bad-input"),
        ("GET", "/v1/venues/small-hospital/search?q=x&near=1,1@F9", 404, "not-found"),
        ("GET", "/v1/sessions/x", 401, "unauthorised"),
        ("GET", "/v1/sessions/x/events", 401, "unauthorised"),
        ("DELETE", "/v1/venues", 405, "method-not-allowed"),
        ("GET", ROUTES, 405, "method-not-allowed"),
        ("POST", "/healthz", 405, "method-not-allowed"),
        ("GET", "/", 503, "not-built"),
    ],
)
def test_what_is_asked_wrongly_is_a_problem(client, method, path, status, code):
    assert_problem(client.open(path, method=method), status, code)


def test_a_wrong_method_names_the_right_ones(client):
    assert "POST" in client.get(ROUTES).headers["Allow"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"{", "application/json", 400, "invalid-json"),
        (b"", "application/json", 400, "invalid-json"),
        (b"\xff\xfe", "application/json", 400, "invalid-json"),
        (b"[]", "application/json", 400, "invalid-request"),
        (b"null", "application/json", 400, "invalid-request"),
        (
            b'{"from": {"x_m": NaN, "y_m": 1, "level": "F1"}, "to": {}}',
            "application/json",
            400,
            "invalid-request",
        ),
        (
            b'{"from": {"x_m": 1e999, "y_m": 1, "level": "F1"}, "to": {}}',
            "application/json",
            400,
            "invalid-request",
        ),
        (b"{}", "text/plain", 415, "unsupported-media-type"),
        (b"{}", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (b"{}", None, 415, "unsupported-media-type"),
        (b" " * 20_000, "application/json", 413, "too-large"),
    ],
)
def test_a_bad_body_is_a_problem(client, body, kind, status, code):
    assert_problem(client.post(ROUTES, data=body, content_type=kind), status, code)


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": HERE},
        {"from": HERE, "to": {}},
        {"from": HERE, "to": {"place": ""}},
        {"from": HERE, "to": {"place": 7}},
        {"from": HERE, "to": {"place": "a\x00b"}},
        {"from": HERE, "to": {"place": "x", "level": "F1"}},
        {"from": HERE | {"x_m": "5"}, "to": HERE},
        {"from": HERE | {"x_m": True}, "to": HERE},
        {"from": HERE | {"x_m": 1e9}, "to": HERE},
        {"from": HERE, "to": {"lon": 181.0, "lat": 0.0, "level": "F1"}},
        {"from": HERE, "to": HERE, "profile": None},
        {"from": HERE, "to": HERE, "lang": "<script>"},
        {"from": HERE, "to": HERE, "more": 1},
    ],
)
def test_a_body_of_another_shape_says_where(client, wrong):
    answer = client.post(ROUTES, json=wrong)
    assert_problem(answer, 400, "invalid-request")
    assert all(fault["message"] and "@" not in fault["pointer"] for fault in answer.json["errors"])


def test_only_the_shape_that_was_meant_is_judged(client):
    answer = client.post(ROUTES, json={"from": HERE, "to": {"lon": 181.0, "level": "F1"}})
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/to/lon", "/to/lat"]


@pytest.mark.parametrize(
    ("end", "named"), [({"place": "nowhere"}, "nowhere"), ({"x_m": 1.0, "y_m": 1.0, "level": "F9"}, "F9")]
)
def test_an_unknown_place_or_level_is_not_found_by_name(client, end, named):
    answer = client.post(ROUTES, json={"from": HERE, "to": end})
    assert_problem(answer, 404, "not-found")
    assert named in answer.json["detail"]


def test_an_unknown_profile_is_not_found_with_those_that_exist(client):
    answer = client.post(ROUTES, json={"from": HERE, "to": HERE, "profile": "flying"})
    assert_problem(answer, 404, "not-found")
    assert "wheelchair" in answer.json["remedy"]


def test_a_bug_is_a_problem_that_tells_nothing(caplog):
    app = Flask("broken")
    problems.install(app)

    @app.get("/bug")
    def bug():
        raise RuntimeError("the secret of the house")

    answer = app.test_client().get("/bug")
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert "secret" in caplog.text


def test_a_database_that_goes_away_is_a_problem_and_the_server_lives_on(make_client, settings, tmp_path):
    client = make_client()
    path = tmp_path / "beeline.sqlite"
    path.rename(tmp_path / "away")
    path.mkdir()
    services = client.application.extensions["beeline"]
    services.store.close()
    assert_problem(client.get("/v1/venues"), 503, "store-unavailable")
    path.rmdir()
    (tmp_path / "away").rename(path)
    assert client.get("/v1/venues").status_code == 200


def test_every_code_has_an_error_status():
    assert all(400 <= status < 600 for status in STATUS_BY_CODE.values())


def test_the_page_about_http_lists_every_code():
    page = (Path(__file__).parents[2] / "docs" / "http.md").read_text(encoding="utf-8")
    table = page[page.index("| status | codes |") : page.index("## Privacy")]
    assert set(re.findall(r"`([a-z-]+)`", table)) == set(STATUS_BY_CODE)
