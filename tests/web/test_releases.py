"""Somebody of the facilities team looks at what a draft changes, publishes it, and goes back."""

import json

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.conftest import DESKTOP, FEED_KEY, PHONE

KEY = {"Authorization": f"Bearer {FEED_KEY}"}
VENUE = "/v1/venues/release-demo"
MAIN_DOOR = ""


@pytest.fixture
def clinic(server_url, tmp_path):
    """Import and publish a small venue of this test's own; return a function that edits its draft."""
    from maps.writers import get_writer
    from tests.scenes import small_hospital

    file = tmp_path / "clinic.geojson"
    get_writer("geojson").write(small_hospital(), file)
    client = httpx.Client(base_url=server_url, headers=KEY, timeout=30)
    answer = client.post(f"{VENUE}/imports", files={"file": file.open("rb")})
    assert answer.status_code == 202, answer.text
    while (job := client.get(answer.headers["Location"]).json())["state"] in ("queued", "running"):
        pass
    assert job["state"] == "done", json.dumps(job)

    def edit(words, *edits):
        version = client.get(f"{VENUE}/draft").headers["ETag"]
        made = client.post(
            f"{VENUE}/draft/changes", headers={"If-Match": version}, json={"words": words, "edits": list(edits)}
        )
        assert made.status_code == 201, made.text

    version = client.get(f"{VENUE}/draft").headers["ETag"]
    published = client.post(f"{VENUE}/revisions", headers={"If-Match": version}, json={"words": "First"})
    assert published.status_code == 201, published.text
    return edit
