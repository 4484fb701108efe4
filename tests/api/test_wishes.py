"""Wishes and help over HTTP."""

import pytest

from tests.api.test_problems import ROUTES, assert_problem

LAB, PHARMACY, OFFICE = ({"place": f"F1-{name}"} for name in ("lab", "pharma", "office"))


def ask(client, **more):
    return client.post(ROUTES, json={"from": LAB, "to": PHARMACY, **more})


def test_a_route_tells_the_wishes_it_breaks(shared_client) -> None:
    route = ask(shared_client, wishes=["quiet"]).json
    assert route["broken_wishes"] == [
        {"wish": "quiet", "feature_ids": ["F1-lobby"], "text": "This can be busy: Lobby."}
    ]
    assert ask(shared_client).json["broken_wishes"] == []


def test_wishes_come_in_the_language_asked_for(shared_client) -> None:
    (broken,) = ask(shared_client, wishes=["quiet"], lang="zh-Hans").json["broken_wishes"]
    assert broken["text"] == "可能人多嘈杂：大厅。"


def test_no_way_alone_offers_the_way_with_help(shared_client) -> None:
    problem = shared_client.post(ROUTES, json={"from": LAB, "to": OFFICE}).json
    assert (problem["status"], problem["reason"]) == (422, "profile_excludes")
    assert problem["text"].endswith("Staff have to let you through: the door of Office.")
    assert problem["with_help"]["destination_id"] == "F1-office"
    assert [each["wish"] for each in problem["with_help"]["broken_wishes"]] == ["no_escort"]


@pytest.mark.parametrize(
    ("wishes", "status", "code"),
    [
        (["sunshine"], 404, "not-found"),
        (["no_escort"], 404, "not-found"),
        ("quiet", 400, "invalid-request"),
        (["quiet"] * 50, 400, "invalid-request"),
    ],
)
def test_wishes_that_cannot_be_granted_are_refused(shared_client, wishes, status, code) -> None:
    assert_problem(ask(shared_client, wishes=wishes), status, code)


def test_a_session_keeps_its_wishes(client, begin) -> None:
    here = {"x_m": 5.0, "y_m": 1.0, "level": "F1"}
    path, headers = begin(**{"from": here, "to": {"place": "F1-lab"}, "wishes": ["avoid_lifts", "cover"]})
    upstairs = {"to": {"place": "F2-lab"}}
    route = client.patch(path, headers=headers, json=upstairs).json["route"]
    assert "stairs" in {leg["kind"] for leg in route["legs"]}
    lifted = client.patch(path, headers=headers, json={"profile": "no_stairs", "wishes": ["avoid_lifts"]}).json["route"]
    assert [each["wish"] for each in lifted["broken_wishes"]] == ["avoid_lifts"]


def test_wishes_without_a_profile_change_nothing(client, begin) -> None:
    path, headers = begin()
    assert_problem(client.patch(path, headers=headers, json={"wishes": ["quiet"]}), 400, "invalid-request")
