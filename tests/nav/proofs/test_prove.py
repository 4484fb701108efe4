"""The proofs of a release say exactly what people lose and win by it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import Point, box

from maps.ids import FeatureId
from maps.venue import Access, Accessibility, Opening, Venue
from nav.profile import get_profile
from nav.proofs.ends import ProofEnd, destinations, entrances
from nav.proofs.prove import prove
from nav.proofs.report import ChangeKind, ProofReport
from nav.route import NoRouteReason, Route
from nav.router import Router
from tests.nav.random_house import random_house
from tests.scenes import Scene, small_hospital


def with_openings(venue: Venue, change) -> Venue:
    return replace(venue, revision=venue.revision + 1, openings=tuple(map(change, venue.openings)))


def closing(venue: Venue, opening_id: str) -> Venue:
    def change(opening: Opening) -> Opening:
        return replace(opening, access=Access.CLOSED) if opening.id == opening_id else opening

    return with_openings(venue, change)


def house_with_entrances(rng: np.random.Generator) -> Venue:
    house = random_house(rng)
    chosen = rng.choice(len(house.openings), size=2, replace=False).tolist()
    return replace(
        house,
        openings=tuple(replace(each, entrance=index in chosen) for index, each in enumerate(house.openings)),
    )


def proofs(before: Venue | None, after: Venue) -> ProofReport:
    return prove(Router.compile(before) if before else None, Router.compile(after))


def destinations_of(report: ProofReport, kind: ChangeKind, profile: str) -> set[str]:
    return {each.destination.id for each in report.changes if (each.kind, each.profile) == (kind, profile)}


def all_times_s(venue: Venue, profile: str) -> dict[tuple[str, str], float]:
    """Return the time of each way, sought one by one; infinite without one."""
    router = Router.compile(venue)

    def time_s(start: ProofEnd, goal: ProofEnd) -> float:
        found = router.route(start.end, goal.end, get_profile(profile))
        return found.duration_s if isinstance(found, Route) else math.inf

    return {(s.id, d.id): time_s(s, d) for s in entrances(venue) for d in destinations(venue)}


def best_s(times_s: dict[tuple[str, str], float], goal: str) -> float:
    return min((time_s for (_, each), time_s in times_s.items() if each == goal), default=math.inf)


def compared_one_by_one(before: Venue, after: Venue, profile: str) -> dict[str, dict[str, set[str]]]:
    """Return the entrances from which a destination is lost, and from which its way grows, by destination."""
    old, new = all_times_s(before, profile), all_times_s(after, profile)
    least_s = 20.0 / get_profile(profile).speed_m_s
    found: dict[str, dict[str, set[str]]] = {"lost": {}, "longer": {}}
    for (start, goal), old_s in old.items():
        new_s = new.get((start, goal), best_s(new, goal))
        if math.isfinite(old_s) and not math.isfinite(new_s):
            found["lost"].setdefault(goal, set()).add(start)
        elif (start, goal) in new and new_s - old_s > 0.2 * old_s and new_s - old_s >= least_s:
            found["longer"].setdefault(goal, set()).add(start)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_closed_door_is_proven_as_a_comparison_of_all_routes_has_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    house = house_with_entrances(rng)
    door = house.openings[int(rng.integers(len(house.openings)))]
    closed = closing(house, door.id)
    report = proofs(house, closed)
    walk, chair = (compared_one_by_one(house, closed, profile) for profile in ("walk", "wheelchair"))
    listed = {
        (each.kind, each.profile, each.destination.id): {start.id for start in each.entrances}
        for each in report.changes
    }
    expected = {(ChangeKind.UNREACHABLE, "walk", goal): starts for goal, starts in walk["lost"].items()}
    for goal, starts in chair["lost"].items():
        if starts - walk["lost"].get(goal, set()):
            expected[ChangeKind.NO_STEP_FREE, "wheelchair", goal] = starts - walk["lost"].get(goal, set())
    expected |= {(ChangeKind.LONGER, "walk", goal): starts for goal, starts in walk["longer"].items()}
    expected |= {(ChangeKind.LONGER, "wheelchair", goal): starts for goal, starts in chair["longer"].items()}
    assert listed == expected
    assert report.is_refused == bool(walk["lost"] or chair["lost"])
    assert [each.id for each in report.gone] == ([door.id] if door.entrance and door.access is Access.PUBLIC else [])


@pytest.mark.parametrize("seed", range(2))
def test_what_closing_loses_opening_again_wins(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    house = house_with_entrances(rng)
    closed = closing(house, house.openings[int(rng.integers(len(house.openings)))].id)
    lost, won = proofs(house, closed), proofs(closed, house)
    for loss, win, profile in (
        (ChangeKind.UNREACHABLE, ChangeKind.REACHABLE, "walk"),
        (ChangeKind.NO_STEP_FREE, ChangeKind.STEP_FREE, "wheelchair"),
    ):
        assert destinations_of(lost, loss, profile) == destinations_of(won, win, profile)
    assert not won.is_refused


@pytest.mark.parametrize("seed", range(2))
def test_a_change_that_is_of_no_matter_to_anybody_proves_clean(seed: int) -> None:
    house = house_with_entrances(np.random.default_rng(200 + seed))
    again = replace(house, units=tuple(replace(each, labels={"en": f"New {each.id}"}) for each in house.units))
    assert proofs(house, again).is_clean
    hospital = small_hospital()
    moved = tuple(replace(each, point=Point(each.point.x + 1, each.point.y)) for each in hospital.transmitters)
    assert proofs(hospital, replace(hospital, transmitters=moved)).is_clean


def test_what_was_given_another_id_is_found_again_by_its_place() -> None:
    hospital = small_hospital()
    renamed = replace(
        hospital,
        units=tuple(replace(each, id=FeatureId(f"new-{each.id}")) for each in hospital.units),
        openings=tuple(
            replace(each, id=FeatureId(f"new-{each.id}"), unit_ids=tuple(FeatureId(f"new-{u}") for u in each.unit_ids))
            for each in hospital.openings
        ),
        portals=tuple(
            replace(each, stops=tuple(replace(stop, unit_id=FeatureId(f"new-{stop.unit_id}")) for stop in each.stops))
            for each in hospital.portals
        ),
        service_points=tuple(
            replace(each, unit_id=FeatureId(f"new-{each.unit_id}")) for each in hospital.service_points
        ),
        amenities=tuple(replace(each, unit_id=FeatureId(f"new-{each.unit_id}")) for each in hospital.amenities),
    )
    assert proofs(hospital, renamed).is_clean
    without_lab = replace(renamed, openings=tuple(e for e in renamed.openings if e.id != "new-F1-lab-door"))
    report = proofs(hospital, without_lab)
    assert {each.destination.id for each in report.losses} == {"new-F1-lab"}


def test_a_lost_way_says_from_where_how_it_was_and_why_it_is_lost() -> None:
    hospital = small_hospital()
    (change,) = proofs(hospital, closing(hospital, "F1-lab-door")).changes
    assert (change.kind, change.profile) == (ChangeKind.UNREACHABLE, "walk")
    assert (change.destination.name, [each.id for each in change.entrances]) == ("Laboratory", ["entrance"])
    assert change.old_m == pytest.approx(12.1, abs=1.0)
    assert (change.new_s, change.new_m) == (None, None)
    assert (change.reason, change.blocked_by) == (NoRouteReason.CLOSED, ("F1-lab-door",))


def test_without_its_lift_a_hospital_has_no_step_free_way_upstairs_and_may_not_be_published() -> None:
    hospital = small_hospital()
    without = replace(hospital, portals=tuple(each for each in hospital.portals if each.id != "lift-1"))
    report = proofs(hospital, without)
    upstairs = {each.id for each in destinations(hospital) if each.ordinal == 1 and each.id != "F2-office"}
    assert destinations_of(report, ChangeKind.NO_STEP_FREE, "wheelchair") == upstairs
    assert not destinations_of(report, ChangeKind.UNREACHABLE, "walk")
    assert report.is_refused


def test_a_step_at_the_only_entrance_keeps_a_wheelchair_out_of_everything() -> None:
    hospital = small_hospital()
    stepped = with_openings(
        hospital, lambda each: replace(each, accessibility=Accessibility.NO) if each.id == "entrance" else each
    )
    report = proofs(hospital, stepped)
    lost = [each for each in report.changes if each.kind is ChangeKind.NO_STEP_FREE]
    assert len(lost) == len(destinations(hospital)) - len(report.unreached)
    assert {each.reason for each in lost} == {NoRouteReason.PROFILE_EXCLUDES}
    assert {each.blocked_by for each in lost} == {("entrance",)}


def test_when_one_entrance_of_two_is_given_up_nothing_is_lost_that_the_other_leads_to() -> None:
    hospital = small_hospital()
    both = replace(
        hospital,
        openings=(
            *hospital.openings,
            replace(hospital.openings[0], id=FeatureId("side"), entrance=True, unit_ids=(FeatureId("F1-cardio"),)),
        ),
    )
    report = proofs(both, hospital)
    assert [each.id for each in report.gone] == ["side"]
    assert not report.is_refused


def test_what_is_no_destination_any_more_is_listed_and_stops_nothing() -> None:
    hospital = small_hospital()
    staff = replace(
        hospital,
        units=tuple(replace(e, access=Access.STAFF) if e.id == "F1-cardio" else e for e in hospital.units),
    )
    report = proofs(hospital, staff)
    assert [each.id for each in report.gone] == ["F1-cardio"]
    assert [each.id for each in proofs(staff, hospital).added] == ["F1-cardio"]
    assert not report.is_refused


def test_a_first_release_lists_what_no_entrance_leads_to_and_is_only_refused_if_that_is_everything() -> None:
    hospital = small_hospital()
    report = proofs(None, closing(hospital, "F1-lab-door"))
    assert {"F1-lab", "F1-office", "F2-office"} == {each.id for each in report.unreached}
    assert (report.base_revision, report.is_refused) == (0, False)
    locked = with_openings(hospital, lambda e: e if e.id == "entrance" else replace(e, access=Access.CLOSED))
    only_lobby = replace(
        locked,
        units=tuple(replace(e, labels={}) if e.id == "F1-lobby" else e for e in locked.units),
        service_points=(), service_groups=(), amenities=(),
    )  # fmt: skip
    assert proofs(None, only_lobby).is_refused


def test_a_building_without_entrances_has_nothing_to_prove() -> None:
    scene = Scene("mall").level("F1", 0).unit("floor", "F1", box(0, 0, 40, 10), "walkway")
    mall = scene.unit("shop", "F1", box(0, 10, 40, 20), walkable=False).venue(purpose="positioning")
    report = proofs(None, mall)
    assert (report.entrances, report.destinations, report.is_refused, report.unreached) == (0, 2, False, ())
    assert proofs(mall, replace(mall, revision=2)).is_clean


def test_ways_that_grow_by_less_than_the_stated_share_are_not_listed() -> None:
    hospital = small_hospital()
    without_stairs = replace(hospital, portals=tuple(each for each in hospital.portals if each.id != "stairs-1"))
    few, all_of_them = (
        prove(Router.compile(hospital), Router.compile(without_stairs), longer_share=share) for share in (5.0, 0.01)
    )
    assert not destinations_of(few, ChangeKind.LONGER, "walk")
    for change in all_of_them.changes:
        assert change.new_s is not None
        assert change.old_s is not None
        assert change.new_s - change.old_s > 0.01 * change.old_s
