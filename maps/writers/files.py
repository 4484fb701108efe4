"""Write files whole or not at all."""

import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from maps.errors import BadInputError

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can state: the same content gives the same archive."""


def collection_text(features: Sequence[Mapping[str, Any]], **members: Any) -> str:
    """Return a FeatureCollection with one feature on each line, so that changes read well."""
    head = "".join(f"{_compact(name)}: {_compact(value)},\n" for name, value in members.items())
    lines = ",\n".join(_compact(feature) for feature in features)
    return f'{{"type": "FeatureCollection",\n{head}"features": [\n{lines}\n]}}\n'


def write_file(path: Path, data: bytes) -> None:
    """Write one file: it appears complete, or stays as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                file.write(data)
                file.close()
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written: {error.strerror}.", remedy="Choose another place or make room."
        ) from error


def write_zip(path: Path, texts: Mapping[str, str]) -> None:
    """Write texts as the members of a zip archive."""
    with tempfile.SpooledTemporaryFile(max_size=1 << 26) as spool:
        with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, text)
        spool.seek(0)
        write_file(path, spool.read())


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
