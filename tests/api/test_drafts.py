"""Drafts over HTTP: changed with If-Match, told who was first, undone, merged, compared, rolled back."""

import pytest
import shapely

from api.app import services_of
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

VENUE = "/v1/venues/small-hospital"
DRAFT = f"{VENUE}/draft"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def etag(client) -> str:
    return client.get(DRAFT, headers=FEED).headers["ETag"]


def post(client, path, body, version=None):
    headers = {**FEED, "If-Match": etag(client) if version is None else version}
    return client.post(path, headers=headers, json=body)


def edit(client, *edits, version=None, **more):
    return post(client, f"{DRAFT}/changes", {"edits": list(edits), **more}, version)


def change(feature, **properties):
    return {"change": feature, "properties": properties}


def publish(client):
    return services_of(client.application).store.publish("small-hospital").revision


def features(client, **query):
    answer = client.get(DRAFT, headers=FEED, query_string=query)
    return {each["id"]: each for each in answer.json["features"]}


def log(client):
    return client.get(f"{DRAFT}/changes", headers=FEED).json


def test_the_draft_is_geojson_with_its_version_as_the_etag(client):
    answer = client.get(DRAFT, headers=FEED)
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["ETag"] == '"1"'
    head = answer.json["beeline"]
    assert (head["version"], head["base_revision"], head["latest_revision"]) == (1, 1, 1)
    assert head["labels"]["zh-Hans"] == "小医院"
    again = client.get(DRAFT, headers={**FEED, "If-None-Match": '"1"'})
    assert (again.status_code, again.data) == (304, b"")
    room = features(client)["F1-pharma"]
    assert shapely.geometry.shape(room["geometry"]).bounds[0] == pytest.approx(121.0, abs=1e-3)
    local = features(client, coordinates="local", level="F1")
    assert shapely.geometry.shape(local["F1-pharma"]["geometry"]).bounds == (20, 0, 30, 8)
    assert local["lift-1"]["properties"]["stops"][0]["point"] == [35, 16]
    assert "F2-pharma" not in local
    assert "payment" in local


def test_edits_are_made_together_told_and_kept(client):
    room = shapely.geometry.mapping(shapely.box(40, 0, 44, 8))
    answer = edit(
        client,
        {
            "add": "annex",
            "feature_type": "unit",
            "geometry": room,
            "properties": {"level_id": "F1", "category": "room", "display_point": [41, 1]},
        },
        change("F1-pharma", labels={"en": "Dispensary"}, function=None),
        {"change": "desk", "move_m": [1.5, -0.5]},
        {"remove": "qr-1"},
        {"venue": {"labels": {"en": "Small"}}},
        words="Build the annex",
        by="li",
        coordinates="local",
    )
    assert answer.status_code == 201, answer.json
    assert answer.headers["ETag"] == '"2"' == etag(client)
    told = {each["id"]: each for each in answer.json["changes"]}
    assert {name: each["kind"] for name, each in told.items()} == {
        "annex": "added",
        "F1-pharma": "changed",
        "desk": "changed",
        "qr-1": "removed",
        "small-hospital": "changed",
    }
    assert told["desk"]["moved_m"] == pytest.approx(2.5**0.5, abs=1e-3)
    assert {each["name"]: (each["old"], each["new"]) for each in told["F1-pharma"]["fields"]} == {
        "function": ("pharmacy", None),
        "labels": ({"en": "Pharmacy", "zh-Hans": "药房"}, {"en": "Dispensary"}),
    }
    now = features(client, coordinates="local")
    assert now["annex"]["properties"]["display_point"] == [41, 1]
    assert now["desk"]["geometry"]["coordinates"] == [9.5, 1.5]
    assert "qr-1" not in now
    (line, _) = log(client)["changes"]
    assert (line["number"], line["words"], line["by"], line["features"]) == (2, "Build the annex", "li", 5)
    told_again = client.get(f"{DRAFT}/changes/2", headers=FEED).json["changes"]
    assert [each["text"] for each in told_again] == [each["text"] for each in answer.json["changes"]]


def test_a_write_names_the_version_it_changes(client):
    body = {"edits": [change("F1-pharma", access="staff")]}
    for path in ("draft/changes", "draft/undo", "draft/redo", "draft/rebase", "rollback"):
        missing = client.post(f"{VENUE}/{path}", headers=FEED, json={**(body if "changes" in path else {})})
        assert_problem(missing, 428, "if-match-missing")
    for wrong in ("*", "2", 'W/"1"', '"1", "2"', '"x"', '"99999999999"'):
        assert_problem(post(client, f"{DRAFT}/changes", body, wrong), 400, "bad-input")
    assert etag(client) == '"1"'


