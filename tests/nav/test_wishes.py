"""Each wish: what keeps it is preferred, what breaks it is used when nothing else is left, and named."""

import pytest
from shapely.geometry import box

from maps.errors import NotFoundError
from maps.ids import LevelId
from maps.position import Position
from maps.venue import Accessibility, Hygiene, PortalKind
from nav.profile import CHOICES, PROFILES, Wish, get_profile, get_wishes
from nav.route import Route
from nav.router import Router
from tests.nav.two_ways import (
    DOWN,
    HERE,
    THERE,
    UP,
    broken,
    closing,
    taken,
    two_doors,
    two_passages,
    two_portals,
)
from tests.scenes import Scene

WALK = get_profile("walk")
STAIRS, LIFT, ESCALATOR = PortalKind.STAIRS, PortalKind.ELEVATOR, PortalKind.ESCALATOR
CAR = {"car_width_m": 1.5, "car_depth_m": 2.7}
UNKNOWN = {"accessibility": Accessibility.UNKNOWN}
BED = get_profile("bed")

FLAT = [
    ("unknown access", two_doors(UNKNOWN, {}), get_profile("wheelchair"), Wish.KNOWN_ACCESS, "near"),
    ("no paving", two_passages({"tactile_paving": False}, {}), get_profile("low_vision"), Wish.TACTILE_PAVING, "near"),
    ("busy", two_passages({"category": "waitingroom"}, {}), WALK.wishing({Wish.QUIET}), Wish.QUIET, "near"),
    ("rain", two_passages({"category": "terrace"}, {}), WALK.wishing({Wish.COVER}), Wish.COVER, "into-near"),
    (
        "shared with others",
        two_passages({}, {"hygiene": Hygiene.DIRTY}),
        get_profile("infection"),
        Wish.SEPARATE_WAYS,
        "near",
    ),
]
RIDES = [
    ("stairs", two_portals((STAIRS, {}), (LIFT, {})), WALK.wishing({Wish.AVOID_STAIRS}), Wish.AVOID_STAIRS),
    (
        "escalator",
        two_portals((ESCALATOR, {}), (STAIRS, {})),
        get_profile("low_vision"),
        Wish.AVOID_ESCALATORS,
    ),
    ("lift", two_portals((LIFT, {}), (STAIRS, {})), WALK.wishing({Wish.AVOID_LIFTS}), Wish.AVOID_LIFTS),
    ("unknown lift", two_portals((LIFT, UNKNOWN), (LIFT, {})), get_profile("wheelchair"), Wish.KNOWN_ACCESS),
    ("unknown car", two_portals((LIFT, {}), (LIFT, CAR)), BED, Wish.KNOWN_CAR),
    (
        "shared lift",
        two_portals((LIFT, {}), (LIFT, {"hygiene": Hygiene.DIRTY})),
        get_profile("infection"),
        Wish.SEPARATE_WAYS,
    ),
]


@pytest.mark.parametrize(("router", "profile", "wish", "named"), [each[1:] for each in FLAT], ids=[e[0] for e in FLAT])
def test_on_the_flat_a_wish_is_kept_by_a_detour_or_broken_and_named(router, profile, wish, named) -> None:
    unwished = router.route(HERE, THERE, get_profile("staff"))
    assert taken(unwished) & {"near"}, "without the wish the short way is taken"
    kept = router.route(HERE, THERE, profile)
    assert taken(kept) & {"far", "into-far"}
    assert named not in broken(kept).get(wish, ())
    alone = router.route(HERE, THERE, profile, closing("far"))
    assert named in broken(alone)[wish]


@pytest.mark.parametrize(("router", "profile", "wish"), [each[1:] for each in RIDES], ids=[each[0] for each in RIDES])
def test_between_floors_a_wish_is_kept_by_a_detour_or_broken_and_named(router, profile, wish) -> None:
    kept = router.route(DOWN, UP, profile)
    assert "far" in taken(kept)
    assert "near" not in broken(kept).get(wish, ())
    alone = router.route(DOWN, UP, profile, closing("far"))
    assert "near" in taken(alone)
    assert broken(alone)[wish] == ("near",)


