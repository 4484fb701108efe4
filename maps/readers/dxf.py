"""DXF drawings, one file to the level: areas and room texts, or walls where there are no areas; doors, stairs, lifts.

Levels of one venue share the drawing's coordinates. A file ``layers.json`` among the paths says what the drawings do
not: the role of a layer, the unit, the place on earth, the storey of a file.
"""

from collections.abc import Sequence
from pathlib import Path

from maps.draft import VenueDraft
from maps.errors import UnreadableFileError
from maps.ids import VenueId
from maps.readers.archive import SourceFile, is_zip, list_names, open_sources
from maps.readers.bounded import Limits, run_bounded
from maps.readers.dxf_build import Proposal, build_draft, propose
from maps.readers.dxf_file import HEAD_BYTES, is_dwg, is_dxf
from maps.readers.dxf_mapping import Mapped, parse_mapping

LIMITS = Limits(cpu_s=120.0, memory_bytes=3 << 30)
"""What the reading of all drawings of one venue may take."""

_DRAWINGS = (".dxf", ".dwg")
_MAPPING = ".json"


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether there is a drawing: by its first bytes, or by its name in a folder or archive."""
    return any(_is_drawing(path) for path in paths)


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return the draft of DXF drawings.

    Parameters
    ----------
    paths : sequence of Path
        The drawings of one venue, one to the level, and perhaps a mapping file (``*.json``).
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    UnreadableFileError
        If a file is a DWG, cut short or damaged.
    TooLargeError
        If a file is beyond the limits of size, or the reading beyond those of time and memory.
    BadInputError
        If the mapping states what cannot be, two files are one storey, or ezdxf is not installed.
    """
    sources, mapped = _opened(paths)
    return run_bounded(build_draft, LIMITS, _named(sources), sources, mapped, venue_id)


def propose_mapping(paths: Sequence[Path]) -> Proposal:
    """Return what the layers, units and storeys of drawings are taken for; raises as `read` does."""
    sources, mapped = _opened(paths)
    return run_bounded(propose, LIMITS, _named(sources), sources, mapped)


def _is_drawing(path: Path) -> bool:
    if path.is_dir() or is_zip(path):
        return any(name.lower().endswith(_DRAWINGS) for name in list_names([path]))
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    return is_dxf(head) or is_dwg(head)


def _opened(paths: Sequence[Path]) -> tuple[list[SourceFile], Mapped]:
    files = open_sources(paths, (*_DRAWINGS, _MAPPING))
    sources = [each for each in files if not each.name.lower().endswith(_MAPPING)]
    mappings = [parse_mapping(each) for each in files if each.name.lower().endswith(_MAPPING)]
    if not sources:
        raise UnreadableFileError(f"{', '.join(map(str, paths))} holds no drawing.", remedy="Give a .dxf file.")
    if len(mappings) > 1:
        raise UnreadableFileError("There are several mapping files.", remedy="Give one layers.json.")
    return sources, mappings[0] if mappings else Mapped()


def _named(sources: Sequence[SourceFile]) -> str:
    return ", ".join(source.name for source in sources)
