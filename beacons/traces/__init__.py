"""Walks in files: found, recognised by content and read; one file per format."""

import glob
from collections.abc import Iterable
from pathlib import Path

from beacons.traces import jsonl, mall
from beacons.traces.file import trace_id, unpacked
from beacons.traces.trace import Trace
from maps.errors import NotFoundError, UnreadableFileError
from maps.venue import Venue

__all__ = ["find_traces", "read_trace", "trace_id"]

_SUFFIXES = (".txt", ".txt.gz", ".jsonl", ".jsonl.gz")


def find_traces(paths: Iterable[Path]) -> list[Path]:
    """Return the trace files among files, folders (searched below) and quoted patterns, sorted, each once.

    Raises
    ------
    NotFoundError
        If a path does not exist, or a folder or pattern holds no trace.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_file():
            found.add(path)
            continue
        if path.is_dir():
            files = [file for file in path.rglob("*") if file.name.endswith(_SUFFIXES) and file.is_file()]
        else:
            files = [Path(name) for name in glob.glob(str(path), recursive=True) if Path(name).is_file()]
        if not files:
            raise NotFoundError(f"No trace at {path}.", remedy=f"Traces are files ending in {', '.join(_SUFFIXES)}.")
        found.update(files)
    return sorted(found)


def read_trace(path: Path, venue: Venue | None = None) -> Trace:
    """Return the walk in a file, plain or gzip, recognised by its content.

    Parameters
    ----------
    venue : Venue or None
        Gives levels to their names, and the frame to a survey's own metres. Without it a mall trace has no truth, and
        the truth of our own format is taken as it is written.

    Raises
    ------
    UnreadableFileError
        If the file is missing, empty, truncated, too large or of no known format.
    """
    text = unpacked(path)
    if jsonl.recognises(text):
        return jsonl.parse(text, trace_id(path), venue)
    if mall.recognises(text):
        return mall.parse(text, trace_id(path), path.parent, venue)
    raise UnreadableFileError(
        f"{path} is no trace: its text has neither a Beeline header line nor rows of the mall format.",
        remedy="Give a .jsonl trace or a surveyor's .txt trace, plain or gzip.",
    )