def test_a_wish_costs_but_takes_no_time() -> None:
    router = two_passages({"category": "terrace"}, {"category": "terrace"})
    plain, wished = (router.route(HERE, THERE, profile) for profile in (WALK, WALK.wishing({Wish.COVER})))
    assert isinstance(plain, Route)
    assert isinstance(wished, Route)
    assert wished.legs == plain.legs
    assert wished.cost_s == pytest.approx(plain.cost_s + 90.0), "the price of going out once"


def test_a_roof_over_open_ground_keeps_the_rain_off() -> None:
    router = two_passages({"category": "terrace", "covered": True}, {})
    route = router.route(HERE, THERE, WALK.wishing({Wish.COVER}))
    assert "near" in taken(route)
    assert route.broken_wishes == ()


def test_whoever_is_outside_already_does_not_go_out() -> None:
    scene = Scene("outside").level("L", 0)
    scene.unit("yard", "L", box(0, 0, 10, 20), "unenclosedarea").unit("street", "L", box(10, 0, 20, 20), "road")
    scene.opening("kerb", "L", ("yard", "street"), [(10, 8), (10, 12)], has_door=False)
    ends = (Position(x_m=x, y_m=10.0, level_id=LevelId("L")) for x in (5.0, 15.0))
    assert Router.compile(scene.venue()).route(*ends, WALK.wishing({Wish.COVER})).broken_wishes == ()


def far_gate() -> Router:
    """Return a floor cut in two but for a gate at its far end, with a way through the floor below by two lifts."""
    scene = Scene("below").level("A", 0).level("B", 1)
    scene.unit("cellar", "A", box(0, 0, 40, 70), "walkway")
    scene.unit("west", "B", box(0, 0, 20, 70), "walkway").unit("east", "B", box(20, 0, 40, 70), "walkway")
    scene.opening("gate", "B", ("west", "east"), [(20, 68), (20, 69.2)])
    for name, unit, x in (("lift-w", "west", 18.0), ("lift-e", "east", 22.0)):
        scene.portal(name, LIFT, [("A", "cellar", (x, 2.0)), ("B", unit, (x, 2.0))])
    return Router.compile(scene.venue())


def test_floor_changes_are_avoided_and_those_beyond_need_are_named() -> None:
    few = WALK.wishing({Wish.FEWER_FLOOR_CHANGES})
    west, east, cellar = (
        Position(x_m=x, y_m=2.0, level_id=LevelId(level)) for x, level in ((5.0, "B"), (35.0, "B"), (35.0, "A"))
    )
    router = far_gate()
    assert {"lift-w", "lift-e"} <= taken(router.route(west, east, WALK)), "who does not mind rides twice"
    assert broken(router.route(west, east, few)) == {}
    assert broken(router.route(west, east, few, closing("gate"))) == {Wish.FEWER_FLOOR_CHANGES: ("lift-w", "lift-e")}
    assert broken(router.route(west, cellar, few)) == {}, "one change is needed"


def test_a_wish_nobody_knows_is_named() -> None:
    with pytest.raises(NotFoundError, match="sunshine"):
        get_wishes(["quiet", "sunshine"])
    with pytest.raises(NotFoundError):
        get_wishes([Wish.NO_ESCORT])
    assert get_wishes([wish.value for wish in CHOICES]) == frozenset(CHOICES)


@pytest.mark.parametrize("name", PROFILES)
def test_wishes_can_be_added_to_every_profile(name) -> None:
    wished = get_profile(name).wishing({Wish.COVER})
    assert wished.wishes == get_profile(name).wishes | {Wish.COVER}
    assert (wished.name, wished.speed_m_s) == (name, get_profile(name).speed_m_s)
