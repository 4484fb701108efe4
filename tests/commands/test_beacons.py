"""`beeline beacons`: which transmitters a venue has, and what walks say of them."""

from dataclasses import replace

import numpy as np
import pytest

from api.store import open_store
from beacons.traces import jsonl
from maps.disassemble import disassemble
from nav.profile import PROFILES
from nav.route import Place, Route
from nav.router import Router
from simulator.faults import Fault, FaultKind, faulty
from simulator.radio import RadioWorld
from simulator.walk import walk_route
from tests.scenes import small_hospital

WALKS = 30


@pytest.fixture
def venue(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.publish("small-hospital")
    store.close()
    return small_hospital()


def test_the_transmitters_of_a_venue_are_listed_with_place_and_power(run, venue):
    rows = run("beacons", "list", "small-hospital", "--json").json
    assert {row["id"] for row in rows} == {item.id for item in venue.transmitters}
    assert len(run("beacons", "list", "small-hospital").out.splitlines()) == len(rows)


def test_a_dead_beacon_on_the_way_of_many_is_told_with_its_evidence(run, venue, tmp_path):
    router = Router.compile(venue)
    start = Place(id=venue.service_points[0].id)
    routes = [router.route(start, Place(id=unit.id), PROFILES["walk"]) for unit in venue.units]
    route = max((each for each in routes if isinstance(each, Route)), key=lambda each: each.distance_m)
    middle = route.legs[0].points[len(route.legs[0].points) // 2]
    near = [item for item in venue.transmitters if item.level_id == route.legs[0].from_level_id]
    dead = min(near, key=lambda item: np.hypot(item.point.x - middle[0], item.point.y - middle[1]))
    world = RadioWorld(faulty(venue, {dead.id: Fault(kind=FaultKind.DEAD)}))
    (tmp_path / "walks").mkdir()
    for seed in range(WALKS):
        walk = walk_route(route, world, profile=PROFILES["walk"], rng=np.random.default_rng(seed))
        jsonl.write(replace(walk, id=f"w{seed}"), tmp_path / "walks" / f"w{seed}.jsonl")
    ran = run("beacons", "health", "small-hospital", "walks", "--json")
    assert ran.code == 0
    told = {each["transmitter_id"]: each for each in ran.json["transmitters"]}
    assert list(told) == [dead.id]
    assert told[dead.id]["health"] == "silent"
    assert told[dead.id]["heard"] == 0 < told[dead.id]["expected"]
    assert f"Heard in 0 of {told[dead.id]['passed']} visits" in told[dead.id]["reason"]


def test_a_venue_nobody_knows_is_named(run):
    ran = run("beacons", "list", "nowhere")
    assert ran.code == 1
    assert "nowhere" in ran.err
