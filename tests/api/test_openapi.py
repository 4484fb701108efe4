"""The description is generated from the code, valid, complete and true."""

import json
import re

import pytest

from api.app import services_of
from api.problems import STATUS_BY_CODE
from tests.api.test_closures import FEED, KEY
from tests.api.test_sessions import HERE


@pytest.fixture
def client(shared_client):
    return shared_client


@pytest.fixture
def description(client):
    return client.get("/openapi.json").json


def walk(node):
    if isinstance(node, dict):
        yield node
        for part in node.values():
            yield from walk(part)
    elif isinstance(node, list):
        for part in node:
            yield from walk(part)


def test_it_is_openapi_3_1_with_resolving_references_and_unique_operations(description):
    assert description["openapi"] == "3.1.0"
    for node in walk(description):
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/components/schemas/") in description["components"]["schemas"]
    ids = [operation["operationId"] for path in description["paths"].values() for operation in path.values()]
    assert len(set(ids)) == len(ids) >= 14


def test_it_describes_every_route_of_the_interface_and_no_other(client, description):
    served = {
        (re.sub(r"<(?:path:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/v1/", "/ogc/")) or rule.rule == "/healthz"
    }
    described = {(path, method) for path, methods in description["paths"].items() for method in methods}
    assert described == served


def test_every_operation_says_how_it_fails(description):
    for path in description["paths"].values():
        for operation in path.values():
            failures = [answer for code, answer in operation["responses"].items() if int(code) >= 400]
            assert failures
            for answer in failures:
                assert list(answer["content"]) == ["application/problem+json"]
                assert all(code in STATUS_BY_CODE for code in answer["description"].split(": ")[1].split(", "))


def test_bodies_of_feeds_come_with_examples_that_are_accepted(description, make_client):
    client = make_client(feed_key=KEY)
    schemas = description["components"]["schemas"]
    venue = "/v1/venues/small-hospital"
    for example in schemas["LiftBody"]["examples"]:
        assert client.put(f"{venue}/lifts/lift-1", headers=FEED, json=example).status_code == 200
    for example in schemas["ClosureBody"]["examples"]:
        body = {**example, "feature": "lift-1", "ends_at": "2190-01-01T00:00:00Z"}
        assert client.put(f"{venue}/closures/c1", headers=FEED, json=body).status_code == 200
    for example in schemas["PlacedReading"]["examples"]:
        body = {"readings": [{**example, "place": "payment"}]}
        assert client.post(f"{venue}/queues", headers=FEED, json=body).json["accepted"] == 1


def test_the_example_of_control_points_is_accepted(description, make_client):
    client = make_client(feed_key=KEY)
    for example in description["components"]["schemas"]["GeoreferenceBody"]["examples"]:
        path = "/v1/venues/small-hospital/draft/georeference"
        assert client.post(path, headers={**FEED, "If-Match": '"1"'}, json=example).status_code == 200


def test_edits_of_the_examples_are_accepted(description, make_client):
    client = make_client(feed_key=KEY)
    schemas = description["components"]["schemas"]
    draft = "/v1/venues/small-hospital/draft"

    def ask(path, body):
        headers = {**FEED, "If-Match": client.get(draft, headers=FEED).headers["ETag"]}
        return client.post(path, headers=headers, json=body).status_code

    for example in schemas["EditsBody"]["examples"]:
        assert ask(f"{draft}/changes", example) == 201
    assert [ask(f"{draft}/undo", example) for example in schemas["UndoBody"]["examples"]] == [201, 201]
    assert ask(f"{draft}/redo", schemas["RedoBody"]["examples"][1]) == 201
    services_of(client.application).store.publish("small-hospital")
    assert [ask("/v1/venues/small-hospital/rollback", each) for each in schemas["RollbackBody"]["examples"]] == [201]


