"""Venues nobody drew: rows of rooms with doors between them, on several levels, with everything a venue can hold."""

from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box

from maps.assemble import assemble
from maps.disassemble import disassemble
from maps.frame import LocalFrame
from maps.ids import FeatureId, LevelId, VenueId
from maps.parking import ParkingBay, ParkingLot
from maps.positioning import QrPoint, Transmitter, TransmitterKind
from maps.services import ServiceGroup, ServicePoint
from maps.venue import (
    Access,
    Accessibility,
    Amenity,
    Building,
    Fixture,
    Level,
    Opening,
    Portal,
    PortalKind,
    PortalStop,
    Unit,
    Venue,
)

ROOM_M = 8.0
LABELS = st.dictionaries(
    st.sampled_from(["en", "zh-Hans", "und", "ja"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(lambda text: text != "null"),
    max_size=3,
)
FRAMES = st.builds(
    LocalFrame,
    origin_lon_deg=st.integers(-179_000_000, 179_000_000).map(lambda n: n / 1e6),
    origin_lat_deg=st.integers(-80_000_000, 80_000_000).map(lambda n: n / 1e6),
)
MM = st.integers(100, 7_900).map(lambda mm: mm / 1000)


def at(draw, column: int) -> Point:
    """Return a point inside the room of a column."""
    return Point(round(column * ROOM_M + draw(MM), 3), draw(MM))


@st.composite
def venues(draw) -> Venue:
    """Return a venue in canonical order, as one that was published."""
    levels, columns = draw(st.integers(1, 3)), draw(st.integers(2, 5))
    parts: dict[str, list] = {"buildings": [], "levels": [], "units": [], "openings": [], "portals": []}
    parts["buildings"].append(
        Building(
            id=FeatureId("B"),
            labels=draw(LABELS),
            outline=draw(st.sampled_from([None, box(0, 0, columns * ROOM_M, ROOM_M)])),
        )
    )
    for ordinal in range(levels):
        _level(draw, parts, ordinal, columns)
    if levels > 1:
        parts["portals"].append(_portal(draw, levels))
    more = _furniture(draw, columns)
    return assemble(
        disassemble(
            Venue(id=VenueId("random"), revision=1, frame=draw(FRAMES), labels=draw(LABELS), **parts, **more),
        ),
        revision=1,
    )


def _level(draw, parts: dict[str, list], ordinal: int, columns: int) -> None:
    level_id = LevelId(f"L{ordinal}")
    parts["levels"].append(
        Level(
            id=level_id,
            ordinal=ordinal,
            elevation_m=ordinal * 4.5,
            outline=box(0, 0, columns * ROOM_M, ROOM_M),
            labels=draw(LABELS),
            short_labels=draw(LABELS),
            building_id=draw(st.sampled_from([None, FeatureId("B")])),
            outdoor=draw(st.booleans()),
            survey_frame=draw(st.sampled_from([None, (1.0, 0.0, 2.5, 0.0, 1.0, -3.5)])),
        )
    )
    for column in range(columns):
        parts["units"].append(
            Unit(
                id=FeatureId(f"L{ordinal}-{column}"),
                level_id=level_id,
                category="elevator" if column == 0 else draw(st.sampled_from(["room", "restroom.female", "nonpublic"])),
                area=box(column * ROOM_M, 0, (column + 1) * ROOM_M, ROOM_M),
                walkable=column == 0 or draw(st.booleans()),
                labels=draw(LABELS),
                aliases=tuple(draw(st.lists(st.sampled_from(["a", "b", "药"]), unique=True))),
                function=draw(st.sampled_from(["", "pharmacy"])),
                access=draw(st.sampled_from(Access)),
                accessibility=draw(st.sampled_from(Accessibility)),
                display_point=draw(st.sampled_from([None, Point(column * ROOM_M + 1.25, 1.5)])),
                external_ids=draw(st.sampled_from([{}, {"his": "42"}])),
            )
        )
        if column:
            ids = (FeatureId(f"L{ordinal}-{column - 1}"), FeatureId(f"L{ordinal}-{column}"))
            parts["openings"].append(
                Opening(
                    id=FeatureId(f"L{ordinal}-door-{column}"),
                    level_id=level_id,
                    line=LineString([(column * ROOM_M, 1.0), (column * ROOM_M, 1.0 + draw(MM) / 2)]),
                    unit_ids=ids,
                    has_door=draw(st.booleans()),
                    automatic=draw(st.booleans()),
                    entrance=draw(st.booleans()),
                    access=draw(st.sampled_from(Access)),
                    accessibility=draw(st.sampled_from(Accessibility)),
                    one_way_to=draw(st.sampled_from([None, ids[0]])),
                    labels=draw(LABELS),
                )
            )


def _portal(draw, levels: int) -> Portal:
    stops = tuple(
        PortalStop(level_id=LevelId(f"L{ordinal}"), unit_id=FeatureId(f"L{ordinal}-0"), point=at(draw, 0))
        for ordinal in range(levels)
    )
    return Portal(
        id=FeatureId("way-up"),
        kind=draw(st.sampled_from(PortalKind)),
        stops=stops,
        one_way=draw(st.booleans()),
        access=draw(st.sampled_from(Access)),
        accessibility=draw(st.sampled_from(Accessibility)),
        labels=draw(LABELS),
        bank=draw(st.sampled_from(["", "A"])),
        car_width_m=draw(st.sampled_from([None, 1.6])),
        slope_percent=draw(st.sampled_from([None, 6.0])),
    )


def _furniture(draw, columns: int) -> dict[str, list]:
    level_id, unit_id = LevelId("L0"), FeatureId("L0-1")
    last = columns - 1
    return {
        "amenities": [
            Amenity(
                id=FeatureId("amenity"),
                level_id=level_id,
                category="information",
                point=at(draw, 1),
                unit_id=draw(st.sampled_from([None, unit_id])),
                labels=draw(LABELS),
            )
        ],
        "fixtures": [
            Fixture(
                id=FeatureId("desk"),
                level_id=level_id,
                category="furniture",
                area=box(1, 1, 2, 2),
                solid=draw(st.booleans()),
            )
        ],
        "service_groups": [
            ServiceGroup(id=FeatureId("group"), kind="payment", labels=draw(LABELS), aliases=("pay",)),
        ],
        "service_points": [
            ServicePoint(
                id=FeatureId("point"),
                level_id=level_id,
                point=at(draw, 1),
                unit_id=unit_id,
                group_id=FeatureId("group"),
                labels=draw(LABELS),
            )
        ],
        "parking_lots": [ParkingLot(id=FeatureId("lot"), labels=draw(LABELS))],
        "parking_bays": [
            ParkingBay(
                id=FeatureId("bay"),
                level_id=level_id,
                lot_id=FeatureId("lot"),
                area=box(last * ROOM_M, 0, last * ROOM_M + 2.4, 5.0),
                label=draw(st.sampled_from(["", "A-001"])),
                accessible=draw(st.booleans()),
            )
        ],
        "qr_points": [
            QrPoint(id=FeatureId("qr"), level_id=level_id, point=at(draw, 1), code="Q-1", labels=draw(LABELS)),
        ],
        "transmitters": [
            Transmitter(
                id=FeatureId("beacon"),
                kind=draw(st.sampled_from(TransmitterKind)),
                level_id=level_id,
                point=at(draw, 1),
                addresses=("aa:bb:cc:dd:ee:ff",),
                height_m=draw(st.sampled_from([2.5, 3.0])),
                rssi_at_1m_dbm=draw(st.sampled_from([-59.0, -63.5])),
            )
        ],
    }
