"""The files of an import: single files, folders and zip archives, opened within stated limits.

Nothing is ever extracted to disk: a zip is read member by member into memory, so that a name cannot escape a folder.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from maps.errors import BadInputError, TooLargeError, UnreadableFileError

MAX_FILE_BYTES = 64 * 1024 * 1024
"""The largest single file [bytes]: a hospital of 10,000 rooms takes about 10 MB."""
MAX_TOTAL_BYTES = 256 * 1024 * 1024
"""The most that all files of one import may hold, unpacked [bytes]."""
MAX_FILES = 2_000
"""The most files in one import."""

_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of an import.

    Parameters
    ----------
    name : str
        The bare file name, without folders.
    label : str
        How to name it in messages: the path given, and the member of an archive.
    data : bytes
        The content.
    """

    name: str
    label: str
    data: bytes


def list_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the bare file names in the paths: files, members of folders, members of zips. Reads no content."""
    names: list[str] = []
    for path in paths:
        if path.is_dir():
            names += [child.name for child in _files_of(path)]
        elif is_zip(path):
            with _opened(path) as archive:
                names += [PurePosixPath(member.filename).name for member in _members(archive, path)]
        else:
            names.append(path.name)
    return tuple(names)


def open_sources(paths: Sequence[Path], suffixes: tuple[str, ...]) -> tuple[SourceFile, ...]:
    """Return the files whose names end with one of the suffixes, sorted by name.

    Parameters
    ----------
    paths : sequence of Path
        Files, folders (their files, not deeper) and zip archives (all members, any folder).
    suffixes : tuple of str
        Lower-case endings such as ``.geojson``; others are not read. A file named directly is always read.

    Raises
    ------
    BadInputError
        If a path does not exist, or two files of one import have the same name.
    UnreadableFileError
        If an archive is broken, encrypted or names a path outside itself.
    TooLargeError
        If a file or the whole is beyond its limit, by its real unpacked size.
    """
    sources: dict[str, SourceFile] = {}
    total_bytes = 0
    for source in _read_all(paths, suffixes):
        total_bytes += len(source.data)
        if total_bytes > MAX_TOTAL_BYTES or len(sources) >= MAX_FILES:
            raise TooLargeError(
                f"The import is larger than {MAX_FILES} files or {MAX_TOTAL_BYTES >> 20} MiB unpacked.",
                remedy="Import one building at a time.",
            )
        if source.name in sources:
            raise BadInputError(
                f"Both {sources[source.name].label} and {source.label} are named {source.name}.",
                remedy="Import one venue at a time.",
            )
        sources[source.name] = source
    return tuple(sources[name] for name in sorted(sources))


def is_zip(path: Path) -> bool:
    """Return whether the path is meant as a zip: by its ending, or by its first bytes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return path.suffix.lower() in (".zip", ".imdf") or file.read(4) == b"PK\x03\x04"


def read_bytes(path: Path) -> bytes:
    """Return the content of one file, within `MAX_FILE_BYTES`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"{path} cannot be read: {error.strerror}.", remedy="Check the path and its permissions."
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(str(path))
    return data


def _read_all(paths: Sequence[Path], suffixes: tuple[str, ...]) -> Iterator[SourceFile]:
    for path in paths:
        if path.is_dir():
            for child in _files_of(path):
                if child.name.lower().endswith(suffixes):
                    yield SourceFile(name=child.name, label=str(child), data=read_bytes(child))
        elif is_zip(path):
            yield from _read_zip(path, suffixes)
        else:
            yield SourceFile(name=path.name, label=str(path), data=read_bytes(path))


def _files_of(folder: Path) -> list[Path]:
    return sorted(child for child in folder.iterdir() if child.is_file() and not child.name.startswith((".", "_")))


def _read_zip(path: Path, suffixes: tuple[str, ...]) -> Iterator[SourceFile]:
    with _opened(path) as archive:
        for member in _members(archive, path):
            name = PurePosixPath(member.filename).name
            if name.lower().endswith(suffixes):
                label = f"{path}!{member.filename}"
                yield SourceFile(name=name, label=label, data=_unpacked(archive, member, label))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{path} is not a complete zip archive: {error}.", remedy="Copy or export it again."
        ) from error


def _members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    if len(archive.infolist()) > MAX_FILES:
        raise TooLargeError(f"{path} holds more than {MAX_FILES} files.", remedy="Zip only the files of one venue.")
    members = []
    for member in archive.infolist():
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        is_named = bool(member.filename) and not (parts and parts[0].endswith(":"))
        if not is_named or ".." in parts or member.filename.startswith(("/", "\\")):
            raise UnreadableFileError(
                f"{path} holds a file named {member.filename!r}, which is outside the archive.",
                remedy="Do not trust this archive; ask for a clean one.",
            )
        if not member.is_dir() and not any(part.startswith((".", "_")) or part in _CLUTTER for part in parts):
            members.append(member)
    return members


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> bytes:
    """Read one member; the limit is on what really comes out, whatever its header says."""
    try:
        with archive.open(member) as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableFileError(f"{label} cannot be unpacked: {error}.", remedy="Zip the files again.") from error
    except Exception as error:  # zlib.error and lzma.LZMAError share no base class
        if type(error).__module__ not in ("zlib", "_lzma"):
            raise
        raise UnreadableFileError(f"{label} cannot be unpacked: {error}.", remedy="Zip the files again.") from error
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(label)
    return data


def _too_large(label: str) -> TooLargeError:
    return TooLargeError(
        f"{label} is larger than {MAX_FILE_BYTES >> 20} MiB unpacked.", remedy="Split it, or export fewer details."
    )
