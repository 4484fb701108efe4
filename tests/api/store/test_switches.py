"""Closures and lift states on both engines."""

import pytest
import sqlalchemy

from api.store import open_store, switches
from api.venue_live.facts import Closure, LiftService, LiftState
from maps.errors import ConflictError
from maps.ids import FeatureId, VenueId

VENUE = VenueId("a-venue")
T_S = 1_764_100_000.125


def closure(name="c1", ends=None, **more):
    return Closure(
        id=name,
        feature_ids=(FeatureId("door"),),
        from_unix_s=T_S,
        until_unix_s=ends,
        reason={"zh-Hans": "检修", "en": "Repair"},
        set_by="facilities",
        set_unix_s=more.pop("set_at", T_S),
        **more,
    )


def lift(service, since=T_S, **more):
    return LiftState(portal_id=FeatureId("lift-1"), service=service, since_unix_s=since, heard_unix_s=since, **more)


def test_a_closure_comes_back_as_it_was_saved_and_survives_a_restart(store, url):
    store.save_closure(VENUE, closure(ends=T_S + 60.5))
    store.close()
    again = open_store(url)
    assert again.get_closures(VENUE) == (closure(ends=T_S + 60.5),)
    assert again.get_closures(VenueId("another")) == ()
    again.close()


def test_a_closure_replaces_the_one_of_its_id_and_goes_once(store):
    store.save_closure(VENUE, closure())
    store.save_closure(VENUE, closure(ends=T_S + 60))
    store.save_closure(VenueId("another"), closure())
    assert store.get_closures(VENUE) == (closure(ends=T_S + 60),)
    assert store.delete_closure(VENUE, "c1")
    assert not store.delete_closure(VENUE, "c1")
    assert store.get_closures(VENUE) == ()
    assert len(store.get_closures(VenueId("another"))) == 1


def test_what_is_over_is_forgotten_at_the_next_change(store):
    store.save_closure(VENUE, closure("old", ends=T_S + 60))
    store.save_closure(VENUE, closure("new", set_at=T_S + 60))
    assert [each.id for each in store.get_closures(VENUE)] == ["new"]


def test_only_so_many_are_kept(store, monkeypatch):
    monkeypatch.setattr(switches, "MOST_CLOSURES", 1)
    store.save_closure(VENUE, closure())
    store.save_closure(VENUE, closure())
    with pytest.raises(ConflictError, match="a-venue"):
        store.save_closure(VENUE, closure("another"))


def test_a_lift_state_comes_back_and_an_older_one_changes_nothing(store):
    said = lift(LiftService.SLOW, wait_s=90, reason={"en": "Rush hour"}, set_by="controller")
    store.save_lift(VENUE, said)
    assert store.get_lifts(VENUE) == (said,)
    store.save_lift(VENUE, lift(LiftService.IN_SERVICE, since=T_S - 1))
    assert store.get_lifts(VENUE) == (said,)
    store.save_lift(VENUE, lift(LiftService.IN_SERVICE, since=T_S + 1))
    assert store.get_lifts(VENUE) == (lift(LiftService.IN_SERVICE, since=T_S + 1),)


def test_a_database_of_the_first_version_is_brought_up_to_date(url, draft):
    store = open_store(url)
    store.save_draft(draft, ())
    store.close()
    engine = sqlalchemy.create_engine(url)
    statements = (
        "drop table closure",
        "drop table lift",
        "alter table revision drop column release",
        "update alembic_version set version_num = '0001'",
    )
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()
    again = open_store(url)
    assert again.get_draft(draft.id).id == draft.id
    again.save_closure(VENUE, closure())
    assert again.get_closures(VENUE)
    again.close()
