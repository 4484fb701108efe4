"""Small venues in metres, built by hand, whose results can be derived on paper."""

from shapely.geometry import LineString, Point, Polygon, box

from maps.frame import LocalFrame
from maps.ids import FeatureId, LevelId, VenueId
from maps.positioning import QrPoint, Transmitter, TransmitterKind
from maps.services import ServiceGroup, ServicePoint
from maps.venue import Access, Accessibility, Amenity, Level, Opening, Portal, PortalKind, PortalStop, Unit, Venue

FRAME = LocalFrame(origin_lon_deg=121.0, origin_lat_deg=31.0)


class Scene:
    """A venue under construction; every method returns the scene.

    Levels are 40 × 20 m unless said, 4 m apart.
    """

    def __init__(self, venue_id: str = "scene") -> None:
        self.id = VenueId(venue_id)
        self.parts: dict[str, list] = {}

    def _add(self, kind: str, feature) -> "Scene":
        self.parts.setdefault(kind, []).append(feature)
        return self

    def level(self, name: str, ordinal: int, outline: Polygon | None = None) -> "Scene":
        return self._add(
            "levels",
            Level(
                id=LevelId(name),
                ordinal=ordinal,
                elevation_m=4.0 * ordinal,
                outline=outline or box(0, 0, 40, 20),
                labels={"en": f"Floor {name}", "zh-Hans": f"{name}楼"},
                short_labels={"und": name},
            ),
        )

    def unit(self, name: str, level: str, area: Polygon, category: str = "room", **more) -> "Scene":
        more.setdefault("labels", {"en": name})
        return self._add(
            "units",
            Unit(id=FeatureId(name), level_id=LevelId(level), category=category, area=area, **more),
        )

    def opening(self, name: str, level: str, units: tuple[str, ...], line: list, **more) -> "Scene":
        more.setdefault("accessibility", Accessibility.YES)
        ids = tuple(FeatureId(unit) for unit in units)
        return self._add(
            "openings",
            Opening(id=FeatureId(name), level_id=LevelId(level), line=LineString(line), unit_ids=ids, **more),
        )

    def portal(self, name: str, kind: PortalKind, stops: list[tuple[str, str, tuple]], **more) -> "Scene":
        landings = tuple(
            PortalStop(level_id=LevelId(level), unit_id=FeatureId(unit), point=Point(point))
            for level, unit, point in stops
        )
        more.setdefault("accessibility", Accessibility.YES if kind is PortalKind.ELEVATOR else Accessibility.NO)
        return self._add("portals", Portal(id=FeatureId(name), kind=kind, stops=landings, **more))

    def beacon(self, name: str, level: str, point: tuple[float, float]) -> "Scene":
        return self._add(
            "transmitters",
            Transmitter(
                id=FeatureId(name),
                kind=TransmitterKind.BEACON,
                level_id=LevelId(level),
                point=Point(point),
                addresses=(f"00000000-0000-0000-0000-000000000001/1/{name}",),
            ),
        )

    def add(self, kind: str, feature) -> "Scene":
        """Add any other feature to the venue's tuple of that name."""
        return self._add(kind, feature)

    def venue(self, **more) -> Venue:
        parts = {kind: tuple(features) for kind, features in self.parts.items()}
        return Venue(id=self.id, revision=1, frame=FRAME, **{"labels": {"en": "Scene"}, "units": (), **parts, **more})


