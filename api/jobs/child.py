"""The program that does one import: reads what its folder asks for, and leaves there what came of it.

It is told by a file and answers by files, so that whoever waits can look in at any time and never blocks.
"""

import os
import resource
import shutil
import sys
import threading
from pathlib import Path

import msgspec

from maps.codec import encode_draft
from maps.errors import BeelineError, TooLargeError
from maps.ids import VenueId
from maps.importing import import_plan

REQUEST, STEPS, DRAFT, FINDINGS, FAULT = "request.json", "steps", "draft", "findings.json", "fault.json"
"""The files of a job's folder; what was sent is in the folder `FILES`."""
FILES = "files"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to import, and what that may take."""

    venue_id: str
    format: str
    cpu_s: int
    memory_bytes: int


def main(folder: Path) -> None:
    """Do the import that a folder asks for."""
    threading.Thread(target=_end_with_parent, args=[folder], daemon=True).start()
    request = msgspec.json.decode((folder / REQUEST).read_bytes(), type=Request)
    # Only what is allowed now, not what may ever be: readers run parts of their own under limits of their own.
    for kind, limit in ((resource.RLIMIT_CPU, request.cpu_s), (resource.RLIMIT_AS, request.memory_bytes)):
        resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _import(folder, request)
    except BeelineError as error:
        _write_fault(folder, error)
    except MemoryError:
        mib = request.memory_bytes >> 20
        _write_fault(folder, TooLargeError(f"The import takes more than {mib} MiB of memory.", remedy="Split it."))


def _import(folder: Path, request: Request) -> None:
    with (folder / STEPS).open("a", buffering=1) as steps:
        draft, findings = import_plan(
            sorted((folder / FILES).iterdir()),
            VenueId(request.venue_id),
            format=request.format,
            on_step=lambda step: print(step, file=steps),
        )
    (folder / FINDINGS).write_bytes(msgspec.json.encode(findings))
    (folder / DRAFT).write_bytes(encode_draft(draft))


def _write_fault(folder: Path, error: BeelineError) -> None:
    # The folder is ours; where it lies concerns nobody who sent a file.
    detail = error.detail.replace(f"{folder / FILES}{os.sep}", "")
    fault = {"code": error.code, "detail": detail, "remedy": error.remedy}
    (folder / FAULT).write_bytes(msgspec.json.encode(fault))


def _end_with_parent(folder: Path) -> None:
    """End, and leave nothing, when standard input does: whoever started this is gone."""
    os.read(0, 1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
