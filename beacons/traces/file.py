"""A trace file's name and text."""

import gzip
import zlib
from pathlib import Path

from maps.errors import TooLargeError, UnreadableFileError

_GZIP = b"\x1f\x8b"
_LARGEST_BYTES = 512 * 1024 * 1024


def trace_id(path: Path) -> str:
    """Return the walk's name: the file name without its endings.

    Examples
    --------
    >>> trace_id(Path("F1/5dda14.txt.gz"))
    '5dda14'
    """
    name = path.name.removesuffix(".gz")
    return name.removesuffix(".jsonl").removesuffix(".txt") or path.name


def unpacked(path: Path) -> str:
    """Return a file's text, unzipped where its content is gzip; bytes that are no UTF-8 become U+FFFD.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, is empty, or is a truncated or broken gzip.
    TooLargeError
        If its text is beyond 512 MiB.
    """
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP
            plain.seek(0)
            stream = gzip.GzipFile(fileobj=plain) if packed else plain
            data = stream.read(_LARGEST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFileError(f"{path} cannot be read: {error}.", remedy="Copy the file again.") from error
    if len(data) > _LARGEST_BYTES:
        raise TooLargeError(f"{path} is larger than 512 MiB.", remedy="Split the walk.")
    if not data.strip():
        raise UnreadableFileError(f"{path} is empty.", remedy="Copy the file again.")
    return data.decode("utf-8", errors="replace")
