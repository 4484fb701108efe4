"""Somebody of the facilities team looks at what a draft changes, publishes it, and goes back."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE

def open_page(visit, clinic, login="publisher", **more):
    me = visit(f"/releases?venue={clinic.venue}", server=clinic.address, prepare=clinic.employee(login), **{"size": DESKTOP, **more})
    expect(me.page.get_by_role("heading", level=1)).to_be_visible()
    return me


def test_a_draft_is_looked_at_checked_and_published_and_the_old_one_comes_back(visit, clinic):
    clinic.edit("Rename", {"change": "F2-lab", "properties": {"labels": {"en": "Blood tests", "zh-Hans": "抽血室"}}})
    me = open_page(visit, clinic, lang="en-GB")
    change = me.page.locator(".changes > li")
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


def test_what_changed_in_shape_is_drawn_and_talked_about_and_any_two_states_are_compared(visit, clinic):
    clinic.edit("Move", {"change": "F1-lab", "move_m": [0.5, 0]}, {"remove": "desk"})
    me = open_page(visit, clinic, lang="en-GB")
    drawn = me.page.get_by_role("img", name="2 differences")
    expect(drawn.locator(".shape-was")).to_have_count(1)
    expect(drawn.locator(".shape-now")).to_have_count(1)
    expect(drawn.locator(".shape-removed")).to_have_count(1)
    expect(drawn.locator(".plan-unit").first).to_be_visible()
    whole = drawn.get_attribute("viewBox")
    me.page.get_by_role("button", name="On the map Laboratory").click()
    assert drawn.get_attribute("viewBox") != whole
    me.page.get_by_role("button", name="Whole floor").click()
    assert drawn.get_attribute("viewBox") == whole
    me.page.get_by_label("Your comment").fill("The laboratory did move: I was there.")
    me.page.get_by_role("button", name="Send").click()
    said = me.page.locator(".comments li")
    expect(said).to_contain_text("I was there.")
    expect(said).to_contain_text("Publisher")
    expect(me.page.get_by_label("Your comment")).to_have_value("")
    me.page.locator("select[name=from]").select_option("1")
    me.page.locator("select[name=to]").select_option("1")
    me.page.get_by_role("button", name="Compare", exact=True).click()
    expect(me.page.get_by_text("The two are no different.")).to_be_visible()
    me.page.locator("select[name=to]").select_option("draft")
    me.page.get_by_role("button", name="Compare", exact=True).click()
    expect(me.page.locator(".changes > li")).to_have_count(4)
    me.page.locator(".exports summary").first.click()
    with me.page.expect_download() as download:
        me.page.get_by_role("link", name="GeoJSON").click()
    assert download.value.suggested_filename.endswith("-1.geojson")
    me.is_accessible().picture("releases-en-drawn")


def test_what_people_would_lose_is_said_and_publishing_it_needs_a_reason(visit, clinic):
    clinic.edit("Brick up", {"remove": "F1-lab-door"})
    me = open_page(visit, clinic)
    me.page.get_by_role("button", name="检查每条路线").click()
    expect(me.page.get_by_role("heading", name="将无法到达")).to_be_visible()
    expect(me.page.get_by_text("检验科").first).to_be_visible()
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
    expect(me.page.locator(".changes > li")).to_have_count(2)
    assert clinic.revision() == 1


def test_an_editor_sees_it_all_and_is_told_who_may_publish(visit, clinic):
    me = open_page(visit, clinic, "editor", lang="en-GB", size=PHONE, dark=True)
    me.page.get_by_role("button", name="Check every way").click()
    expect(me.page.get_by_text("No way is lost")).to_be_visible()
    expect(me.page.get_by_text("Publishing needs the role Publisher.")).to_be_visible()
    expect(me.page.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    expect(me.page.get_by_text("no different from the published map")).to_be_visible()
    me.is_accessible().picture("releases-en-phone-dark")
