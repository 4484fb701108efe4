"""The log of a draft on both engines: it only grows, says how things were, and is never half written."""

import dataclasses
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
import sqlalchemy

from api.drafting import Drafting
from api.store import CorruptDataError, Entry, StaleDraftError, StoreUnavailableError, open_store
from maps.codec import digest, encode_draft
from maps.edits import Note, diff
from maps.edits.edit import apply
from maps.edits.locate import Coordinates
from maps.edits.wanted import Alter, make_edits
from maps.errors import ConflictError, NotFoundError
from maps.ids import VenueId
from tests.maps.edits.wishes import random_wish, same, state

ID = VenueId("small-hospital")


def named(text):
    return [Alter(id="F1-pharma", properties={"labels": {"en": text}})]


def name_of(store):
    return next(each for each in store.get_draft(ID).features if each.id == "F1-pharma").properties["labels"]["en"]


@pytest.fixture
def drafting(store, draft):
    store.save_draft(draft, ())
    return Drafting(store)


def test_every_change_is_kept_in_order_with_who_and_when(store, drafting):
    for number in (2, 3, 4):
        edited = drafting.edit(ID, named(f"Room {number}"), Note(words=f"Name {number}", author="li"))
        assert edited.version == store.get_draft_version(ID) == number
    lines = store.list_changes(ID)
    assert [line.number for line in lines] == [4, 3, 2, 1]
    assert [line.number for line in store.list_changes(ID, before=4, limit=2)] == [3, 2]
    assert {line.note.author for line in lines[:3]} == {"li"}
    assert all(line.at.utcoffset().total_seconds() == 0 for line in lines)
    change = store.get_change(ID, 3)
    (edit,) = change.edits
    assert (edit.old.properties["labels"], edit.new.properties["labels"]) == ({"en": "Room 2"}, {"en": "Room 3"})
    assert store.get_changes_since(ID, 3) == (store.get_change(ID, 4),)
    with pytest.raises(NotFoundError, match="change 99"):
        store.get_change(ID, 99)


def test_a_draft_that_is_saved_whole_is_logged_as_what_it_changes(store, drafting, draft):
    fewer = dataclasses.replace(draft, features=draft.features[1:], labels={"en": "Other"})
    store.save_draft(fewer, (), entry=Entry(note=Note(words="Replace")))
    kinds = [(each.feature.feature_type, each.new is None) for each in store.get_change(ID, 2).edits]
    assert kinds == [("venue", False), (draft.features[0].feature_type, True)]
    assert same(store.get_draft_at(ID, 1), draft)


def test_the_draft_is_known_as_it_was_at_any_version(store, drafting):
    states = [state(store.get_draft(ID))]
    for number in range(2, 8):
        drafting.edit(ID, named(f"Room {number}"), Note())
        states.append(state(store.get_draft(ID)))
    drafting.undo(ID, "li")
    states.append(state(store.get_draft(ID)))
    assert [state(store.get_draft_at(ID, number)) for number in range(1, 9)] == states
    for number in (0, 9):
        with pytest.raises(NotFoundError, match=f"version {number}"):
            store.get_draft_at(ID, number)


def test_undo_and_redo_go_on_after_a_restart(store, drafting, url):
    for number in range(2, 5):
        drafting.edit(ID, named(f"Room {number}"), Note())
    store.close()
    for expected in ("Room 3", "Room 2", "Pharmacy"):
        again = open_store(url)
        Drafting(again).undo(ID, "li")
        assert name_of(again) == expected
        again.close()
    for expected in ("Room 2", "Room 3", "Room 4"):
        again = open_store(url)
        Drafting(again).redo(ID, "li")
        assert name_of(again) == expected
        again.close()


def test_a_line_of_the_log_can_be_neither_changed_nor_deleted_even_by_hand(drafting, url):
    engine = sqlalchemy.create_engine(url)
    for statement in ("update change set author = 'nobody'", "delete from change"):
        with pytest.raises(sqlalchemy.exc.DBAPIError, match="only grows"), engine.begin() as connection:
            connection.execute(sqlalchemy.text(statement))
    engine.dispose()


