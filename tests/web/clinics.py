"""A small published venue of a server of its own, which a test may change and publish as it likes."""

from dataclasses import replace

import httpx

from api.staff.accounts import new_person
from api.staff.passwords import hash_password
from api.staff.person import Role
from api.store import open_store
from maps.disassemble import disassemble
from maps.ids import VenueId
from tests.scenes import small_hospital

PASSWORD = "a long enough password"


class Clinic:
    """A published venue of a server, its draft, and who works there."""

    def __init__(self, address, venue, feed_key, signing_in):
        self.address, self.venue, self._signing_in = address, venue, signing_in
        headers = {"Authorization": f"Bearer {feed_key}"}
        self._client = httpx.Client(base_url=f"{address}/v1/venues/{venue}", headers=headers, timeout=30)

    def employee(self, login):
        return self._signing_in(self.address, login, PASSWORD)

    def edit(self, words, *edits):
        body = {"words": words, "edits": list(edits)}
        made = self._client.post("/draft/changes", headers=self._if_match(), json=body)
        assert made.status_code == 201, made.text

    def publish(self, **body):
        made = self._client.post("/revisions", headers=self._if_match(), json=body)
        assert made.status_code == 201, made.text

    def revision(self):
        return self._client.get("").json()["revision"]

    def _if_match(self):
        return {"If-Match": self._client.get("/draft").headers["ETag"]}


def open_house(folder):
    """Return the store of a server, where a publisher and an editor work."""
    store = open_store(f"sqlite:///{folder / 'beeline.sqlite'}")
    for login in ("publisher", "editor"):
        store.add_person(new_person(login, login.title()), hash_password(PASSWORD))
    return store


def publish_clinic(store, name):
    """Publish the small hospital under a name, with a role there for everybody of the house."""
    venue = replace(small_hospital(), id=VenueId(name))
    store.save_draft(disassemble(venue), ())
    store.publish(venue.id)
    for person in store.list_people():
        store.set_role(venue.id, person.id, Role(person.login))
    return venue.id