def test_who_comes_second_is_told_who_was_first_and_what_they_changed(client):
    edit(client, change("F1-pharma", access="staff"), by="li", words="Staff only")
    answer = edit(client, change("F1-pharma", access="closed"), version='"1"')
    assert_problem(answer, 412, "stale")
    assert answer.headers["ETag"] == '"2"'
    assert answer.json["version"] == 2
    (first,) = answer.json["changes"]
    assert (first["by"], first["words"]) == ("li", "Staff only")
    assert [(each["id"], [field["name"] for field in each["fields"]]) for each in first["changes"]] == [
        ("F1-pharma", ["access"])
    ]
    assert features(client)["F1-pharma"]["properties"]["access"] == "staff"


def test_two_who_change_other_fields_are_merged_and_the_same_field_is_told_with_all_three_values(client):
    edit(client, change("F1-pharma", access="staff"), {"change": "desk", "move_m": [1, 0]})
    mine = [change("F1-pharma", access="closed", aliases=["drugs"]), {"change": "F1-lab", "move_m": [0, 1]}]
    refused = edit(client, *mine, version='"1"', on_stale="merge")
    assert_problem(refused, 409, "merge-conflict")
    assert refused.json["conflicts"] == [
        {
            "feature_type": "unit",
            "id": "F1-pharma",
            "field": "access",
            "base": None,
            "mine": "closed",
            "theirs": "staff",
        }
    ]
    assert etag(client) == '"2"'
    merged = edit(client, *mine, version='"1"', on_stale="merge", take={"F1-pharma": "mine"})
    assert merged.status_code == 201
    assert [each["field"] for each in merged.json["settled"]] == ["access"]
    now = features(client, coordinates="local")
    assert now["F1-pharma"]["properties"]["access"] == "closed"
    assert now["F1-pharma"]["properties"]["aliases"] == ["drugs"]
    assert now["desk"]["geometry"]["coordinates"] == [9, 2]
    assert shapely.geometry.shape(now["F1-lab"]["geometry"]).bounds[1] == 13


def test_of_several_edits_sent_late_each_is_compared_with_a_colleague_s_and_none_with_one_s_own(client):
    edit(client, change("F1-pharma", access="staff"), by="li")
    first = edit(client, change("F1-lab", function="tests"), version='"1"', on_stale="merge")
    own = [first.json["version"]]
    again = edit(client, change("F1-lab", function="blood"), version='"1"', on_stale="merge", after=own)
    assert again.status_code == 201
    own += [again.json["version"]]
    refused = edit(client, change("F1-pharma", access="closed"), version='"1"', on_stale="merge", after=own)
    assert_problem(refused, 409, "merge-conflict")
    assert [(each["id"], each["theirs"]) for each in refused.json["conflicts"]] == [("F1-pharma", "staff")]
    assert features(client)["F1-lab"]["properties"]["function"] == "blood"


def test_changes_are_undone_and_redone_one_after_the_other_and_any_one_of_them(client):
    before = features(client)
    edit(client, change("F1-pharma", access="staff"), words="First")
    edit(client, change("F1-pharma", aliases=["drugs"]), words="Second")
    after = features(client)
    assert post(client, f"{DRAFT}/undo", {"change": 2, "by": "wang"}).status_code == 201
    assert "access" not in features(client)["F1-pharma"]["properties"]
    assert features(client)["F1-pharma"]["properties"]["aliases"] == ["drugs"]
    assert post(client, f"{DRAFT}/redo", {}).status_code == 201
    assert features(client) == after
    for _ in range(2):
        assert post(client, f"{DRAFT}/undo", {}).status_code == 201
    assert features(client) == before
    assert_problem(post(client, f"{DRAFT}/undo", {}), 409, "conflict")
    for _ in range(2):
        assert post(client, f"{DRAFT}/redo", {}).status_code == 201
    assert features(client) == after
    assert_problem(post(client, f"{DRAFT}/redo", {}), 409, "conflict")
    words = [each["words"] for each in log(client)["changes"]]
    assert "Undo 2: First" in words
    assert "Redo 2: First" in words
    assert len(words) == 9


def test_an_undo_of_what_was_changed_since_names_the_field(client):
    edit(client, change("F1-pharma", access="staff"))
    edit(client, change("F1-pharma", access="closed"))
    assert_problem(post(client, f"{DRAFT}/undo", {"change": 2}), 409, "merge-conflict")
    assert post(client, f"{DRAFT}/undo", {"change": 2, "take": "theirs"}).json["changes"] == []
    assert features(client)["F1-pharma"]["properties"]["access"] == "closed"


def test_states_are_compared_as_they_are_or_would_be_published(client):
    nothing = client.get(f"{VENUE}/diff", headers=FEED).json
    assert nothing == {"from": "1", "to": "draft", "changes": []}
    edit(client, {"change": "F1-pharma-door", "move_m": [0.5, 0]})
    publish(client)
    edit(client, change("F1-pharma", access="staff"))

    def told(**query):
        answer = client.get(f"{VENUE}/diff", headers=FEED, query_string=query)
        assert answer.status_code == 200, answer.json
        return [each["text"] for each in answer.json["changes"]]

    assert told() == ["changed unit F1-pharma (Pharmacy): access none → staff"]
    assert told(**{"from": "1", "to": "2"}) == ["changed opening F1-pharma-door: moved by up to 0.50 m"]
    assert len(told(**{"from": "@1"})) == 2
    assert_problem(client.get(f"{VENUE}/diff?from=nowhere", headers=FEED), 400, "bad-input")
    assert_problem(client.get(f"{VENUE}/diff?from=7", headers=FEED), 404, "not-found")
    assert_problem(client.get(f"{VENUE}/diff?from=@99", headers=FEED), 404, "not-found")