def test_a_flipped_byte_in_the_log_is_noticed(store, drafting, url):
    drafting.edit(ID, named("Room"), Note())
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        row = connection.execute(sqlalchemy.text("select edits from change where number = 2")).one()
        flipped = bytes([*row.edits[:40], row.edits[40] ^ 1, *row.edits[41:]])
        statement = "insert into change select venue_id, 3, words, author, at, undoes, edit_count, :edits, sha256, plan"
        connection.execute(sqlalchemy.text(f"{statement} from change where number = 2"), {"edits": flipped})
    engine.dispose()
    with pytest.raises(CorruptDataError, match="change 3"):
        store.get_change(ID, 3)


def test_of_two_who_write_at_once_one_is_told_so_and_nothing_is_lost(store, drafting, url):
    made, refused = [], []

    def write(name):
        own = open_store(url)
        work = Drafting(own)
        for number in range(6):
            seen = own.get_draft_version(ID)
            try:
                made.append(work.edit(ID, named(f"{name} {number}"), Note(author=name), version=seen).version)
            except StaleDraftError as error:
                refused.append(error.found)
        own.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("li", "wang", "zhang")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) + len(refused) == 18
    assert sorted(made) == list(range(2, len(made) + 2))
    assert store.get_draft_version(ID) == len(made) + 1
    assert [line.number for line in reversed(store.list_changes(ID))] == list(range(1, len(made) + 2))


def test_what_fails_between_the_draft_and_its_log_leaves_neither(store, drafting, url):
    before = state(store.get_draft(ID))
    engine = sqlalchemy.create_engine(url)

    def rename(old, new):
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"alter table {old} rename to {new}"))

    rename("change", "hidden")
    with pytest.raises(StoreUnavailableError):
        store.save_draft(dataclasses.replace(store.get_draft(ID), features=()), ())
    rename("hidden", "change")
    engine.dispose()
    assert (state(store.get_draft(ID)), store.get_draft_version(ID)) == (before, 1)


EDITOR = """
import sys
from itertools import count
from api.drafting import Drafting
from api.store import open_store
from maps.edits import Note
from maps.edits.wanted import Alter, make_edits
drafting = Drafting(open_store(sys.argv[1]))
for number in count():
    wish = Alter(id="F1-pharma", properties={"labels": {"en": f"Room {number}"}})
    print(drafting.edit("small-hospital", [wish], Note(words=f"Room {number}")).version, flush=True)
    if number % 5 == 4:
        print(drafting.undo("small-hospital", "li").version, flush=True)
"""


def test_killing_who_edits_leaves_every_acknowledged_change_whole_and_no_half_one(store, drafting, url):
    acknowledged = 1
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", EDITOR, url], stdout=subprocess.PIPE, text=True)
        for _ in range(4):
            acknowledged = int(process.stdout.readline())
        time.sleep(0.01 * (acknowledged % 5))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        acknowledged = max([acknowledged, *map(int, rest.split())])
        version = store.get_draft_version(ID)
        assert acknowledged <= version <= acknowledged + 1
        assert [line.number for line in reversed(store.list_changes(ID))] == list(range(1, version + 1))
        assert name_of(store) == store.get_change(ID, version).edits[0].new.properties["labels"]["en"]
        assert store.get_draft_at(ID, 1).features


def test_a_draft_from_before_there_was_a_log_is_edited_undone_rolled_back_and_imported_again(url, draft, old_database):
    old_database("0003")
    store = open_store(url)
    work = Drafting(store)
    stored = store.get_stored_draft(ID)
    assert (stored.version, stored.base_revision) == (3, 1)
    assert store.list_changes(ID) == ()
    assert same(store.get_plan(ID), stored.draft)
    work.edit(ID, named("Room"), Note())
    assert same(store.get_plan(ID), draft)
    assert store.publish(ID).revision == 2
    assert store.get_revision(ID, 1).change == 0
    assert work.roll_back(ID, 1, Note()).conflicts == ()
    assert name_of(store) == "Pharmacy"
    work.undo(ID, "li")
    assert name_of(store) == "Room"
    work.undo(ID, "li", number=4)
    with pytest.raises(ConflictError, match="nothing to undo"):
        work.undo(ID, "li")
    store.close()


