"""Staff sign in, invite somebody, and see what was done."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, PHONE, SMALL_PHONE


def test_somebody_who_is_not_signed_in_signs_in_first_and_comes_back(visit, server):
    me = visit("/people", size=DESKTOP, lang="en-GB", failures=("401",))
    expect(me.page.get_by_role("heading", name="Staff sign-in")).to_be_visible()
    me.is_accessible().picture("staff-sign-in-en")
    keys = me.page.keyboard
    expect(me.page.get_by_label("Login")).to_be_focused()
    keys.type("demo")
    keys.press("Tab")
    keys.type("not the password")
    keys.press("Enter")
    expect(me.page.get_by_role("alert")).to_contain_text("not its password")
    me.is_accessible()
    keys.type(server[1])
    keys.press("Enter")
    expect(me.page.get_by_role("heading", name="People and rights")).to_be_visible()
    assert me.page.url.endswith("/people")
    me.is_accessible()


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE], ids=["phone", "small-phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_to_sign_in_is_readable_everywhere(visit, size, dark):
    me = visit("/sign-in", size=size, dark=dark)
    expect(me.page.get_by_role("heading", name="员工登录")).to_be_visible()
    me.is_accessible().picture(f"staff-sign-in-zh-{size[0]}-{'dark' if dark else 'light'}")


def test_an_invitation_is_made_sent_and_taken_up_and_the_role_changed(visit, signed_in, server_url):
    boss = visit("/people", size=DESKTOP, prepare=signed_in)
    boss.page.locator(".invite select").select_option("editor")
    boss.page.get_by_role("button", name="邀请", exact=True).click()
    link = boss.page.get_by_label("邀请链接").input_value()
    guest = visit(link.removeprefix(server_url), size=PHONE, lang="en-GB")
    expect(guest.page.get_by_role("heading", name="Take up your invitation")).to_be_visible()
    guest.is_accessible().picture("staff-invitation-en")
    guest.page.locator("[name=login]").fill("Zhao@hospital.example")
    guest.page.locator("[name=name]").fill("赵敏")
    guest.page.get_by_label("Password").fill("plenty of good words")
    guest.page.get_by_role("button", name="Make my account").click()
    guest.page.wait_for_url("**/editor*")
    boss.page.reload()
    members, deeds = boss.page.locator("table.plain:not(.deeds)"), boss.page.locator(".deeds")
    row = members.get_by_role("row").filter(has_text="zhao@hospital.example")
    expect(row).to_be_visible()
    expect(deeds.get_by_role("row").filter(has_text="zhao@hospital.example")).to_have_count(1)
    boss.is_accessible().picture("staff-people-zh")
    row.get_by_role("combobox").select_option("publisher")
    boss.hears("赵敏 现在可以：发布")
    expect(deeds).to_contain_text("/people/")
    row.get_by_role("button", name="取消权限：赵敏").click()
    expect(row).to_have_count(0)
    boss.is_accessible().picture("staff-people-zh-after")


def test_who_has_no_role_is_told_so(visit, signed_in, server):
    boss = visit("/people", size=DESKTOP, lang="en-GB", prepare=signed_in)
    boss.page.get_by_role("button", name="Invite", exact=True).click()
    link = boss.page.get_by_label("The link").input_value()
    guest = visit(link.removeprefix(server[0]), lang="en-GB", size=SMALL_PHONE)
    guest.page.locator("[name=login]").fill("viewer-of-tests")
    guest.page.get_by_label("Password").fill("plenty of good words")
    guest.page.get_by_role("button", name="Make my account").click()
    guest.page.wait_for_url("**/editor*")
    guest.page.goto(server[0] + "/people")
    expect(guest.page.get_by_text("needs the role Admin")).to_be_visible()
    guest.is_accessible().picture("staff-people-refused-small-phone")
