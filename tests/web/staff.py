"""How somebody of the staff signs in, in the browser tests."""

import json

from playwright.sync_api import Page

from tests.web.conftest import FEED_KEY

ADMIN = {"id": "p1", "name": "李敏", "csrf": "csrf", "admin": True, "roles": {}}


def sign_in(page: Page) -> None:
    """Make the page one of an administrator."""
    page.context.set_extra_http_headers({"Authorization": f"Bearer {FEED_KEY}"})
    page.route("**/v1/staff/me", lambda route: route.fulfill(content_type="application/json", body=json.dumps(ADMIN)))
