import time
from dataclasses import replace

import numpy as np
import pytest

from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.position import Position
from nav.profile import get_profile
from nav.route import Place
from simulator.replay import replay
from simulator.server import RefusedError, Server, ServerAwayError
from simulator.walk import simulate_walk

ENTRANCE = Position(x_m=5.0, y_m=1.0, level_id=LevelId("F1"))


@pytest.fixture(scope="module")
def trace(router):
    rng = np.random.default_rng(11)
    return simulate_walk(
        router, ENTRANCE, Place(id=FeatureId("F1-pharma")), profile=get_profile("walk"), rng=rng, start_unix_s=1e9
    )


def test_a_replayed_walk_is_guided_to_its_end(serving, trace) -> None:
    told = []
    with serving() as url:
        began_s = time.monotonic()
        result = replay(trace, url, destination="Pharmacy", speed=10.0, on_event=told.append)
        took_s = time.monotonic() - began_s
        with pytest.raises(RefusedError):
            Server(url=url).ask("GET", result.session_path, token="gone")
    assert result.accepted > 0.95 * len(trace.observations)
    assert result.batches == pytest.approx(trace.observations[-1].t_s, abs=2)
    assert took_s >= (trace.observations[-1].t_s - trace.observations[0].t_s) / 10.0 - 0.2
    names = [event.name for event in told]
    assert names[0] == "state"
    assert {"fix", "progress", "instruction", "route"} <= set(names)
    assert result.events == told
    progress = [event for event in told if event.name == "progress"]
    assert progress[-1].data["remaining_m"] < 12


def test_a_fast_replay_posts_larger_batches(serving, trace) -> None:
    with serving() as url:
        result = replay(trace, url, speed=200.0)
    assert result.batches <= 4
    assert result.accepted > 0.9 * len(trace.observations)
    assert result.events == []


def test_without_a_destination_or_truth_the_replay_asks_for_one(serving, trace) -> None:
    with serving() as url, pytest.raises(BadInputError, match="where this walk goes"):
        replay(replace(trace, truth=()), url)


def test_unknown_venues_and_places_are_named(serving, trace) -> None:
    with serving() as url:
        with pytest.raises(NotFoundError, match=r"'castle'.*small-hospital"):
            replay(trace, url, venue_id="castle")
        with pytest.raises(NotFoundError, match="zzzzqqqq"):
            replay(trace, url, destination="zzzzqqqq")


def test_a_server_that_is_away_is_one_clear_error(trace) -> None:
    with pytest.raises(ServerAwayError, match=r"127\.0\.0\.1:9"):
        replay(trace, "http://127.0.0.1:9", sleep=lambda _: None)
