"""The built front end: the page, its files, how long they may be kept, and nothing beside them."""

import gzip
import os

import pytest


@pytest.fixture
def built(settings, tmp_path):
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Beeline</title>", encoding="utf-8")
    (folder / "assets" / "index-C0FFEE.js").write_text("console.log(1)", encoding="utf-8")
    (folder / "icon.png").write_bytes(b"\x89PNG")
    (folder / ".secret").write_text("x")
    (tmp_path / "outside.txt").write_text("x")
    os.symlink(tmp_path / "outside.txt", folder / "link.txt")
    return folder


def test_until_it_is_built_the_page_says_how_to_build_it(client):
    answer = client.get("/")
    assert (answer.status_code, answer.json["code"], answer.json["remedy"]) == (503, "not-built", "Run: make web")


def test_the_page_is_asked_for_each_time_and_its_hashed_files_never_again(client, built):
    page, script = client.get("/"), client.get("/assets/index-C0FFEE.js")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.headers["Cache-Control"] == "public, no-cache"
    assert script.mimetype == "text/javascript"
    assert "immutable" in script.headers["Cache-Control"]
    assert client.get("/", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_a_page_of_staff_is_found_by_its_name(client, built):
    (built / "editor.html").write_text("<!doctype html><title>Editor</title>", encoding="utf-8")
    assert "Editor" in client.get("/editor").text
    assert client.get("/releases").status_code == 404


def test_text_is_compressed_and_pictures_are_not(client, built):
    asked = {"Accept-Encoding": "gzip"}
    assert gzip.decompress(client.get("/", headers=asked).data).startswith(b"<!doctype")
    assert "Content-Encoding" not in client.get("/icon.png", headers=asked).headers


def test_a_rebuilt_page_is_served_without_a_restart(client, built):
    client.get("/")
    (built / "index.html").write_text("new", encoding="utf-8")
    os.utime(built / "index.html", ns=(1, 1))
    assert client.get("/").text == "new"


@pytest.mark.parametrize(
    "path",
    ["/.secret", "/link.txt", "/../outside.txt", "/%2e%2e/outside.txt", "/assets", "/assets/", "/nothing.js", "/a%00b"],
)
def test_nothing_beside_the_built_files_is_served(client, built, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json["code"] == "not-found"


def test_every_answer_is_kept_safe_by_its_headers(client, built):
    for path in ("/", "/v1/venues", "/docs", "/nowhere", "/assets/index-C0FFEE.js"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
