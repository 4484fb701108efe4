"""The demo hospital, brought in through the same importer as any other building."""

from api.store import Store
from maps.audit import audit
from maps.codec import digest, encode_draft
from maps.demo import HOSPITAL_FOLDER
from maps.errors import NotFoundError
from maps.ids import VenueId
from maps.readers import read_venue
from maps.topology import infer

DEMO_VENUE_ID = VenueId("demo")


def ensure_demo_venue(store: Store) -> None:
    """Import and publish the demo hospital, unless the store already has it as it is now."""
    draft = read_venue([HOSPITAL_FOLDER], DEMO_VENUE_ID, format="imdf")
    try:
        stored = digest(encode_draft(store.get_draft(DEMO_VENUE_ID)))
    except NotFoundError:
        stored = ""
    if store.latest_revision(DEMO_VENUE_ID) and stored == digest(encode_draft(draft)):
        return
    store.save_draft(draft, audit(infer(draft)))
    store.publish(DEMO_VENUE_ID)
