"""`beeline venue proofs` and `publish`: a release that takes ways away is refused on one screen."""

from dataclasses import replace

import pytest

from maps.venue import Access, PortalKind
from maps.writers.geojson import write
from tests.scenes import Scene, small_hospital


@pytest.fixture
def hospital(run, tmp_path):
    save(run, tmp_path, small_hospital())
    assert run("venue", "publish", "clinic").code == 0
    return run


def save(run, tmp_path, venue) -> None:
    write(venue, tmp_path / "plan.geojson")
    assert run("venue", "import", tmp_path / "plan.geojson", "--id", "clinic").code == 0


def without(venue, kind: PortalKind):
    """Return the venue with the portals of a kind closed."""
    portals = (replace(each, access=Access.CLOSED) if each.kind is kind else each for each in venue.portals)
    return replace(venue, portals=tuple(portals))


def test_what_is_lost_is_listed_on_one_screen_and_publishing_refused_in_one_line(hospital, tmp_path):
    save(hospital, tmp_path, without(small_hospital(), PortalKind.ELEVATOR))
    proofs = hospital("venue", "proofs", "clinic")
    assert proofs.code == 1
    assert "not step-free  Cardiology (wheelchair) from Lobby: " in proofs.out
    refused = hospital("venue", "publish", "clinic")
    assert (refused.code, refused.out) == (1, proofs.out)
    assert refused.out.count("\n") <= 24
    assert refused.err.startswith("beeline: Venue 'clinic' was not published: 8 destinations lose a way.")
    assert refused.err.count("\n") == 1


def test_a_reason_publishes_all_the_same_and_is_shown_with_the_revision(hospital, tmp_path):
    save(hospital, tmp_path, without(small_hospital(), PortalKind.ELEVATOR))
    published = hospital("venue", "publish", "clinic", "--override", "Lift 1 is rebuilt.", "--by", "Wang")
    assert (published.code, published.out.splitlines()[-1][:29]) == (0, "Published clinic revision 2 (")
    info = hospital("venue", "info", "clinic", "--json").json
    assert (info["proven_against"], info["override"]) == (1, "Lift 1 is rebuilt. (Wang)")


def test_the_proofs_as_json_are_those_that_publishing_records(hospital):
    proofs = hospital("venue", "proofs", "clinic", "--json").json
    assert (proofs["base_revision"], proofs["refused"]) == (1, False)
    assert hospital("venue", "publish", "clinic", "--json").json["proofs"] == proofs


def test_what_counts_as_longer_can_be_stated(hospital, tmp_path):
    save(hospital, tmp_path, without(small_hospital(), PortalKind.STAIRS))
    assert "longer" in hospital("venue", "proofs", "clinic", "--longer", "1").out
    assert "longer" not in hospital("venue", "proofs", "clinic", "--longer", "900").out


def test_a_building_known_only_for_positioning_is_published_without_proofs_of_ways(run, tmp_path):
    scene = Scene("mall").level("F1", 0)
    scene.unit("floor", "F1", scene.parts["levels"][0].outline, "walkway")
    save(run, tmp_path, scene.venue(purpose="positioning"))
    for _ in range(2):
        published = run("venue", "publish", "clinic")
        assert published.code == 0
        assert "no public entrance" in published.out
