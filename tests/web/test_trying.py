"""A draft is tried in the editor before it is released, by real mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE
from tests.web.test_editor import clinic, desk, is_accessible  # noqa: F401 (fixtures)


def tried(at, tab="Try it"):
    at.page.get_by_role("tab", name=tab).click()
    expect(at.page.locator(".trying")).to_be_visible()
    return at.page.locator(".trying")


def test_a_way_is_tried_by_a_click_and_again_when_its_door_is_taken_away(desk):  # noqa: F811
    at = desk()
    panel = tried(at)
    panel.get_by_role("group", name="To", exact=True).get_by_role("button", name="Click on the map").click()
    at.click(4, 16)
    steps = panel.locator(".try-steps li")
    expect(steps.last).to_contain_text("destination")
    expect(panel.get_by_text("About 1 min")).to_be_visible()
    at.find("consulting-door")
    at.page.get_by_role("button", name="Remove").first.click()
    at.is_saved()
    expect(panel.get_by_text("No way", exact=True)).to_be_visible()
    expect(panel.get_by_text("M306")).to_be_visible()
    is_accessible(at)
    at.page.get_by_role("button", name="Undo").click()
    expect(steps.last).to_contain_text("destination")


def test_ends_are_chosen_without_a_pointer_and_what_is_reached_is_said_in_words(desk):  # noqa: F811
    at = desk()
    panel = tried(at)
    at.find("Consulting")
    use = panel.get_by_role("group", name="To", exact=True).get_by_role("button", name="Use the selection")
    use.focus()
    at.press("Enter")
    expect(panel.locator(".try-steps li").last).to_contain_text("Consulting")
    panel.get_by_label("Who travels").select_option("wheelchair")
    panel.get_by_label("What is reached").check()
    expect(panel.get_by_text("reached without steps 2")).to_be_visible()
    is_accessible(at)
    panel.get_by_label("Room to the walls").check()
    expect(panel.get_by_text("Nothing on this floor is narrower than the 0.8 m")).to_be_visible()
    panel.get_by_label("Who travels").select_option("bed")
    expect(panel.get_by_text("Nothing on this floor is narrower than the 1.1 m")).to_be_visible()
    panel.get_by_label("Walkable ground").check()
    expect(panel.get_by_text("where the middle of a person can be")).to_be_visible()
    is_accessible(at)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_trying_works_on_a_phone_in_chinese(desk, dark):  # noqa: F811
    at = desk(lang="zh-CN", size=PHONE, dark=dark)
    panel = tried(at, "试用")
    panel.get_by_label("到得了哪里").check()
    expect(panel.get_by_text("无台阶可到")).to_be_visible()
    is_accessible(at)
    assert at.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
