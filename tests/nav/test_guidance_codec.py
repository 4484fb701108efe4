import pytest

from maps.errors import BadInputError
from maps.ids import LevelId
from maps.position import Position
from nav.guidance.codec import decode_state, encode_state
from nav.guidance.guide import Guide
from nav.profile import PROFILES
from nav.route import NoRoute, NoRouteReason
from tests.nav.routes import to_cardiology_upstairs
from tests.nav.walks import Scripted
from tests.scenes import small_hospital

HERE = Position(x_m=5.0, y_m=1.0, level_id=LevelId("F1"))


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize("answer", [to_cardiology_upstairs(), NoRoute(reason=NoRouteReason.CLOSED, detail="shut")])
@pytest.mark.parametrize("position", [HERE, None])
def test_a_state_survives_bytes(profile, answer, position) -> None:
    state, _ = Guide(Scripted(small_hospital(), answer)).begin(HERE, profile, position, 3.0)
    assert decode_state(encode_state(state)) == state
    assert len(encode_state(state)) < 8_000


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b"[1]", b'{"version":99}', b'{"version":1,"t_s":"x"}'])
def test_bytes_that_are_no_state_are_refused(data) -> None:
    with pytest.raises(BadInputError):
        decode_state(data)