def test_going_back_makes_a_new_revision_and_unpublished_work_stays(client):
    edit(client, {"change": "F1-pharma-door", "move_m": [0.5, 0]})
    assert publish(client) == 2
    edit(client, change("F1-lab", aliases=["blood"]))
    answer = post(client, f"{VENUE}/rollback", {"revision": 1, "by": "wang"})
    assert answer.status_code == 201, answer.json
    made = answer.json["revision"]
    assert (made["revision"], made["same_as"], made["by"]) == (3, 1, "wang")
    assert answer.json["conflicts"] == []
    listed = client.get(f"{VENUE}/revisions", headers=FEED).json["revisions"]
    assert [(each["revision"], each["change"], each["same_as"]) for each in listed] == [
        (3, 1, 1),
        (2, 2, None),
        (1, 1, None),
    ]
    one, three = (client.get(f"{VENUE}/levels/F1?revision={number}").json for number in (1, 3))
    assert one == three
    assert [each["text"] for each in client.get(f"{VENUE}/diff", headers=FEED).json["changes"]] == [
        "changed unit F1-lab (Laboratory): aliases none → blood"
    ]
    assert_problem(post(client, f"{VENUE}/rollback", {"revision": 1}), 409, "conflict")
    assert_problem(post(client, f"{VENUE}/rollback", {"revision": 9}), 404, "not-found")
    post(client, f"{DRAFT}/undo", {})
    assert shapely.geometry.shape(features(client, coordinates="local")["F1-pharma-door"]["geometry"]).bounds[0] == 24.9
    assert publish(client) == 4


def test_going_back_on_what_is_being_worked_on_leaves_the_draft_until_somebody_chooses(client):
    edit(client, change("F1-pharma", access="staff"))
    publish(client)
    edit(client, change("F1-pharma", access="closed"))
    before = features(client)
    answer = post(client, f"{VENUE}/rollback", {"revision": 1})
    assert [each["field"] for each in answer.json["conflicts"]] == ["access"]
    assert features(client) == before
    with pytest.raises(Exception, match="builds on revision 2; the latest is 3"):
        publish(client)
    assert_problem(post(client, f"{DRAFT}/rebase", {}), 409, "merge-conflict")
    assert post(client, f"{DRAFT}/rebase", {"take": "theirs"}).status_code == 201
    assert "access" not in features(client)["F1-pharma"]["properties"]
    assert post(client, f"{DRAFT}/rebase", {}).json["changes"] == []
    assert publish(client) == 4


def test_names_with_markup_other_scripts_and_signs_are_kept_as_they_are(client):
    names = {"en": "<b>&amp;", "ar": "صيدلية", "und": "🏥", "zh-Hans": "药房'; drop table draft; --"}
    edit(client, change("F1-pharma", labels=names))
    assert features(client)["F1-pharma"]["properties"]["labels"] == names


def test_an_edit_that_changes_nothing_makes_no_version(client):
    answer = edit(client, change("F1-pharma", function="pharmacy"), {"change": "desk", "move_m": [0, 0]})
    assert (answer.status_code, answer.json["changes"]) == (201, [])
    assert etag(client) == '"1"'


def test_a_thing_added_and_removed_in_one_change_was_never_there(client):
    group = {"add": "x", "feature_type": "service_group", "properties": {"kind": "payment"}}
    assert edit(client, group, change("x", labels={"en": "X"}), {"remove": "x"}).json["changes"] == []


def test_a_body_beyond_the_limit_is_refused(make_client):
    client = make_client(feed_key=KEY, max_edit_bytes=2_000)
    assert_problem(edit(client, change("F1-pharma", aliases=["a" * 1_000] * 2)), 413, "too-large")
    too_many = [{"remove": "x"}] * 10_001
    assert_problem(edit(make_client(feed_key=KEY), *too_many), 400, "invalid-request")


def test_all_of_it_needs_the_feed_key(make_client):
    for client, headers, status in ((make_client(), FEED, 403), (make_client(feed_key=KEY), {}, 401)):
        for path in ("draft", "draft/changes", "draft/changes/1", "diff", "revisions"):
            assert client.get(f"{VENUE}/{path}", headers=headers).status_code == status
        for path in ("draft/changes", "draft/undo", "draft/redo", "draft/rebase", "rollback"):
            assert client.post(f"{VENUE}/{path}", headers={**headers, "If-Match": '"1"'}, json={}).status_code == status
