"""The API's description and the page to try it."""

from pathlib import Path
from typing import Any

import msgspec
from flask import Flask, Response

from api.caching import cached_response
from api.documents import compressed

_FOLDER = Path(__file__).parents[1] / "docs_page"
_FILES = {
    "docs": ("docs.html", "text/html"),
    "docs/docs.js": ("docs.js", "text/javascript"),
    "docs/docs.css": ("docs.css", "text/css"),
}


def install(app: Flask, description: dict[str, Any]) -> None:
    """Serve `/openapi.json` and, without any request to elsewhere, `/docs`."""
    plain = msgspec.json.encode(description)
    _serve(app, "/openapi.json", plain, "application/json")
    for path, (name, mimetype) in _FILES.items():
        _serve(app, f"/{path}", (_FOLDER / name).read_bytes(), mimetype)


def _serve(app: Flask, path: str, plain: bytes, mimetype: str) -> None:
    gzipped = compressed(plain)

    def view() -> Response:
        return cached_response(plain, gzipped, mimetype=mimetype, immutable=False)

    app.add_url_rule(path, endpoint=path, view_func=view, methods=["GET"])
