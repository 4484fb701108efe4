"""Engines are compiled once, kept, given up when unused, and made anew for a new revision or survey."""

import threading

import pytest

from api.engines import Engines, compute_here
from api.store import open_store
from maps.disassemble import disassemble
from maps.errors import NotFoundError
from maps.ids import VenueId


class Clock:
    s = 0.0

    def __call__(self):
        return self.s


@pytest.fixture
def store(database_url):
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def made():
    return []


@pytest.fixture
def engines(store, made):
    def compute(make):
        made.append(1)
        return compute_here(make)

    return Engines(store, monotonic_s=Clock(), capacity=2, check_s=0.0, compute=compute)


def publish(store, hospital):
    store.save_draft(disassemble(hospital), ())
    return store.publish(hospital.id).revision


def test_an_engine_is_compiled_once_however_many_ask_at_once(engines, made, hospital):
    found = []
    threads = [threading.Thread(target=lambda: found.append(engines.get(hospital.id))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len({id(engine) for engine in found}) == 1


def test_a_new_revision_is_picked_up_and_the_old_one_still_served(engines, store, hospital):
    old = engines.get(hospital.id)
    assert publish(store, hospital) == 2
    assert engines.get(hospital.id).venue.revision == 2
    assert engines.get(hospital.id, 1) is old


def test_the_least_recently_used_is_given_up(engines, made, store, hospital):
    publish(store, hospital)
    publish(store, hospital)
    for revision in (1, 2, 1, 3):
        engines.get(hospital.id, revision)
    assert len(made) == 3
    engines.get(hospital.id, 1)
    assert len(made) == 3
    engines.get(hospital.id, 2)
    assert len(made) == 4


def test_the_latest_number_is_believed_for_a_while(store, hospital):
    clock = Clock()
    engines = Engines(store, monotonic_s=clock, capacity=2, check_s=10.0)
    engines.get(hospital.id)
    publish(store, hospital)
    assert engines.get(hospital.id).venue.revision == 1
    clock.s += 11
    assert engines.get(hospital.id).venue.revision == 2


def test_a_survey_that_does_not_fit_is_left_aside_and_said(engines, store, hospital, caplog):
    store.save_radio_map(hospital.id, 1, b"not a radio map")
    engine = engines.get(hospital.id)
    assert engine.tracker.circles is None
    assert "does not fit" in caplog.text


def test_a_new_survey_makes_the_engine_anew(engines, made, store, hospital):
    engines.get(hospital.id)
    store.save_radio_map(hospital.id, 1, b"not a radio map")
    engines.get(hospital.id)
    engines.get(hospital.id)
    assert len(made) == 2


def test_what_is_not_published_is_not_found(engines, hospital):
    for venue_id, revision in ((VenueId("nowhere"), None), (VenueId("nowhere"), 1), (hospital.id, 9)):
        with pytest.raises(NotFoundError):
            engines.get(venue_id, revision)
