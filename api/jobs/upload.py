"""Files that are sent: as a form or as they are, written to a folder as they come, within a limit of size."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from flask import Request

from api.problems import UnsupportedMediaTypeError
from maps.errors import BadInputError, TooLargeError

MAX_FILES = 200
FORM, RAW = "multipart/form-data", "application/octet-stream"

_FIELD = "file"
_CHUNK_BYTES = 1 << 20
_NAME_BYTES = 200


def keep_upload(request: Request, raw_name: str, folder: Path, max_bytes: int) -> int:
    """Write the files of a request to a folder, and return how many there are.

    Parameters
    ----------
    raw_name : str
        The name of the file, when it is not sent in a form.
    max_bytes : int
        What the whole request may hold.

    Raises
    ------
    BadInputError
        If there is no file, there are too many, or one has no usable name.
    TooLargeError
        If it holds more than is allowed.
    UnsupportedMediaTypeError
        If it is neither a form nor a file.
    """
    if request.mimetype not in (FORM, RAW):
        raise UnsupportedMediaTypeError(
            f"The body is {request.mimetype[:80] or 'of no declared type'}, neither a form nor a file.",
            remedy=f"Send {FORM} with fields named {_FIELD!r}, or one file as {RAW} with ?name=plan.ifc.",
        )
    if (request.content_length or 0) > max_bytes:
        raise _too_large(max_bytes)
    # One byte more than allowed: a body of unstated length is cut at this limit without a word.
    request.max_content_length = max_bytes + 1
    request.max_form_parts = MAX_FILES
    folder.mkdir()
    count = total_bytes = 0
    for name, stream in _files(request, raw_name):
        count += 1
        total_bytes += _write(stream, _path_in(folder, name), max_bytes - total_bytes)
        if total_bytes > max_bytes:
            raise _too_large(max_bytes)
    if count == 0:
        raise BadInputError("No file was sent.", remedy=f"Send each as a field named {_FIELD!r}.")
    return count


def _files(request: Request, raw_name: str) -> Iterator[tuple[str, BinaryIO]]:
    if request.mimetype == RAW:
        yield raw_name, cast("BinaryIO", request.stream)
        return
    for sent in request.files.getlist(_FIELD):
        yield sent.filename or "", cast("BinaryIO", sent.stream)


def _path_in(folder: Path, name: str) -> Path:
    """Return where to write a file: under the last part of its name, which must be one."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not last or last.startswith(".") or not last.isprintable() or len(os.fsencode(last)) > _NAME_BYTES:
        raise BadInputError(
            f"A file is named {name[:80]!r}, which is no name to keep it under.", remedy="Call it for example plan.ifc."
        )
    path = folder / last
    if path.exists():
        raise BadInputError(f"Two files are named {last!r}.", remedy="Import one venue at a time.")
    return path


def _write(stream: BinaryIO, path: Path, left_bytes: int) -> int:
    """Write what comes, as far as it is allowed and one piece more; return how much that was."""
    written = 0
    with path.open("wb") as file:
        while written <= left_bytes and (chunk := stream.read(_CHUNK_BYTES)):
            file.write(chunk)
            written += len(chunk)
    return written


def _too_large(max_bytes: int) -> TooLargeError:
    return TooLargeError(f"The files are larger than {max_bytes >> 20} MiB.", remedy="Zip them, or split the plan.")
