"""The demo hospital is there after a start, once, and what was edited stays."""

from api.demo_venue import DEMO_VENUE_ID, ensure_demo_venue
from api.drafting import Drafting
from api.store import open_store
from maps.edits import Note
from maps.edits.wanted import AlterVenue


def test_it_is_imported_and_published_once_and_what_was_edited_stays(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    ensure_demo_venue(store)
    wish = AlterVenue(facts={"labels": {"en": "Mine"}})
    Drafting(store).edit(DEMO_VENUE_ID, [wish], Note())
    ensure_demo_venue(store)
    assert store.latest_revision(DEMO_VENUE_ID) == 1
    assert store.get_draft(DEMO_VENUE_ID).labels == {"en": "Mine"}
    store.close()
