"""Somebody of the facilities team looks at what a draft changes, publishes it, and goes back."""

from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import expect

from api.staff.accounts import new_person
from api.staff.passwords import hash_password
from api.staff.person import Role
from api.store import open_store
from maps.disassemble import disassemble
from maps.ids import VenueId
from tests.scenes import small_hospital
from tests.web.conftest import DESKTOP, FEED_KEY, PHONE, serving, signing_in

PASSWORD = "a long enough password"


class Clinic:
    """A published venue of a server, and its draft."""

    def __init__(self, address, venue):
        self.address, self.venue = address, venue
        headers = {"Authorization": f"Bearer {FEED_KEY}"}
        self._client = httpx.Client(base_url=f"{address}/v1/venues/{venue}", headers=headers, timeout=30)

    def employee(self, login):
        return signing_in(self.address, login, PASSWORD)

    def edit(self, words, *edits):
        version = self._client.get("/draft").headers["ETag"]
        body = {"words": words, "edits": list(edits)}
        made = self._client.post("/draft/changes", headers={"If-Match": version}, json=body)
        assert made.status_code == 201, made.text

    def revision(self):
        return self._client.get("").json()["revision"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return the store and the address of a server."""
    folder = tmp_path_factory.mktemp("clinics")
    store = open_store(f"sqlite:///{folder / 'beeline.sqlite'}")
    for login in ("publisher", "editor"):
        store.add_person(new_person(login, login.title()), hash_password(PASSWORD))
    with serving(folder) as (address, _):
        yield store, address
    store.close()


@pytest.fixture
def clinic(house, request):
    store, address = house
    venue = replace(small_hospital(), id=VenueId(request.node.name[5:45].replace("_", "-")))
    store.save_draft(disassemble(venue), ())
    store.publish(venue.id)
    for person in store.list_people():
        store.set_role(venue.id, person.id, Role(person.login))
    return Clinic(address, venue.id)


def open_page(visit, clinic, login="publisher", **more):
    me = visit(f"/releases?venue={clinic.venue}", server=clinic.address, prepare=clinic.employee(login), **{"size": DESKTOP, **more})
    expect(me.page.get_by_role("heading", level=1)).to_be_visible()
    return me


def test_a_draft_is_looked_at_checked_and_published_and_the_old_one_comes_back(visit, clinic):
    clinic.edit("Rename", {"change": "F2-lab", "properties": {"labels": {"en": "Blood tests", "zh-Hans": "抽血室"}}})
    me = open_page(visit, clinic, lang="en-GB")
    change = me.page.locator(".floor-changes li")
    expect(change).to_have_count(1)
    expect(change).to_contain_text("Blood tests")
    publish = me.page.get_by_role("button", name="Publish", exact=True)
    expect(publish).to_be_disabled()
    me.page.get_by_role("button", name="Check every way").click()
    expect(me.page.get_by_text("No way is lost")).to_be_visible()
    change.locator("summary").click()
    expect(change).to_contain_text("Blood tests")
    me.page.get_by_label("What was changed").fill("The laboratory has a new name")
    me.is_accessible().picture("releases-en")
    publish.click()
    me.hears("Revision 2 is published")
    me.comes_true(lambda: clinic.revision() == 2)
    expect(me.page.locator(".revisions > li").first).to_contain_text("The laboratory has a new name")
    expect(me.page.locator(".revisions > li").first).to_contain_text("Publisher")
    me.page.get_by_role("button", name="Go back to this").click()
    expect(me.page.get_by_label("Why", exact=True)).to_be_focused()
    me.page.keyboard.type("Nobody knew it")
    me.is_accessible().picture("releases-en-going-back")
    me.page.get_by_role("button", name="Go back", exact=True).click()
    me.hears("this is now revision 3")
    me.comes_true(lambda: clinic.revision() == 3)
    expect(me.page.locator(".revisions > li").first).to_contain_text("the same as revision 1")


def test_what_people_would_lose_is_said_and_publishing_it_needs_a_reason(visit, clinic):
    clinic.edit("Brick up", {"remove": "F1-lab-door"})
    me = open_page(visit, clinic)
    me.page.get_by_role("button", name="检查每条路线").click()
    expect(me.page.get_by_role("heading", name="将无法到达")).to_be_visible()
    me.is_accessible().picture("releases-zh-loss")
    me.page.get_by_role("button", name="仍然发布").click()
    assert clinic.revision() == 1
    me.page.get_by_label("为什么可以接受这些损失").fill("检验科已搬走")
    me.page.get_by_role("button", name="仍然发布").click()
    me.hears("第 2 版已发布")
    me.comes_true(lambda: clinic.revision() == 2)


def test_a_draft_that_somebody_changed_meanwhile_is_looked_at_again(visit, clinic):
    clinic.edit("Rename", {"change": "F2-lab", "properties": {"labels": {"en": "Blood tests"}}})
    me = open_page(visit, clinic, lang="en-GB", failures=("412",))
    me.page.get_by_role("button", name="Check every way").click()
    expect(me.page.get_by_text("No way is lost")).to_be_visible()
    clinic.edit("Rename again", {"change": "payment", "properties": {"labels": {"en": "Cashier"}}})
    me.page.get_by_role("button", name="Publish", exact=True).click()
    expect(me.page.get_by_role("alert")).to_contain_text("changed the draft meanwhile")
    expect(me.page.locator(".floor-changes li")).to_have_count(2)
    assert clinic.revision() == 1


def test_an_editor_sees_it_all_and_is_told_who_may_publish(visit, clinic):
    me = open_page(visit, clinic, "editor", lang="en-GB", size=PHONE, dark=True)
    me.page.get_by_role("button", name="Check every way").click()
    expect(me.page.get_by_text("No way is lost")).to_be_visible()
    expect(me.page.get_by_text("Publishing needs the role Publisher.")).to_be_visible()
    expect(me.page.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    expect(me.page.get_by_text("no different from the published map")).to_be_visible()
    me.is_accessible().picture("releases-en-phone-dark")
