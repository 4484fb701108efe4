"""The front end: `/`, the pages of staff by their names, and the built files beside them."""

import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response

from api.caching import cached_response
from api.documents import compressed
from api.problems import NotBuiltError
from api.settings import Settings, static_folder
from maps.errors import NotFoundError

_HASHED_FOLDER = "assets"
_STAFF_PAGES = ("sign-in", "people", "editor", "releases", "facilities", "print")
_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/manifest+json")


def install(app: Flask, settings: Settings) -> None:
    """Serve the built front end; until it is built, `/` says how to build it."""
    folder = static_folder(settings).resolve()

    def index() -> Response:
        if not (folder / "index.html").is_file():
            raise NotBuiltError("The front end has not been built.", remedy="Run: make web")
        return _file(folder, "index.html")

    def file(name: str) -> Response:
        return _file(folder, f"{name}.html" if name in _STAFF_PAGES else name)

    app.add_url_rule("/", endpoint="page", view_func=index, methods=["GET"])
    app.add_url_rule("/<name>", endpoint="file", view_func=file, methods=["GET"])
    app.add_url_rule(
        f"/{_HASHED_FOLDER}/<path:name>",
        endpoint="hashed-file",
        view_func=lambda name: _file(folder, f"{_HASHED_FOLDER}/{name}"),
        methods=["GET"],
    )


def _file(folder: Path, name: str) -> Response:
    """Return a file of the folder; those whose name holds the digest of their content may be kept for good."""
    path = (folder / name).resolve() if "\x00" not in name else folder
    if not (path.is_relative_to(folder) and path.is_file()) or any(part.startswith(".") for part in Path(name).parts):
        raise NotFoundError("There is nothing at this path.", remedy="See /docs for the paths that exist.")
    plain, gzipped, mimetype = _read(path, path.stat().st_mtime_ns)
    return cached_response(plain, gzipped, mimetype=mimetype, immutable=name.startswith(f"{_HASHED_FOLDER}/"))


@lru_cache(maxsize=64)
def _read(path: Path, _modified_ns: int) -> tuple[bytes, bytes | None, str]:
    plain = path.read_bytes()
    mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return plain, compressed(plain) if mimetype.startswith(_COMPRESSIBLE) else None, mimetype
