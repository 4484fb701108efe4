"""A session survives the trip through bytes, in every state it can be in."""

import pytest

from api.app import services_of
from api.sessions.codec import decode_session, encode_session
from api.sessions.mind import Asked, Heard, Stated
from maps.position import Fix
from tests.api.test_sessions import HERE, post, readings


def record(client, session):
    path, _ = session
    return services_of(client.application).live.find(path.rsplit("/", 1)[1]).record


def again(session):
    return decode_session(encode_session(session))


def test_a_new_session_without_a_position_survives(client, begin):
    before = record(client, begin())
    after = again(before)
    assert (after.timeline.now.view, after.timeline.now.guidance) == (
        before.timeline.now.view,
        before.timeline.now.guidance,
    )
    assert (after.id, after.owner_sha256, after.clock, after.revision) == (
        before.id,
        before.owner_sha256,
        before.clock,
        1,
    )


def test_every_kind_of_input_and_view_survives(client, begin):
    path, headers = session = begin(**{"from": HERE})
    for i in range(3):
        post(client, session, readings(1_000.0 + i))
    client.patch(path, headers=headers, json={"to": {"place": "F2-xray"}, "profile": "wheelchair"})
    client.post(f"{path}/position", headers=headers, json={"qr": "SH-0001"})
    client.patch(path, headers=headers, json={"to": {"x_m": 12.0, "y_m": 14.0, "level": "F2"}})
    before = record(client, session)
    after = again(before)
    kinds = [type(moment.heard) for moment in after.timeline.moments]
    assert {Heard, Stated, Asked} <= set(kinds)
    assert [moment.heard for moment in after.timeline.moments] == [moment.heard for moment in before.timeline.moments]
    assert after.timeline.now.view == before.timeline.now.view
    assert after.timeline.now.guidance == before.timeline.now.guidance
    assert isinstance(after.timeline.now.view.fix, Fix)
    assert encode_session(after) == encode_session(again(after))


def test_no_way_survives(client, begin):
    session = begin(to={"x_m": 900.0, "y_m": 900.0, "level": "F1"}, **{"from": HERE})
    before = record(client, session)
    assert again(before).timeline.now.view.route == before.timeline.now.view.route is not None


def test_the_encoded_session_is_small_enough_to_move_with_every_batch(client, begin):
    session = begin(**{"from": HERE})
    for i in range(20):
        post(client, session, readings(1_000.0 + i))
    assert len(encode_session(record(client, session))) < 300_000


@pytest.mark.services
def test_sessions_in_redis_lead_to_the_same_fixes_as_in_memory(make_client, begin, time_machine):
    from tests.services import REDIS_URL

    time_machine.hold()
    shown = []
    for client in (make_client(), make_client(redis_url=REDIS_URL)):
        path, headers = session = begin(on=client, **{"from": HERE})
        for i in (0, 1, 3, 2, 2, 5, 4):
            post(client, session, readings(1_000.0 + i))
        state = client.get(path, headers=headers).json
        shown.append({name: state[name] for name in ("fix", "progress", "instruction", "seq", "route")})
        assert client.delete(path, headers=headers).status_code == 204
    assert shown[0] == shown[1]


@pytest.mark.services
def test_two_servers_on_one_redis_share_their_sessions(make_client, begin):
    from tests.api.test_streams import Reader
    from tests.services import REDIS_URL

    one, other = (make_client(redis_url=REDIS_URL, demo=True, heartbeat_s=1.0) for _ in range(2))
    path, headers = session = begin(on=one, public=True, **{"from": HERE})
    reader = Reader(other, session)
    assert reader.next()[1] == "state"
    assert post(one, session, readings(1_000.0)).status_code == 202
    assert reader.next()[1] == "fix"
    assert path.rsplit("/", 1)[1] in [each["session"] for each in other.get("/v1/demo").json["sessions"]]
    assert other.delete(path, headers=headers).status_code == 204
    assert reader.until("ended")[-1][2] == {"reason": "deleted"}
    assert one.get(path, headers=headers).status_code == 404
    reader.close()
