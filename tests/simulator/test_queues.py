"""The simulated queues behave as theory says, and reach a real server."""

import threading
import time

import numpy as np

from maps.demo import HOSPITAL_FOLDER
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from simulator.queue_feed import feed_queues, readings
from simulator.queues import Group, Line, QueueWorld
from simulator.server import Server

KEY = "a-key-for-tests"


def test_the_same_seed_is_the_same_day(hospital):
    one, other = (QueueWorld(hospital, np.random.default_rng(3)) for _ in range(2))
    one.advance(600)
    other.advance(600)
    assert readings(one) == readings(other)
    assert {each["place"] for each in readings(one)} == {"payment-1", "payment-2"}


def test_a_single_server_is_as_busy_and_its_queue_as_long_as_in_theory(hospital):
    """M/M/1: busy for the share ρ of time, ρ²/(1 − ρ) waiting on average; here ρ = 0.6, so 0.9."""
    world = QueueWorld(hospital, np.random.default_rng(11))
    lines = [Line(place_id=str(index)) for index in range(50)]
    world.groups = tuple(Group(lines=(line,), service_s=60.0, per_s=0.01) for line in lines)
    world.advance(1_800)
    waiting, busy = [], []
    for _ in range(600):
        world.advance(30)
        waiting += [line.waiting for line in lines]
        busy += [line.is_busy for line in lines]
    assert abs(np.mean(busy) - 0.6) < 0.03
    assert abs(np.mean(waiting) - 0.9) < 0.2


def test_people_go_to_the_shorter_of_two_lines(hospital):
    world = QueueWorld(hospital, np.random.default_rng(5))
    (group,) = world.groups
    group.lines[0].waiting, group.lines[0].is_busy = 30, True
    for _ in range(10):
        world._join(group)
    assert group.lines[0].waiting == 30


def test_the_demo_hospital_has_queues_that_neither_die_out_nor_explode():
    demo = build_venue(read_venue([HOSPITAL_FOLDER], VenueId("demo"), format="imdf"), revision=1)[0]
    world = QueueWorld(demo, np.random.default_rng(2))
    world.advance(3600)
    lengths = [each["waiting"] for each in readings(world)]
    assert len(lengths) == len(demo.service_points)
    assert 0 < sum(lengths) < 20 * len(lengths)


def test_queues_reach_the_server_and_move(serving, hospital):
    stop = threading.Event()
    with serving(feed_key=KEY) as url:
        world = QueueWorld(hospital, np.random.default_rng(4))
        thread = threading.Thread(target=feed_queues, args=(world, hospital.id, url, KEY, stop), daemon=True)
        thread.start()
        server, shown = Server(url=url), []
        deadline = time.monotonic() + 20
        while len(shown) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
            shown = server.ask("GET", f"/v1/venues/{hospital.id}/queues")["queues"]
        stop.set()
        thread.join(timeout=10)
    assert {each["place"] for each in shown} == {"payment-1", "payment-2"}
    assert {each["basis"] for each in shown} == {"live"}
