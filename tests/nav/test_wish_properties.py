"""What must hold of profiles, wishes and help in every house."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.venue import Access, Accessibility, Hygiene, PortalKind, Venue
from nav.costs.rooms import is_room
from nav.costs.tariffs import Tariffs
from nav.help import find_way
from nav.profile import CHOICES, PROFILES, Wish, get_profile
from nav.route import NoRoute, Route
from nav.router import Router
from tests.nav.random_house import random_end, random_house

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
SOME = settings(max_examples=15, deadline=None, derandomize=True)
WALK, WHEELCHAIR = get_profile("walk"), get_profile("wheelchair")


def furnished(rng: np.random.Generator) -> Venue:
    """Return a random house whose things say at random what profiles and wishes read."""
    venue = random_house(rng)

    def any_of(choices):
        return list(choices)[int(rng.integers(len(list(choices))))]

    units = tuple(
        replace(
            unit,
            tactile_paving=bool(rng.random() < 0.5),
            covered=any_of([None, True, False]),
            hygiene=any_of(Hygiene) if rng.random() < 0.3 else Hygiene.GENERAL,
        )
        for unit in venue.units
    )
    openings = tuple(
        replace(each, force_n=any_of([None, 20.0, 40.0]), automatic=bool(rng.random() < 0.3)) for each in venue.openings
    )
    portals = tuple(
        replace(
            portal,
            accessibility=any_of(Accessibility) if portal.kind is PortalKind.ELEVATOR else portal.accessibility,
            car_width_m=any_of([None, 0.7, 1.6]),
            car_depth_m=any_of([None, 1.4, 2.7]),
        )
        for portal in venue.portals
    )
    return replace(venue, units=units, openings=openings, portals=portals)


def asked(seed: int):
    rng = np.random.default_rng(seed)
    venue = furnished(rng)
    return rng, Router.compile(venue), random_end(rng, venue), random_end(rng, venue)


def cost_s(answer: Route | NoRoute) -> float:
    return math.inf if isinstance(answer, NoRoute) else answer.cost_s


def any_wishes(rng: np.random.Generator) -> frozenset[Wish]:
    return frozenset(wish for wish in CHOICES if rng.random() < 0.5)


@SOME
@given(seed=SEEDS)
def test_a_wheelchair_is_never_better_off_than_a_walker_of_its_speed(seed: int) -> None:
    _, router, a, b = asked(seed)
    walker = replace(WALK, speed_m_s=WHEELCHAIR.speed_m_s)
    assert cost_s(router.route(a, b, WHEELCHAIR)) >= cost_s(router.route(a, b, walker)) - 1e-6


@SOME
@given(seed=SEEDS)
def test_whatever_more_somebody_needs_the_way_is_never_cheaper(seed: int) -> None:
    rng, router, a, b = asked(seed)
    more = [
        {"min_width_m": 1.2},
        {"step_free": True},
        {"light_doors": True},
        {"min_car_m": (1.2, 2.3)},
        {"portals": WALK.portals - {PortalKind.STAIRS}},
        {"wishes": any_wishes(rng)},
    ]
    needs, cheapest_s = WALK, cost_s(router.route(a, b, WALK))
    for index in rng.permutation(len(more)).tolist():
        needs = replace(needs, **more[index])
        now_s = cost_s(router.route(a, b, needs))
        assert now_s >= cheapest_s - 1e-6
        cheapest_s = now_s


@SOME
@given(seed=SEEDS)
def test_wishes_and_help_change_what_a_way_costs_but_never_how_long_it_takes(seed: int) -> None:
    rng, router, _, _ = asked(seed)
    for profile in PROFILES.values():
        plain = Tariffs(router.graph.codes).of(profile)
        for other in (profile.wishing(any_wishes(rng)), profile.with_help()):
            wished = Tariffs(router.graph.codes).of(other)
            assert np.array_equal(wished.time_s, plain.time_s)
            free = np.isfinite(plain.cost_s)
            assert (wished.cost_s[free] >= plain.cost_s[free]).all()
            assert np.isfinite(wished.cost_s[free]).all()


@SOME
@given(seed=SEEDS)
def test_what_is_unknown_never_bars_anybody(seed: int) -> None:
    _, router, a, b = asked(seed)
    venue = router.venue

    def known(features):
        unknown = Accessibility.UNKNOWN
        return tuple(
            replace(each, accessibility=Accessibility.YES) if each.accessibility is unknown else each
            for each in features
        )

    surely = Router.compile(replace(venue, openings=known(venue.openings), portals=known(venue.portals)))
    perhaps, certain = router.route(a, b, WHEELCHAIR), surely.route(a, b, WHEELCHAIR)
    assert isinstance(perhaps, Route) is isinstance(certain, Route)
    assert cost_s(perhaps) >= cost_s(certain) - 1e-6


@SOME
@given(seed=SEEDS)
def test_the_broken_wishes_are_those_that_a_look_along_the_way_finds(seed: int) -> None:
    rng, router, a, b = asked(seed)
    for name in ("walk", "wheelchair", "low_vision"):
        profile = get_profile(name).wishing(any_wishes(rng))
        route = router.route(a, b, profile)
        if isinstance(route, Route):
            told = {each.wish: each.feature_ids for each in route.broken_wishes}
            seen = {wish: found for wish, found in along(router.venue, route).items() if wish in profile.wishes}
            assert {wish: told.get(wish, ()) for wish in seen} == seen
            assert set(told) <= profile.wishes


def along(venue: Venue, route: Route) -> dict[Wish, tuple]:
    """Return what breaks each wish, looked up leg by leg: the plain twin of `nav.costs.wishes`."""
    entered = [venue.get_unit(unit) for leg in route.legs for unit in leg.units]
    entered = [unit for before, unit in zip([None, *entered], entered, strict=False) if before not in (None, unit)]
    openings = [venue.feature_by_id[name] for leg in route.legs for name in leg.openings]
    portals = [venue.feature_by_id[leg.portal_id] for leg in route.legs if leg.portal_id]

    def once(features, test) -> tuple:
        return tuple(dict.fromkeys(feature.id for feature in features if test(feature)))

    gates = [
        venue.feature_by_id[name]
        for leg in route.legs
        for name in (*leg.openings, *([leg.portal_id] if leg.portal_id else []))
    ]
    landed = {stop.unit_id for leg in route.legs if leg.portal_id for stop in venue.feature_by_id[leg.portal_id].stops}
    walked_into = [unit for unit in entered if unit.id not in landed]
    found = {
        Wish.KNOWN_ACCESS: once(gates, lambda gate: gate.accessibility is Accessibility.UNKNOWN),
        Wish.AVOID_STAIRS: once(portals, lambda portal: portal.kind is PortalKind.STAIRS),
        Wish.AVOID_LIFTS: once(portals, lambda portal: portal.kind is PortalKind.ELEVATOR),
        Wish.FEWER_FLOOR_CHANGES: once(portals, lambda _: True)[1 if _rises(route) else 0 :],
    }
    if not portals:
        found[Wish.TACTILE_PAVING] = once(walked_into, lambda unit: not unit.tactile_paving and not is_room(unit))
        found[Wish.QUIET] = once(walked_into, lambda unit: unit.category == "lobby")
    assert openings or portals or not walked_into
    return found


def _rises(route: Route) -> bool:
    return route.legs[0].from_level_id != route.legs[-1].to_level_id


@SOME
@given(seed=SEEDS)
def test_help_is_offered_only_to_who_needs_it_and_never_over_stairs(seed: int) -> None:
    _, router, a, b = asked(seed)
    for name in ("wheelchair", "pram", "bed", "walk"):
        profile = get_profile(name)
        alone, found = router.route(a, b, profile), find_way(router, a, b, profile)
        if isinstance(alone, Route):
            assert found == alone
        elif isinstance(found, NoRoute) and found.with_help is not None:
            assert {leg.kind for leg in found.with_help.legs} <= {None, *profile.portals}
            named = {each for wish in found.with_help.broken_wishes for each in wish.feature_ids}
            assert named, "a way with help says where the help is needed"
            assert all(_is_passable(router.venue, leg, profile) for leg in found.with_help.legs)


def _is_passable(venue: Venue, leg, profile) -> bool:
    """Whether nothing on a leg is closed, or too narrow."""
    openings = [venue.feature_by_id[name] for name in leg.openings]
    wide = all(opening.width_m + 1e-6 >= profile.min_width_m for opening in openings)
    return wide and not any(opening.access is Access.CLOSED for opening in openings)


@pytest.mark.parametrize("name", PROFILES)
def test_help_changes_nothing_for_who_needs_none(name) -> None:
    venue = random_house(np.random.default_rng(7))
    easy = replace(
        venue,
        units=tuple(replace(unit, access=Access.PUBLIC) for unit in venue.units),
        openings=tuple(replace(each, access=Access.PUBLIC, accessibility=Accessibility.YES) for each in venue.openings),
    )
    codes = Router.compile(easy).graph.codes
    alone, helped = (Tariffs(codes).of(profile) for profile in (PROFILES[name], PROFILES[name].with_help()))
    assert np.array_equal(alone.cost_s, helped.cost_s)