def small_hospital() -> Venue:
    """Return two levels of 40 × 20 m with a corridor between rooms, a wide lobby, a lift, stairs and beacons.

    ::

        y 20 +--------+--------+--------+--------+
             | lab    | xray   | office | lift   |   rooms 10 × 8, doors 1.2 m in the middle of the lower wall
        y 12 +--  ----+--  ----+--  ----+--  ----+   (the office door is staff only)
             | lobby  | corridor                 |   a 4 m archway joins lobby and corridor at x = 10
        y  8 +        +--  ----+--  ----+--  ----+
             |        | cardio | pharma | stairs |   rooms 10 × 8
        y  0 +--  ----+--------+--------+--------+   entrance in the lobby's lower wall
             0       10       20       30       40
    """
    scene = Scene("small-hospital").level("F1", 0).level("F2", 1)
    names = {
        "lab": ("Laboratory", "检验科", "laboratory"),
        "xray": ("X-ray", "放射科", "imaging"),
        "office": ("Office", "办公室", ""),
        "cardio": ("Cardiology", "心血管内科", "cardiology"),
        "pharma": ("Pharmacy", "药房", "pharmacy"),
    }
    places = [
        ("lab", 0, 12, "room"),
        ("xray", 10, 12, "room"),
        ("office", 20, 12, "room"),
        ("lift", 30, 12, "elevator"),
        ("cardio", 10, 0, "room"),
        ("pharma", 20, 0, "room"),
        ("stairs", 30, 0, "stairs"),
    ]
    for level in ("F1", "F2"):
        scene.unit(f"{level}-lobby", level, box(0, 0, 10, 12), "lobby", labels={"en": "Lobby", "zh-Hans": "大厅"}).unit(
            f"{level}-corridor", level, box(10, 8, 40, 12), "walkway", labels={"en": "Corridor", "zh-Hans": "走廊"}
        ).opening(f"{level}-arch", level, (f"{level}-lobby", f"{level}-corridor"), [(10, 8), (10, 12)], has_door=False)
        for name, x, y, category in places:
            english, chinese, function = names.get(
                name, (name.title(), {"lift": "电梯", "stairs": "楼梯"}.get(name), "")
            )
            scene.unit(
                f"{level}-{name}",
                level,
                box(x, y, x + 10, y + 8),
                category,
                function=function,
                labels={"en": english, "zh-Hans": chinese},
            )
            wall_y = 12 if y == 12 else 8
            neighbour = "lobby" if name == "lab" else "corridor"
            access = {"access": Access.STAFF} if name == "office" else {}
            scene.opening(
                f"{level}-{name}-door",
                level,
                (f"{level}-{name}", f"{level}-{neighbour}"),
                [(x + 4.4, wall_y), (x + 5.6, wall_y)],
                **access,
            )
        for x in (5, 15, 25, 35):
            scene.beacon(f"{level}-b{x}", level, (x, 10)).beacon(f"{level}-c{x}", level, (x, 4))
    scene.opening("entrance", "F1", ("F1-lobby",), [(4, 0), (6, 0)], entrance=True, automatic=True)
    scene.portal(
        "lift-1",
        PortalKind.ELEVATOR,
        [("F1", "F1-lift", (35, 16)), ("F2", "F2-lift", (35, 16))],
        car_width_m=1.6,
        car_depth_m=2.4,
    )
    scene.portal("stairs-1", PortalKind.STAIRS, [("F1", "F1-stairs", (35, 4)), ("F2", "F2-stairs", (35, 4))])
    group = FeatureId("payment")
    scene.add("service_groups", ServiceGroup(id=group, kind="payment", labels={"en": "Payment", "zh-Hans": "收费处"}))
    for index, x in enumerate((2.0, 4.0)):
        scene.add(
            "service_points",
            ServicePoint(
                id=FeatureId(f"payment-{index + 1}"),
                level_id=LevelId("F1"),
                point=Point(x, 11),
                unit_id=FeatureId("F1-lobby"),
                group_id=group,
                labels={"en": f"Payment {index + 1}", "zh-Hans": f"收费窗口{index + 1}"},
            ),
        )
    scene.add(
        "amenities",
        Amenity(
            id=FeatureId("desk"),
            level_id=LevelId("F1"),
            category="information",
            point=Point(8, 2),
            unit_id=FeatureId("F1-lobby"),
            labels={"en": "Information", "zh-Hans": "咨询台"},
        ),
    )
    scene.add("qr_points", QrPoint(id=FeatureId("qr-1"), level_id=LevelId("F1"), point=Point(5, 1), code="SH-0001"))
    return scene.venue(labels={"en": "Small Hospital", "zh-Hans": "小医院"})
