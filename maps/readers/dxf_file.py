"""The bytes of a DXF file as an ezdxf document, or one error that says what is wrong with them."""

import io
from typing import TYPE_CHECKING

from maps.draft import Unread
from maps.errors import BadInputError, UnreadableFileError
from maps.readers.archive import SourceFile

if TYPE_CHECKING:
    from ezdxf.document import Drawing as Document

BINARY_SENTINEL = b"AutoCAD Binary DXF\r\n\x1a\x00"
HEAD_BYTES = 4096

_REMEDY = "Open it in a CAD program, audit it, and save it again as DXF."


def is_dxf(head: bytes) -> bool:
    """Return whether a file begins like a DXF drawing, ASCII (after comments) or binary."""
    if head.startswith(BINARY_SENTINEL):
        return True
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines()]
    while len(lines) > 1 and lines[0] == b"999":
        lines = lines[2:]
    return len(lines) > 1 and lines[0] == b"0" and lines[1] == b"SECTION"


def is_dwg(head: bytes) -> bool:
    """Return whether a file begins like AutoCAD's own DWG format."""
    return head[:4] == b"AC10" and head[4:6].isdigit()


def load_document(source: SourceFile) -> "tuple[Document, tuple[Unread, ...]]":
    """Return the document of a file, and what had to be repaired to read it.

    Raises
    ------
    UnreadableFileError
        If it is a DWG, no DXF, cut short, or damaged beyond repair.
    BadInputError
        If ezdxf is not installed.
    """
    head = source.data[:HEAD_BYTES]
    if is_dwg(head):
        raise UnreadableFileError(f"{source.label} is a DWG drawing.", remedy="Save it as DXF and import that.")
    if not is_dxf(head):
        raise UnreadableFileError(f"{source.label} is not a DXF drawing.", remedy="Save it as DXF, ASCII or binary.")
    try:
        import ezdxf  # noqa: F401
    except ImportError as error:
        raise BadInputError(
            "DXF drawings are read with ezdxf, which is not installed.",
            remedy="Install it with: pip install 'beeline-indoor[plans]'",
        ) from error
    try:
        return _loaded(source.data), ()
    except Exception as error:  # a damaged file makes the library raise whatever Python raises
        if not _is_complete(source.data):
            raise UnreadableFileError(
                f"{source.label} is cut short: it ends before its end mark.", remedy="Copy or export it again."
            ) from error
        return _recovered(source)


def _loaded(data: bytes) -> "Document":
    from ezdxf.document import Drawing as Document
    from ezdxf.filemanagement import read
    from ezdxf.lldxf.tagger import binary_tags_loader

    if data.startswith(BINARY_SENTINEL):
        return Document.load(binary_tags_loader(data, errors="surrogateescape"))
    return read(io.StringIO(data.decode(_encoding(data), errors="surrogateescape"), newline=None))


def _encoding(data: bytes) -> str:
    """Return the encoding the header states; UTF-8 where the bytes are that, whatever it states."""
    from ezdxf.filemanagement import dxf_stream_info

    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        stated = dxf_stream_info(io.StringIO(data.decode("utf-8", errors="ignore"), newline=None)).encoding
        return str(stated)
    return "utf-8-sig"


def _recovered(source: SourceFile) -> "tuple[Document, tuple[Unread, ...]]":
    from ezdxf import recover

    try:
        document, auditor = recover.read(io.BytesIO(source.data))
    except Exception as error:
        raise UnreadableFileError(
            f"{source.label} is damaged and cannot be read ({type(error).__name__}: {str(error)[:120]}).",
            remedy=_REMEDY,
        ) from error
    repairs = len(auditor.errors) + len(auditor.fixes)
    reason = f"The file breaks the rules of DXF in {repairs} places; something of it may be missing. {_REMEDY}"
    return document, (Unread(source=source.name, reason=reason),)


def _is_complete(data: bytes) -> bool:
    return b"EOF" in data[-64:]