def test_what_must_name_a_version_says_so(description):
    named = {
        path
        for path, methods in description["paths"].items()
        for operation in methods.values()
        if any(each["name"] == "If-Match" and each["required"] for each in operation["parameters"])
    }
    writes = {path for path, methods in description["paths"].items() if "/draft" in path and "post" in methods}
    assert writes | {"/v1/venues/{venue_id}/rollback", "/v1/venues/{venue_id}/revisions"} == named


def conforms(value, schema, components, where="answer"):
    """Hold a value against the few words of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema:
        for option in schema["anyOf"]:
            try:
                return conforms(value, option, components, where)
            except AssertionError:
                continue
        raise AssertionError(f"{where}: {value!r} is none of {schema['anyOf']}")
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
        "null": type(None),
    }
    if "type" in schema:
        assert isinstance(value, kinds[schema["type"]]), f"{where}: {value!r} is no {schema['type']}"
    if isinstance(value, dict) and "properties" in schema:
        assert set(schema.get("required", ())) <= value.keys(), f"{where}: lacks {schema['required']}"
        for name, part in value.items():
            if name in schema["properties"]:
                conforms(part, schema["properties"][name], components, f"{where}.{name}")
            else:
                assert where.endswith("]") or schema.get("additionalProperties", True), f"{where}: unknown {name}"
    if isinstance(value, list) and "items" in schema:
        for index, part in enumerate(value):
            conforms(part, schema["items"], components, f"{where}[{index}]")
    return None


def answers_about_drafts(client):
    venue, versioned = "/v1/venues/small-hospital", {**FEED, "If-Match": '"1"'}
    edits = [{"change": "F1-lab", "move_m": [0.5, 0]}, {"remove": "desk"}]
    made = client.post(f"{venue}/draft/changes", headers=versioned, json={"edits": edits})
    services_of(client.application).store.publish("small-hospital")
    return {
        ("/v1/venues/{venue_id}/draft/changes", "post"): made,
        ("/v1/venues/{venue_id}/draft", "get"): client.get(f"{venue}/draft", headers=FEED),
        ("/v1/venues/{venue_id}/draft/changes", "get"): client.get(f"{venue}/draft/changes", headers=FEED),
        ("/v1/venues/{venue_id}/draft/changes/{number}", "get"): client.get(f"{venue}/draft/changes/2", headers=FEED),
        ("/v1/venues/{venue_id}/diff", "get"): client.get(f"{venue}/diff?from=1", headers=FEED),
        ("/v1/venues/{venue_id}/revisions", "get"): client.get(f"{venue}/revisions", headers=FEED),
        ("/v1/venues/{venue_id}/rollback", "post"): client.post(
            f"{venue}/rollback", headers={**FEED, "If-Match": '"2"'}, json={"revision": 1}
        ),
        ("/v1/venues/{venue_id}/draft/undo", "post"): client.post(f"{venue}/draft/undo", headers=versioned, json={}),
    }


def test_answers_are_of_the_described_shapes(client, make_client, begin, description):
    feed = make_client(feed_key=KEY)
    path, headers = begin(**{"from": HERE})
    client.post(f"{path}/position", headers=headers, json=HERE)
    venue, ogc = "/v1/venues/small-hospital", "/ogc/small-hospital"
    etag = feed.get(f"{venue}/draft", headers=FEED).headers["ETag"]
    answers = {
        ("/v1/venues", "get"): client.get("/v1/venues"),
        ("/v1/venues/{venue_id}", "get"): client.get(venue),
        ("/v1/venues/{venue_id}/levels/{level_id}", "get"): client.get(f"{venue}/levels/F1?include=transmitters"),
        ("/v1/venues/{venue_id}/search", "get"): client.get(f"{venue}/search?q=lab"),
        ("/v1/venues/{venue_id}/places/{place_id}", "get"): client.get(f"{venue}/places/lift-1"),
        ("/v1/venues/{venue_id}/routes", "post"): client.post(
            f"{venue}/routes", json={"from": HERE, "to": {"place": "F2-lab"}}
        ),
        ("/v1/venues/{venue_id}/itineraries", "post"): client.post(
            f"{venue}/itineraries", json={"from": HERE, "stops": [{"id": "pay", "places": ["payment"]}]}
        ),
        ("/v1/venues/{venue_id}/matrix", "post"): client.post(
            f"{venue}/matrix", json={"origins": [HERE], "destinations": [{"place": "F2-lab"}]}
        ),
        ("/v1/venues/{venue_id}/isochrone", "post"): client.post(
            f"{venue}/isochrone", json={"from": HERE, "limit_s": 60}
        ),
        ("/v1/sessions/{session_id}", "get"): client.get(path, headers=headers),
        ("/v1/sessions/{session_id}", "patch"): client.patch(path, headers=headers, json={"lang": "en"}),
        ("/v1/sessions/{session_id}/observations", "post"): client.post(
            f"{path}/observations", headers=headers, json={"observations": []}
        ),
        ("/v1/venues/{venue_id}/closures/{closure_id}", "put"): feed.put(
            f"{venue}/closures/c1", headers=FEED, json={"feature": "F2-office-door"}
        ),
        ("/v1/venues/{venue_id}/closures", "get"): feed.get(f"{venue}/closures"),
        ("/v1/venues/{venue_id}/lifts/{portal_id}", "put"): feed.put(
            f"{venue}/lifts/lift-1", headers=FEED, json={"state": "slow", "wait_s": 60}
        ),
        ("/v1/venues/{venue_id}/lifts", "get"): feed.get(f"{venue}/lifts"),
        ("/v1/venues/{venue_id}/queues", "post"): feed.post(
            f"{venue}/queues",
            headers=FEED,
            json={"readings": [{"place": place, "waiting": 3, "servers_open": 1} for place in ("payment-1", "x")]},
        ),
        ("/v1/venues/{venue_id}/queues", "get"): feed.get(f"{venue}/queues"),
        ("/v1/venues/{venue_id}/queues/{place_id}/forecast", "get"): feed.get(f"{venue}/queues/payment/forecast"),
        ("/ogc/{venue_id}", "get"): client.get(ogc),
        ("/ogc/{venue_id}/conformance", "get"): client.get(f"{ogc}/conformance"),
        ("/ogc/{venue_id}/collections", "get"): client.get(f"{ogc}/collections"),
        ("/ogc/{venue_id}/collections/{collection_id}", "get"): client.get(f"{ogc}/collections/units"),
        ("/ogc/{venue_id}/collections/{collection_id}/items", "get"): client.get(f"{ogc}/collections/units/items"),
        ("/ogc/{venue_id}/collections/{collection_id}/items/{item_id}", "get"): client.get(
            f"{ogc}/collections/units/items/F1-lobby"
        ),
        ("/v1/venues/{venue_id}/draft/proofs", "get"): feed.get(f"{venue}/draft/proofs", headers=FEED),
        ("/v1/venues/{venue_id}/revisions", "post"): feed.post(
            f"{venue}/revisions", headers={**FEED, "If-Match": etag}, json={}
        ),
        ("/v1/venues/{venue_id}/revisions/{number}", "get"): feed.get(f"{venue}/revisions/2", headers=FEED),
        ("/healthz", "get"): client.get("/healthz"),
        **answers_about_drafts(feed),
    }
    for (template, method), answer in answers.items():
        described = description["paths"][template][method]["responses"][str(answer.status_code)]
        schema = described["content"][answer.mimetype]["schema"]
        conforms(answer.json, schema, description["components"]["schemas"], f"{method} {template}")


def test_the_page_to_try_it_asks_nobody_else(client):
    page = client.get("/docs").text + client.get("/docs/docs.js").text + client.get("/docs/docs.css").text
    assert not re.search(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", page.replace("/** ", "").replace("// ", ""))
    policy = client.get("/docs").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|<style>| style=| on\w+=", client.get("/docs").text)


def test_it_is_json_without_surprises(client):
    text = client.get("/openapi.json").text
    assert json.loads(text, parse_constant=lambda name: pytest.fail(name))
