"""Venues with a short way and a longer one, so that what is wished for can be seen in what is taken."""

from shapely.geometry import box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import PortalKind
from nav.conditions import Conditions
from nav.router import Router
from tests.scenes import Scene

HERE, THERE = (Position(x_m=x, y_m=10.0, level_id=LevelId("L")) for x in (5.0, 25.0))
DOWN, UP = (Position(x_m=5.0, y_m=10.0, level_id=LevelId(level)) for level in "AB")


def two_doors(near: dict, far: dict) -> Router:
    """Return two halls joined by a door straight ahead, `near`, and one 5.6 m of walking farther, `far`."""
    scene = Scene("doors").level("L", 0)
    scene.unit("one", "L", box(0, 0, 15, 20), "walkway").unit("two", "L", box(15, 0, 30, 20), "walkway")
    scene.opening("near", "L", ("one", "two"), [(15, 9.4), (15, 10.6)], **near)
    scene.opening("far", "L", ("one", "two"), [(15, 16.4), (15, 17.6)], **far)
    return Router.compile(scene.venue())


def two_passages(near: dict, far: dict) -> Router:
    """Return two halls joined by a passage straight ahead, `near`, and one beside it, `far`, all of them open."""
    scene = Scene("passages").level("L", 0)
    plain = {"tactile_paving": True}
    scene.unit("one", "L", box(0, 0, 10, 20), "walkway", **plain)
    scene.unit("two", "L", box(20, 0, 30, 20), "walkway", **plain)
    scene.unit("near", "L", box(10, 8, 20, 12), **{"category": "walkway", **plain, **near})
    scene.unit("far", "L", box(10, 14, 20, 18), **{"category": "walkway", **plain, **far})
    for name, y in (("near", 9), ("far", 15)):
        scene.opening(f"into-{name}", "L", ("one", name), [(10, y), (10, y + 2)], has_door=False)
        scene.opening(f"out-of-{name}", "L", (name, "two"), [(20, y), (20, y + 2)], has_door=False)
    return Router.compile(scene.venue())


def two_portals(near: tuple[PortalKind, dict], far: tuple[PortalKind, dict]) -> Router:
    """Return two floors joined by a portal close by, `near`, and one 20 m away, `far`."""
    scene = Scene("portals").level("A", 0).level("B", 1)
    for level in "AB":
        scene.unit(f"hall{level}", level, box(0, 0, 40, 20), "walkway")
    for name, (kind, more), x in (("near", near, 8.0), ("far", far, 28.0)):
        scene.portal(name, kind, [(level, f"hall{level}", (x, 10.0)) for level in "AB"], **more)
    return Router.compile(scene.venue())


def closing(*names: str) -> Conditions:
    return Conditions(version=1, closed=frozenset(FeatureId(name) for name in names))


def taken(route) -> set[str]:
    """Return what a route passes, enters and rides."""
    return {name for leg in route.legs for name in (*leg.openings, *leg.units, leg.portal_id) if name}


def broken(route) -> dict[str, tuple[str, ...]]:
    return {str(each.wish): each.feature_ids for each in route.broken_wishes}
