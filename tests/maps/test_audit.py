"""Each finding on a small venue with one fault; the sound venue has none of them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from maps.audit import KINDS, audit, get_kind
from maps.audit.document import render
from maps.audit.finding import Severity
from maps.codec import decode_venue, encode_venue
from maps.disassemble import disassemble
from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import AuditBlockedError
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Access, PortalKind
from tests.scenes import Scene, small_hospital


def sound() -> VenueDraft:
    """Return the small hospital with its offices for staff, so that nothing is wrong with it."""
    draft = disassemble(small_hospital())
    return changed(draft, lambda unit: {"access": "staff"} if unit.id.endswith("office") else {})


def changed(draft: VenueDraft, properties_of, geometry_of=lambda feature: feature.geometry) -> VenueDraft:
    features = tuple(
        replace(feature, properties={**feature.properties, **properties_of(feature)}, geometry=geometry_of(feature))
        for feature in draft.features
    )
    return replace(draft, features=features)


def with_properties(identity: str, **properties) -> VenueDraft:
    return changed(sound(), lambda feature: properties if feature.id == identity else {})


def with_geometry(identity: str, geometry) -> VenueDraft:
    return changed(sound(), lambda _: {}, lambda each: geometry if each.id == identity else each.geometry)


def with_feature(kind: str, identity: str, geometry, **properties) -> VenueDraft:
    feature = DraftFeature(id=identity, feature_type=kind, geometry=geometry, properties=properties, source="plan#1")
    return replace(sound(), features=(*sound().features, feature))


def without(*identities: str, draft: VenueDraft | None = None) -> VenueDraft:
    draft = draft or sound()
    return replace(draft, features=tuple(each for each in draft.features if each.id not in identities))


def room(identity: str, geometry, **properties) -> VenueDraft:
    defaults = {"level_id": "F1", "category": "room", "labels": {"en": identity}, "walkable": False}
    return with_feature("unit", identity, geometry, **{**defaults, **properties})


BOW_TIE = Polygon([(10, 0), (20, 8), (20, 0), (10, 8)])
STOP_1 = {"level_id": "F1", "unit_id": "F1-lift", "point": [35, 16]}
STOP_2 = {"level_id": "F2", "unit_id": "F2-lift", "point": [35, 16]}
DOOR = LineString([(14, 8), (15, 8)])
IN_LOBBY = {"level_id": "F1", "unit_id": "F1-lobby"}
TWO_FLOORS = Scene().level("F1", 0).level("F2", 1)

FAULTS = {
    "M101": with_feature("amenity", "F1-lab", Point(5, 5), level_id="F1", category="information"),
    "M102": with_properties("F1-lab-door", unit_ids=["F1-lab", "F1-nowhere"]),
    "M103": with_properties("F1", ordinal="first"),
    "M104": VenueDraft(id=VenueId("v"), frame=sound().frame, features=()),
    "M105": with_properties("F1-lab-door", unit_ids=["F1-lab", "F2-lobby"]),
    "M110": replace(sound(), unread=(Unread(source="plan#9", reason="no idea"),) * 3),
    "M201": with_geometry("F1-lab", None),
    "M202": with_geometry("F1-cardio", BOW_TIE),
    "M203": room("tiny", box(1, 1, 1.2, 1.2)),
    "M204": room("outside", box(38, 18, 44, 22)),
    "M205": room("over", box(1, 1, 3, 3)),
    "M206": room("again", box(10, 0, 20, 8)),
    "M207": with_feature("fixture", "ghost", Polygon(), level_id="F1", category="desk"),
    "M208": without("F1-arch", draft=with_geometry("F1-corridor", box(10.06, 8, 40, 12))),
    "M301": with_properties("F1-lab-door", unit_ids=[]),
    "M302": with_properties("F1-lab-door", unit_ids=["F1-lab"]),
    "M303": with_properties("F1-lab-door", unit_ids=["F1-lab", "F1-lobby", "F1-corridor"]),
    "M304": replace(
        room("over", box(3, 11, 7, 13), walkable=True),
        features=tuple(
            replace(each, confidence=0.9) if each.id == "F1-lab-door" else each
            for each in room("over", box(3, 11, 7, 13), walkable=True).features
        ),
    ),
    "M305": with_geometry("F1-lab-door", LineString([(4.4, 14), (5.6, 14)])),
    "M306": without("F1-lab-door"),
    "M307": with_geometry("F1-lab-door", LineString([(4.4, 12), (4.6, 12)])),
    "M308": with_feature(
        "opening", "again", LineString([(4.3, 12), (5.7, 12)]), level_id="F1", unit_ids=["F1-lab", "F1-lobby"]
    ),
    "M401": with_properties("stairs-1", stops=[STOP_1]),
    "M402": without("stairs-1"),
    "M403": with_properties("lift-1", stops=[STOP_1 | {"point": [35, 10]}, STOP_2]),
    "M404": with_properties("lift-1", stops=[STOP_1, STOP_2 | {"point": [31, 13]}]),
    "M405": replace(
        sound(),
        features=(
            *with_feature("level", "F9", box(0, 0, 9, 9), ordinal=9, elevation_m=30, labels={"en": "9"}).features,
            *room("top", box(0, 0, 9, 9), level_id="F9", walkable=True).features[-1:],
        ),
    ),
    "M406": without("lift-1", "stairs-1"),
    "M407": with_properties("F2", ordinal=0),
    "M408": with_properties("F2", elevation_m=-3),
    "M501": replace(without("lift-1", "stairs-1"), features=tuple(
        each for each in sound().features if each.feature_type not in ("opening", "portal"))),
    "M502": without("F1-lab-door"),
    "M503": with_properties("lift-1", accessibility="no"),
    "M504": without("entrance"),
    "M505": with_geometry("F1-lab", MultiPolygon([box(0, 12, 4, 20), box(6, 12, 10, 20)])),
    "M601": with_geometry("F1-b5", Point(50, 50)),
    "M602": with_properties("F1-b5", addresses=["00000000-0000-0000-0000-000000000001/1/f1-b15"]),
    "M603": with_properties("F1-b5", addresses=[]),
    "M701": with_geometry("payment-1", Point(20, 2)),
    "M702": with_properties("F1-lobby", walkable=False),
    "M703": with_feature("qr_point", "qr-2", Point(20, 10), level_id="F1", code="SH-0001"),
    "M704": with_geometry("qr-1", Point(-5, -5)),
    "M705": with_feature("parking_lot", "lot", None, labels={"en": "Lot"}),
    "M801": with_properties("F1-lab", labels={}),
    "M802": with_properties("F1", labels={}, short_labels={}),
    "M803": with_properties("payment", labels={}),
}  # fmt: skip


def test_nothing_is_wrong_with_a_sound_venue() -> None:
    assert audit(sound()) == ()


def test_every_kind_has_a_fault_here() -> None:
    assert set(FAULTS) == {kind.code for kind in KINDS}


@pytest.mark.parametrize("code", FAULTS)
def test_the_fault_is_found_and_says_where(code: str) -> None:
    draft = FAULTS[code]
    found = [finding for finding in audit(draft) if finding.code == code]
    assert found, [finding.code for finding in audit(draft)]
    kind = get_kind(code)
    for finding in found:
        assert finding.severity is kind.severity
        assert finding.message.endswith(".")
        assert {*finding.feature_ids} <= {feature.id for feature in draft.features}
        assert finding.level_id is None or finding.level_id in {level.id for level in draft.of_type("level")}


@pytest.mark.parametrize("code", FAULTS)
def test_a_draft_with_the_fault_is_published_unless_the_finding_blocks(code: str) -> None:
    draft = FAULTS[code]
    if get_kind(code).severity is Severity.BLOCK and code not in ("M501",):
        with pytest.raises(AuditBlockedError, match=code):
            build_venue(draft, revision=1)
    elif code != "M501":
        venue, findings = build_venue(draft, revision=7)
        assert venue.revision == 7
        assert all(finding.severity is not Severity.BLOCK for finding in findings)


def test_what_forbids_publishing_comes_first() -> None:
    draft = replace(FAULTS["M102"], unread=FAULTS["M110"].unread)
    order = [list(Severity).index(finding.severity) for finding in audit(draft)]
    assert order == sorted(order)


def test_a_building_for_positioning_is_published_without_doors_and_links() -> None:
    scene = Scene("mall").level("F1", 0).level("F2", 1)
    for level in ("F1", "F2"):
        scene.unit(f"{level}-floor", level, box(0, 0, 40, 10), "walkway")
        scene.unit(f"{level}-shop", level, box(0, 10, 40, 20), "room", walkable=False)
    draft = disassemble(scene.venue(purpose="positioning"))
    venue, findings = build_venue(draft, revision=1)
    assert len(venue.units) == 4
    assert Counter(finding.code for finding in findings) == {"M306": 2, "M406": 1, "M501": 1}
    assert {finding.severity for finding in findings} == {Severity.WARN}
    with pytest.raises(AuditBlockedError, match="M501"):
        build_venue(replace(draft, purpose="navigation", features=rooms_only(draft)), revision=1)


def rooms_only(draft: VenueDraft) -> tuple[DraftFeature, ...]:
    return tuple(replace(each, properties={**each.properties, "walkable": True}) for each in draft.features)


def test_what_leads_nowhere_is_left_out_of_what_is_published() -> None:
    draft = FAULTS["M401"]
    venue, _ = build_venue(draft, revision=1)
    assert "stairs-1" not in {portal.id for portal in venue.portals}


def test_levels_side_by_side_may_have_the_same_ordinal() -> None:
    scene = Scene().level("A", 0, box(0, 0, 20, 20)).level("B", 0, box(20, 0, 40, 20))
    scene.unit("a", "A", box(0, 0, 20, 20)).unit("b", "B", box(20, 0, 40, 20))
    assert "M407" not in {finding.code for finding in audit(disassemble(scene.venue()))}


def test_a_lift_for_staff_is_no_public_way() -> None:
    draft = with_properties("lift-1", access=Access.STAFF.value)
    (finding,) = [each for each in audit(draft) if each.code == "M503"]
    assert finding.level_id == "F2"
    assert "F2-lift" in finding.feature_ids
    assert PortalKind.STAIRS in {portal.properties["kind"] for portal in draft.of_type("portal")}


def test_a_wrong_value_that_only_helps_to_infer_stops_nothing() -> None:
    draft = with_properties("F1-lab-door", width_m="wide", unit_ids=None)
    venue, _ = build_venue(draft, revision=1)
    (door,) = [opening for opening in venue.openings if opening.id == "F1-lab-door"]
    assert set(door.unit_ids) == {"F1-lab", "F1-lobby"}


JUNK = st.sampled_from([None, 0, -1, 1e308, True, "", "x", "F1", [], [None], ["F1-lab"], {}, {"a": None}, [[1, 2]]])
NAMES = sorted({name for feature in sound().features for name in feature.properties})


@settings(max_examples=150, deadline=None)
@given(index=st.integers(0, len(sound().features) - 1), name=st.sampled_from(NAMES), value=JUNK)
def test_no_value_whatever_makes_the_audit_fail(index: int, name: str, value) -> None:
    features = list(sound().features)
    features[index] = replace(features[index], properties={**features[index].properties, name: value})
    draft = replace(sound(), features=tuple(features))
    audit(draft)
    try:
        venue, _ = build_venue(draft, revision=1)
    except AuditBlockedError:
        return
    assert decode_venue(encode_venue(venue)) == venue


def test_the_page_of_findings_is_what_the_code_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "findings.md"
    assert page.read_text(encoding="utf-8") == render(), "run: python -m maps.audit.document > docs/findings.md"


def test_codes_are_unique_and_in_order() -> None:
    codes = [kind.code for kind in KINDS]
    assert codes == sorted(set(codes))


@pytest.mark.shared_data
def test_the_university_building_is_published_with_few_warnings_and_soon(data_folder: Path) -> None:
    draft = read_venue([data_folder / "maps" / "osm-university-building" / "APBorig.osm"], VenueId("apb"))
    venue, findings = build_venue(draft, revision=1)
    assert len(venue.units) == 477
    assert len(venue.openings) > 500
    assert len([finding for finding in findings if finding.severity is Severity.WARN]) < 40


def test_a_unit_that_stairs_lead_to_needs_no_door_but_a_stairwell_does() -> None:
    gallery = room("F2-gallery", box(100, 0, 110, 10), level_id="F2", walkable=True)
    well = room("F2-well", box(120, 0, 124, 10), level_id="F2", walkable=True, category="stairs")
    stairs = [
        DraftFeature(
            id=f"stairs-to-{unit}",
            feature_type="portal",
            geometry=None,
            properties={
                "kind": "stairs",
                "stops": [
                    {"level_id": "F1", "unit_id": "F1-hall", "point": [1.0, 1.0]},
                    {"level_id": "F2", "unit_id": unit, "point": point},
                ],
            },
        )
        for unit, point in (("F2-gallery", [105.0, 5.0]), ("F2-well", [122.0, 5.0]))
    ]
    draft = replace(gallery, features=(*gallery.features, well.features[-1], *stairs))
    assert [finding.feature_ids for finding in audit(draft) if finding.code == "M306"] == [("F2-well",)]
