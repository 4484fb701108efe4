"""What closing something means is what routes sought one by one say."""

import math

import numpy as np
import pytest

from maps.ids import FeatureId
from maps.venue import Venue
from nav.conditions import OPEN, Conditions
from nav.profile import get_profile
from nav.proofs.ends import destinations, entrances
from nav.proofs.impact import LEAST_ADDED_S, Impact, Impacts
from nav.proofs.report import ChangeKind
from nav.route import Route
from nav.router import Router
from tests.nav.proofs.test_prove import house_with_entrances
from tests.scenes import small_hospital

PROFILES = ("walk", "wheelchair")


def closing(*names: str, version: int = 1) -> Conditions:
    return Conditions(version=version, closed=frozenset(map(FeatureId, names)))


def times_s(venue: Venue, profile: str, conditions: Conditions) -> dict[tuple[str, str], float]:
    """Return the time of each way, sought one by one by a router that never knew anything else."""
    router = Router.compile(venue)

    def time_s(start, goal) -> float:
        found = router.route(start.end, goal.end, get_profile(profile), conditions)
        return found.duration_s if isinstance(found, Route) else math.inf

    return {(start.id, goal.id): time_s(start, goal) for start in entrances(venue) for goal in destinations(venue)}


def hits_one_by_one(venue: Venue, before: Conditions, after: Conditions) -> dict[tuple[str, str, str], set[str]]:
    """Return the entrances of each hit, by kind, profile and destination."""
    found: dict[tuple[str, str, str], set[str]] = {}
    lost_on_foot = set()
    for profile in PROFILES:
        old, new = times_s(venue, profile, before), times_s(venue, profile, after)
        for pair in old:
            start, goal = pair
            if math.isfinite(old[pair]) and math.isinf(new[pair]):
                if profile == "walk":
                    lost_on_foot.add(pair)
                    found.setdefault(("unreachable", "walk", goal), set()).add(start)
                elif pair not in lost_on_foot:
                    found.setdefault(("no_step_free", "wheelchair", goal), set()).add(start)
            elif math.isfinite(new[pair]) and new[pair] - old[pair] >= LEAST_ADDED_S:
                found.setdefault(("longer", profile, goal), set()).add(start)
    return found


def hits_of(impact: Impact) -> dict[tuple[str, str, str], set[str]]:
    return {
        (hit.kind.value, hit.profile, hit.destination.id): {each.id for each in hit.entrances} for hit in impact.hits
    }


@pytest.mark.parametrize("seed", range(4))
def test_any_closure_hits_those_whom_routes_sought_one_by_one_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    house = house_with_entrances(rng)
    within = [each.id for each in house.openings if not each.entrance]
    closable = [*within, *(each.id for each in house.portals)]
    already = closing(str(rng.choice(closable)))
    impacts = Impacts(Router.compile(house))
    for name in rng.choice(closable, size=4):
        for before in (OPEN, already):
            after = closing(*before.closed, str(name), version=2)
            assert hits_of(impacts.find(before, after)) == hits_one_by_one(house, before, after)


@pytest.mark.parametrize("name", ["lift-1", "stairs-1", "F1-corridor", "F1-arch", "F2-lab"])
def test_in_the_small_hospital_too(name: str) -> None:
    hospital = small_hospital()
    assert name in hospital.feature_by_id
    impact = Impacts(Router.compile(hospital)).find(OPEN, closing(name))
    assert hits_of(impact) == hits_one_by_one(hospital, OPEN, closing(name))


def test_without_the_only_lift_the_floor_above_has_no_step_free_way_and_is_cut_off_for_wheelchairs() -> None:
    impact = Impacts(Router.compile(small_hospital())).find(OPEN, closing("lift-1"))
    lost = [hit for hit in impact.hits if hit.kind is ChangeKind.NO_STEP_FREE]
    assert "F2-lab" in {hit.destination.id for hit in lost}
    assert all(hit.destination.ordinal == 1 and hit.is_cut_off and hit.profile == "wheelchair" for hit in lost)
    assert not [hit for hit in impact.hits if hit.kind is ChangeKind.UNREACHABLE]


def test_an_entrance_that_is_closed_lets_nobody_in_even_where_nothing_is_drawn_outside() -> None:
    hospital = small_hospital()
    (door,) = entrances(hospital)
    impact = Impacts(Router.compile(hospital)).find(OPEN, closing(door.id))
    cut_off = {hit.destination.id for hit in impact.hits if hit.kind is ChangeKind.UNREACHABLE and hit.is_cut_off}
    usual_s = times_s(hospital, "walk", OPEN)
    assert cut_off == {goal for (_, goal), time_s in usual_s.items() if math.isfinite(time_s)} != set()


def test_minutes_added_are_the_worst_and_the_median_of_all_ways_that_grow() -> None:
    rng = np.random.default_rng(3)
    house = house_with_entrances(rng)
    impacts = Impacts(Router.compile(house))
    slow = Conditions(version=1, delay_s={each.id: 45.0 for each in house.openings})
    impact = impacts.find(OPEN, slow)
    for added in impact.added:
        old, new = times_s(house, added.profile, OPEN), times_s(house, added.profile, slow)
        grown = [new[pair] - old[pair] for pair in old if math.isfinite(new[pair])]
        grown = [more_s for more_s in grown if more_s >= LEAST_ADDED_S]
        assert added.ways == len(grown) > 0
        assert (added.worst_s, added.median_s) == pytest.approx((max(grown), np.median(grown)), abs=0.05)
    for hit in impact.hits:
        assert hit.worst_added_s is not None
        assert hit.median_added_s is not None
        assert hit.worst_added_s >= hit.median_added_s >= LEAST_ADDED_S


def test_where_nothing_changes_nobody_is_hit() -> None:
    impact = Impacts(Router.compile(small_hospital())).find(OPEN, Conditions(version=5))
    assert impact.hits == ()
    assert [(each.ways, each.worst_s, each.median_s) for each in impact.added] == [(0, 0.0, 0.0)] * 2
