"""When to leave for an appointment."""

import numpy as np
import pytest

from maps.ids import FeatureId, LevelId
from maps.venue import PortalKind
from nav.route import Leg, Route
from nav.visits.departure import FASTEST_M_S, SLOWEST_M_S, SPEED_SD_M_S, leave_by

F1 = LevelId("F1")
LIFTS = {FeatureId("one"): 20.0, FeatureId("two"): 40.0}


def leg(duration_s: float, kind: PortalKind | None = None, portal: str | None = None) -> Leg:
    return Leg(
        kind=kind,
        from_level_id=F1,
        to_level_id=F1,
        points=((0.0, 0.0), (1.0, 0.0)),
        distance_m=1.0,
        duration_s=duration_s,
        portal_id=None if portal is None else FeatureId(portal),
    )


def route(*legs: Leg) -> Route:
    total_s = sum(each.duration_s for each in legs)
    return Route(legs=legs, distance_m=1.0, duration_s=total_s, cost_s=total_s, profile="walk", venue_revision=1)


WAY = route(
    leg(200.0),
    leg(35.0, PortalKind.ELEVATOR, "one"),
    leg(60.0, PortalKind.STAIRS, "stairs"),
    leg(20.0, PortalKind.ESCALATOR, "up"),
    leg(55.0, PortalKind.ELEVATOR, "two"),
    leg(100.0),
)


def test_nine_in_ten_who_leave_then_are_on_time(rng: np.random.Generator) -> None:
    found = leave_by(WAY, 1.2, 36_000.0, lift_wait_s=LIFTS)
    speeds_m_s = rng.normal(1.2, SPEED_SD_M_S, 400_000)
    speeds_m_s = speeds_m_s[(speeds_m_s > SLOWEST_M_S) & (speeds_m_s < FASTEST_M_S)]
    lifts_s = rng.uniform(0.0, 40.0, len(speeds_m_s)) + rng.uniform(0.0, 80.0, len(speeds_m_s))
    arrive_s = found.leave_s + 360.0 * 1.2 / speeds_m_s + lifts_s + (15.0 + 15.0 + 20.0)
    assert (arrive_s <= 36_000.0).mean() == pytest.approx(0.9, abs=0.005)
    assert np.quantile(arrive_s, [0.5, 0.9]) == pytest.approx([found.arrive_p50_s, found.arrive_p90_s], abs=3.0)
    assert found.arrive_p90_s == pytest.approx(36_000.0)


def test_to_be_surer_one_leaves_earlier() -> None:
    leave_s = [leave_by(WAY, 1.2, 36_000.0, lift_wait_s=LIFTS, p_on_time=p).leave_s for p in (0.5, 0.8, 0.9, 0.99)]
    assert leave_s == sorted(leave_s, reverse=True)


def test_the_slower_one_walks_the_more_time_one_allows_for_doubt() -> None:
    spare_s = [36_000.0 - leave_by(route(leg(240.0)), v, 36_000.0, lift_wait_s={}).leave_s - 240.0 for v in (1.2, 0.75)]
    assert 0.0 < spare_s[0] < spare_s[1]


def test_whoever_is_there_need_not_leave() -> None:
    there = leave_by(route(leg(0.0)), 1.2, 36_000.0, lift_wait_s={})
    assert there.leave_s == pytest.approx(36_000.0, abs=0.5)
