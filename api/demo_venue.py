"""The demo hospital, brought in through the same importer as any other building."""

from api.drafting import Drafting
from api.store import Store
from maps.codec import digest, encode_draft
from maps.demo import HOSPITAL_FOLDER
from maps.edits import Choices, Note, Side
from maps.errors import NotFoundError
from maps.ids import VenueId
from maps.readers import read_venue

DEMO_VENUE_ID = VenueId("demo")


def ensure_demo_venue(store: Store) -> None:
    """Import and publish the demo hospital, unless its plan is the one the store has; what was edited stays."""
    plan = read_venue([HOSPITAL_FOLDER], DEMO_VENUE_ID, format="imdf")
    try:
        stored = digest(encode_draft(store.get_plan(DEMO_VENUE_ID)))
    except NotFoundError:
        stored = ""
    if store.latest_revision(DEMO_VENUE_ID) and stored == digest(encode_draft(plan)):
        return
    Drafting(store).import_plan(plan, Note(words="The demo hospital"), choices=Choices(all=Side.MINE))
    store.publish(DEMO_VENUE_ID)