def test_a_plan_imported_again_is_the_base_of_the_next_time_and_an_undo_gives_back_the_one_before(
    store, drafting, draft
):
    def moved(by_m):
        wish = [Alter(id="F1-cardio", move_m=(by_m, 0.0))]
        return apply(draft, make_edits(wish, draft, coordinates=Coordinates.LOCAL))

    drafting.edit(ID, named("Dispensary"), Note())
    plan, newer = moved(0.25), moved(0.5)
    drafting.import_plan(plan, Note(words="Second plan"))
    assert name_of(store) == "Dispensary"
    assert same(store.get_plan(ID), plan)
    drafting.import_plan(newer, Note(words="Third plan"))
    assert same(store.get_plan(ID), newer)
    drafting.undo(ID, "li")
    assert same(store.get_plan(ID), plan)
    drafting.redo(ID, "li")
    assert same(store.get_plan(ID), newer)
    assert name_of(store) == "Dispensary"
    drafting.import_plan(draft, Note(), start_over=True)
    assert same(store.get_draft(ID), draft)
    drafting.undo(ID, "li")
    assert name_of(store) == "Dispensary"


def test_a_revision_says_which_change_it_includes_and_a_rollback_takes_the_radio_map_along(store, drafting):
    first = store.publish(ID)
    store.save_radio_map(ID, 1, b"first survey")
    drafting.edit(ID, named("Room"), Note())
    second = store.publish(ID, note=Note(words="Rename", author="li"), expected_version=2)
    assert (first.change, second.change, second.note.author) == (1, 2, "li")
    store.save_radio_map(ID, 2, b"second survey")
    drafting.roll_back(ID, 1, Note(author="wang"))
    assert store.find_radio_map(ID) == b"first survey"
    third = store.get_revision(ID)
    assert (third.revision, third.change, third.same_as) == (3, 1, 1)
    assert dataclasses.replace(store.get_venue(ID), revision=1) == store.get_venue(ID, 1)
    assert store.list_revisions(ID) == (third, second, first)
    with pytest.raises(StaleDraftError):
        store.publish(ID, expected_version=2)
    drafting.undo(ID, "li")
    assert name_of(store) == "Room"
    store.publish(ID)
    drafting.roll_back(ID, 3, Note())
    assert store.get_revision(ID).same_as == 1


def test_random_work_by_two_people_with_restarts_loses_nothing(store, drafting, url):
    rng = random.Random(7)
    states = {1: state(store.get_draft(ID))}
    for turn in range(40):
        work = rng.random()
        with suppress(ConflictError):  # nothing to undo, or changed since
            if work < 0.2:
                drafting.undo(ID, "li")
            elif work < 0.3:
                drafting.redo(ID, "wang")
            elif work < 0.4:
                drafting.undo(ID, "wang", number=rng.randint(1, max(states)))
            else:
                wish = random_wish(rng, store.get_draft(ID), f"new-{turn}")
                drafting.edit(ID, [wish], Note(author="li"), coordinates=Coordinates.LOCAL)
        if turn % 10 == 9:
            store.close()
        states[store.get_draft_version(ID)] = state(store.get_draft(ID))
    for version, known in states.items():
        assert state(store.get_draft_at(ID, version)) == known
    log = [store.get_change(ID, number) for number in range(1, max(states) + 1)]
    for change in log[1:]:
        before, after = (store.get_draft_at(ID, version) for version in (change.number - 1, change.number))
        assert diff(before, after) == change.edits
    assert digest(encode_draft(store.get_draft(ID))) == states[max(states)]
