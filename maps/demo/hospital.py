"""The whole hospital: every floor drawn, furnished, signed and fitted with radio, as one venue."""

from collections.abc import Sequence

import shapely
from shapely.geometry import MultiPolygon, Polygon

from maps.demo.basement import draw_basement
from maps.demo.cores import draw_cores
from maps.demo.emergency import draw_emergency
from maps.demo.floor import Floor, feature_id
from maps.demo.furnish import furnish
from maps.demo.grid import rect
from maps.demo.outpatient import draw_outpatient
from maps.demo.parking import parking_bays, parking_lots
from maps.demo.plan import Plan
from maps.demo.radio import access_points, beacons
from maps.demo.services import place_services
from maps.demo.signs import place_amenities, qr_points
from maps.demo.site import draw_site
from maps.demo.tower import draw_tower
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.shapes import Area
from maps.venue import Building, Level, Venue

FRAME = LocalFrame(origin_lon_deg=119.4862, origin_lat_deg=32.5137)
_BUILDINGS = (
    ("outpatient", "门诊楼", "Outpatient Building", rect(0, -8.4, 84.0, 73.2)),
    ("emergency", "急诊楼", "Emergency Building", rect(84.0, 0, 126.0, 46.2)),
    ("inpatient", "住院楼", "Inpatient Tower", rect(0, 90.0, 84.0, 115.2)),
)
"""Key, names, and the part of the site that holds the building."""

_STOREYS = {
    "B1": (-1, -4.8),
    "F1": (0, 0.0),
    "F2": (1, 5.1),
    "F3": (2, 9.6),
    "F4": (3, 14.1),
    "F5": (4, 18.6),
    "F6": (5, 23.1),
    "F7": (6, 27.0),
    "F8": (7, 30.9),
}


def draw_plan() -> Plan:
    """Return the drawing: floors with their spaces and doors, joined by portals."""
    plan = Plan(floors={key: Floor(key=key, ordinal=ordinal, elevation_m=z) for key, (ordinal, z) in _STOREYS.items()})
    draw_outpatient(plan)
    draw_emergency(plan)
    draw_tower(plan)
    draw_basement(plan)
    draw_cores(plan)
    draw_site(plan)
    furnish(plan)
    place_amenities(plan)
    return plan


def build_hospital() -> Venue:
    """Return the demo hospital as a venue (revision 0: a preview, not published)."""
    plan = draw_plan()
    groups, points = place_services(plan)
    units = {key: floor.units() for key, floor in plan.floors.items()}
    return Venue(
        id=VenueId("demo"),
        revision=0,
        frame=FRAME,
        labels={"zh-Hans": "蜂线市第一人民医院", "en": "Beeline City First People's Hospital"},
        buildings=_buildings(plan),
        levels=tuple(_level(floor, [unit.area for unit in units[key]]) for key, floor in plan.floors.items()),
        units=tuple(unit for floor_units in units.values() for unit in floor_units),
        openings=tuple(opening for floor in plan.floors.values() for opening in floor.openings),
        portals=tuple(plan.portals),
        fixtures=tuple(fixture for floor in plan.floors.values() for fixture in floor.fixtures),
        amenities=tuple(amenity for floor in plan.floors.values() for amenity in floor.amenities),
        service_groups=groups,
        service_points=points,
        parking_lots=tuple(parking_lots()),
        parking_bays=tuple(parking_bays(plan)),
        qr_points=tuple(qr_points(plan)),
        transmitters=(*beacons(plan), *access_points(plan)),
        attribution="Beeline demo hospital, fictional, Apache-2.0",
    )


def _buildings(plan: Plan) -> tuple[Building, ...]:
    """Return the three buildings, outlined by their indoor spaces from the ground floor up."""
    areas = [
        space.shape
        for floor in plan.floors.values()
        if floor.ordinal >= 0
        for space in floor.spaces.values()
        if space.category not in ("unenclosedarea", "road", "ramp", "footbridge")
    ]
    return tuple(
        Building(
            id=feature_id(f"building/{key}"),
            labels={"zh-Hans": zh, "en": en},
            outline=_united([area for area in areas if site.contains(area.representative_point())]),
        )
        for key, zh, en, site in _BUILDINGS
    )


def _level(floor: Floor, areas: Sequence[Area]) -> Level:
    below = floor.ordinal < 0
    number = floor.key[1:]
    return Level(
        id=floor.id,
        ordinal=floor.ordinal,
        elevation_m=floor.elevation_m,
        outline=_united(areas),
        labels={
            "zh-Hans": f"地下{number}层" if below else f"{number}楼",
            "en": f"{'Basement' if below else 'Floor'} {number}",
        },
        short_labels={"und": floor.key},
    )


def _united(areas: Sequence[Area]) -> Area:
    """Return the union of a floor's spaces, its corners on whole millimetres."""
    union = shapely.union_all(areas, grid_size=1e-3)
    united = shapely.transform(shapely.simplify(union, 0.0), lambda points: points.round(3))
    if not isinstance(united, Polygon | MultiPolygon):
        raise TypeError(f"the spaces of a floor unite to a {united.geom_type}")
    return united
