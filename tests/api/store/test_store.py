"""One suite over both engines: what the store promises."""

import dataclasses
import threading

import pytest
import sqlalchemy

from api.store import CorruptDataError, open_store
from maps.audit.finding import Finding, Severity
from maps.draft import DraftFeature
from maps.errors import AuditBlockedError, ConflictError, NotFoundError
from maps.ids import VenueId

FINDING = Finding(
    code="M999",
    severity=Severity.WARN,
    message="A remark about 药房.",
    feature_ids=("F1-pharma",),
    level_id="F1",
    point=(1.5, 2.5),
)


def published(store, draft, times=1):
    store.save_draft(draft, ())
    for _ in range(times):
        revision = store.publish(draft.id)
    return revision


def test_a_draft_comes_back_as_it_was_saved(store, draft):
    assert store.save_draft(draft, [FINDING]) == 1
    loaded = store.get_draft(draft.id)
    assert {feature.id for feature in loaded.features} == {feature.id for feature in draft.features}
    assert loaded.labels == draft.labels
    assert store.get_draft_findings(draft.id) == (FINDING,)


def test_an_unknown_draft_or_venue_is_not_found_by_name(store):
    for ask in (store.get_draft, store.get_venue, store.publish, store.get_revision):
        with pytest.raises(NotFoundError, match="nowhere"):
            ask(VenueId("nowhere"))
    assert store.latest_revision(VenueId("nowhere")) == 0
    assert store.list_venues() == ()


def test_saving_from_an_old_version_is_refused_and_changes_nothing(store, draft):
    store.save_draft(draft, (), expected_version=0)
    store.save_draft(draft, (), expected_version=1)
    with pytest.raises(ConflictError, match="version 2, not 1"):
        store.save_draft(dataclasses.replace(draft, features=()), (), expected_version=1)
    assert store.get_draft(draft.id).features
    assert store.get_draft_version(draft.id) == 2


def test_publishing_makes_the_next_number_and_the_same_venue(store, draft):
    first, second = published(store, draft), store.publish(draft.id)
    assert (first.revision, second.revision) == (1, 2)
    venue = store.get_venue(draft.id)
    assert venue.revision == 2
    assert len(venue.units) == sum(feature.feature_type == "unit" for feature in draft.features)
    assert store.get_venue(draft.id, 1).revision == 1
    assert store.get_revision(draft.id, 1) == first
    assert first.published_at.utcoffset().total_seconds() == 0


def test_an_unknown_revision_is_not_found_by_number(store, draft):
    published(store, draft)
    with pytest.raises(NotFoundError, match="revision 7"):
        store.get_venue(draft.id, 7)


def test_a_draft_with_blocking_findings_is_not_published(store, draft):
    broken = DraftFeature(
        id="lost", feature_type="opening", geometry=None, properties={"level_id": "F1", "unit_ids": ["nowhere"]}
    )
    store.save_draft(dataclasses.replace(draft, features=(*draft.features, broken)), ())
    with pytest.raises(AuditBlockedError):
        store.publish(draft.id)
    assert store.latest_revision(draft.id) == 0


def test_venues_are_listed_with_their_latest_revision(store, draft):
    published(store, draft, times=2)
    store.save_draft(dataclasses.replace(draft, id=VenueId("another")), ())
    drafted, shown = store.list_venues()
    assert (drafted.id, drafted.revision) == ("another", 0)
    assert (shown.id, shown.revision, shown.levels) == ("small-hospital", 2, 2)
    assert shown.labels["zh-Hans"] == "小医院"
    assert shown.origin == pytest.approx((121.0, 31.0))


def test_everything_survives_closing_and_opening(store, draft, url):
    published(store, draft)
    store.close()
    again = open_store(url)
    assert again.get_venue(draft.id).revision == 1
    again.close()


def test_a_published_revision_cannot_be_changed_or_deleted_even_by_hand(store, draft, url):
    published(store, draft)
    engine = sqlalchemy.create_engine(url)
    for statement in ("update revision set sha256 = ''", "delete from revision"):
        with pytest.raises(sqlalchemy.exc.DBAPIError, match="never changes"), engine.begin() as connection:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()
    assert store.get_venue(draft.id).revision == 1


def test_a_flipped_byte_is_noticed(store, draft, url):
    store.save_draft(draft, ())
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        data = connection.execute(sqlalchemy.text("select data from draft")).scalar_one()
        flipped = bytes([*data[:99], data[99] ^ 1, *data[100:]])
        connection.execute(sqlalchemy.text("update draft set data = :data"), {"data": flipped})
    engine.dispose()
    with pytest.raises(CorruptDataError, match="small-hospital"):
        store.get_draft(draft.id)


def test_two_publishers_at_once_neither_lose_nor_repeat_a_number(store, draft, url):
    store.save_draft(draft, ())
    numbers, errors = [], []

    def publish_some():
        own = open_store(url)
        try:
            numbers.extend(own.publish(draft.id).revision for _ in range(5))
        except Exception as error:  # told to the test below
            errors.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=publish_some) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(numbers) == list(range(1, 16))
    assert all(store.get_venue(draft.id, number).revision == number for number in numbers)


def test_opening_a_new_database_from_several_sides_at_once_makes_it_once(url):
    stores, errors = [], []

    def open_it():
        try:
            stores.append(open_store(url))
        except Exception as error:  # told to the test below
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert all(store.list_venues() == () for store in stores)
    for store in stores:
        store.close()


def test_a_radio_map_belongs_to_a_revision_and_serves_the_later_ones(store, draft):
    published(store, draft)
    assert store.find_radio_map(draft.id) is None
    assert store.find_radio_map_digest(draft.id, 1) == ""
    store.save_radio_map(draft.id, 1, b"first")
    store.save_radio_map(draft.id, 1, b"better")
    store.publish(draft.id)
    assert store.find_radio_map(draft.id) == b"better"
    store.save_radio_map(draft.id, 2, b"newest")
    assert store.find_radio_map(draft.id) == b"newest"
    assert store.find_radio_map(draft.id, 1) == b"better"
    assert store.find_radio_map_digest(draft.id, 2) != store.find_radio_map_digest(draft.id, 1)


def test_a_radio_map_of_an_unpublished_revision_is_refused(store, draft):
    published(store, draft)
    with pytest.raises(NotFoundError, match="revision 2"):
        store.save_radio_map(draft.id, 2, b"x")
    assert store.find_radio_map(draft.id) is None
