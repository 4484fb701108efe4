"""Building models: IFC 2x3, 4 and 4.3 as STEP text (.ifc), or that zipped (.ifczip), as a venue draft.

The model is parsed by ifcopenshell in a process of its own (`maps.readers.bounded`): its parser and its geometry are
native code, which a broken file can bring to hang, swell or crash.
"""

import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path

from maps.draft import VenueDraft
from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.ids import VenueId
from maps.readers.archive import is_zip, list_names
from maps.readers.bounded import Limits, run_bounded

SIZE_LIMIT_BYTES = 256 * 1024 * 1024
"""The largest model [bytes]: a hospital with its pipes left out takes about 100 MB."""

_CPU_S, _CPU_S_PER_MIB, _MOST_CPU_S = 30.0, 15.0, 600.0
"""A thousand rooms with their doors and walls take 3 MiB and some 10 s."""
_MEMORY_BYTES, _MEMORY_PER_BYTE = 2 << 30, 16
_HEAD_BYTES, _TAIL_BYTES = 64 << 10, 4 << 10
_BEGIN, _END = b"ISO-10303-21", b"END-ISO-10303-21"
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']{1,40})'", re.IGNORECASE)
_KNOWN = re.compile(r"IFC2X3|IFC4(X3.*)?", re.IGNORECASE)


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the path is one building model, or one in a zip."""
    if len(paths) != 1 or not paths[0].is_file():
        return False
    if is_zip(paths[0]):
        return paths[0].suffix.lower() == ".ifczip" or any(name.lower().endswith(".ifc") for name in list_names(paths))
    return paths[0].suffix.lower() == ".ifc" or _BEGIN in _head(paths[0])[:256]


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return a building model as a draft.

    Parameters
    ----------
    paths : sequence of Path
        One file.
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    BadInputError
        If there is not exactly one file, or ifcopenshell is not installed.
    UnreadableFileError
        If the file is broken, truncated, of another schema, or has no spaces.
    TooLargeError
        If it is larger than `SIZE_LIMIT_BYTES`, or takes more time or memory than its size allows.
    """
    if len(paths) != 1 or not paths[0].is_file():
        raise BadInputError("A building model is one file.", remedy="Import one .ifc or .ifczip file at a time.")
    if importlib.util.find_spec("ifcopenshell") is None:
        raise BadInputError(
            "Building models need ifcopenshell, which is not installed.",
            remedy="Install it with: pip install 'beeline-indoor[plans]'",
        )
    path = paths[0]
    size = path.stat().st_size
    if size > SIZE_LIMIT_BYTES:
        raise TooLargeError(
            f"{path.name} is larger than {SIZE_LIMIT_BYTES >> 20} MiB.",
            remedy="Export one building, without its pipes.",
        )
    if not is_zip(path):
        _check_ends(path)
    cpu_s = min(_CPU_S + _CPU_S_PER_MIB * size / (1 << 20), _MOST_CPU_S)
    limits = Limits(cpu_s=cpu_s, memory_bytes=_MEMORY_BYTES + _MEMORY_PER_BYTE * size)
    return run_bounded(_read_here, limits, path.name, path, venue_id)


def _read_here(path: Path, venue_id: VenueId) -> VenueDraft:
    # Imported in the child alone: whoever waits for it needs no 50 MB of ifcopenshell.
    from maps.readers.ifc_building import read_building

    return read_building(path, venue_id)


def _check_ends(path: Path) -> None:
    """Refuse what is no whole STEP file of a schema that can be read; the parser would take half a file for a whole."""
    head = _head(path)
    if not head.strip():
        raise UnreadableFileError(f"{path.name} is empty.", remedy="Copy or export it again.")
    if _BEGIN not in head[:256]:
        raise UnreadableFileError(
            f"{path.name} does not begin as an IFC file does.", remedy="Export it as IFC, STEP text (.ifc)."
        )
    schema = _SCHEMA.search(head)
    name = repr(schema[1].decode("latin-1")) if schema else "that it does not name"
    if not _KNOWN.fullmatch(name.strip("'")):
        raise UnreadableFileError(
            f"{path.name} is of a schema {name}, which is no building model that can be read.",
            remedy="Export it as IFC 2x3 or IFC 4.",
        )
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _TAIL_BYTES, 0))
        if _END not in file.read():
            raise UnreadableFileError(f"{path.name} ends in the middle.", remedy="Copy or export it again.")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)
