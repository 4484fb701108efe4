"""Somebody of the staff who is signed in."""

from playwright.sync_api import Page

from tests.web.conftest import FEED_KEY

ADMIN = {"id": "admin", "name": "Lin Wei", "csrf": "token", "admin": True, "roles": {}}


def signed_in(page: Page) -> None:
    """Make a page that of an administrator, before it is opened."""
    page.context.set_extra_http_headers({"Authorization": f"Bearer {FEED_KEY}"})
    page.route("**/v1/staff/me", lambda route: route.fulfill(json=ADMIN))
