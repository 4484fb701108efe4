"""Random two-storey houses: rooms and corridors in a turned grid, doors of all kinds, desks, stairs and a lift."""

import itertools

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, box

from maps.ids import FeatureId, LevelId
from maps.position import Position
from maps.venue import Access, Accessibility, Fixture, PortalKind, Venue
from nav.route import End, Place
from tests.scenes import Scene

CATEGORIES = ("room", "room", "office", "walkway", "lobby", "storage")


def random_house(rng: np.random.Generator, *, one_ways: bool = False) -> Venue:
    """Return a house of 2 levels with 3 × 3 units each; doors, archways and one-way gates at random."""
    angle = float(rng.uniform(0, 90))

    def turn(geometry):
        return affinity.rotate(geometry, angle, origin=(0, 0))

    scene = Scene("house")
    for ordinal, level in enumerate("AB"):
        scene.level(level, ordinal, box(-100, -100, 100, 100))
        for column, row in itertools.product(range(3), range(3)):
            scene.unit(
                f"{level}{column}{row}",
                level,
                turn(box(6 * column, 5 * row, 6 * column + 6, 5 * row + 5)),
                CATEGORIES[int(rng.integers(len(CATEGORIES)))],
                access=Access.STAFF if rng.random() < 0.1 else Access.PUBLIC,
            )
        for column, row in itertools.product(range(3), range(3)):
            x, y = 6 * column, 5 * row
            if column < 2 and rng.random() < 0.8:
                low = y + rng.uniform(0.1, 2)
                line = [(x + 6, low), (x + 6, low + rng.uniform(0.6, 2.9))]
                _door(scene, rng, level, (column, row), (column + 1, row), turn(LineString(line)), one_ways)
            if row < 2 and rng.random() < 0.8:
                low = x + rng.uniform(0.1, 3)
                line = [(low, y + 5), (low + rng.uniform(0.6, 2.9), y + 5)]
                _door(scene, rng, level, (column, row), (column, row + 1), turn(LineString(line)), one_ways)
        for number in range(int(rng.integers(4))):
            desk = affinity.translate(box(0, 0, 1.5, 0.8), rng.uniform(0, 16), rng.uniform(0, 14))
            desk = affinity.rotate(desk, rng.uniform(0, 90))
            name = FeatureId(f"{level}desk{number}")
            scene.add("fixtures", Fixture(id=name, level_id=LevelId(level), category="desk", area=turn(desk)))
    for name, kind, (x, y) in (("stairs", PortalKind.STAIRS, (1, 1)), ("lift", PortalKind.ELEVATOR, (17, 14))):
        point = turn(LineString([(x, y), (x, y + 1)])).coords[0]
        unit = f"{x // 6}{y // 5}"
        scene.portal(name, kind, [(level, level + unit, point) for level in "AB"])
    return scene.venue()


def _door(scene: Scene, rng, level: str, one: tuple, two: tuple, line: LineString, one_ways: bool) -> None:
    units = tuple(f"{level}{column}{row}" for column, row in (one, two))
    more = {"one_way_to": FeatureId(units[1])} if one_ways and rng.random() < 0.2 else {}
    scene.opening(
        f"{units[0]}-{units[1]}",
        level,
        units,
        list(line.coords),
        has_door=bool(rng.random() < 0.6),
        accessibility=list(Accessibility)[int(rng.integers(3))],
        access=Access.STAFF if rng.random() < 0.1 else Access.PUBLIC,
        **more,
    )


def random_end(rng: np.random.Generator, venue: Venue) -> End:
    """Return a point in a random unit, sometimes the unit itself."""
    unit = venue.units[int(rng.integers(len(venue.units)))]
    if rng.random() < 0.3:
        return Place(id=unit.id)
    x0, y0, x1, y1 = unit.area.bounds
    while True:
        x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
        if unit.area.buffer(-0.1).contains(LineString([(x, y), (x, y + 1e-6)])):
            return Position(x_m=float(x), y_m=float(y), level_id=unit.level_id)
