"""Beeline's packages have plain names; make sure that those Python found are ours."""

import importlib.util
from pathlib import Path

from maps.errors import ConflictError

_PACKAGES = ("api", "beacons", "commands", "maps", "nav", "simulator")


def check_installation() -> None:
    """Raise `ConflictError` if one of our package names is taken by something else on the path."""
    home = Path(__file__).resolve().parents[1]
    for name in _PACKAGES:
        spec = importlib.util.find_spec(name)
        found = Path(spec.origin).resolve() if spec and spec.origin else None
        if found is None or home not in found.parents:
            raise ConflictError(
                f"The Python package {name!r} is {found or 'missing'}, not Beeline's.",
                remedy="Beeline is an application: install it into a virtual environment of its own.",
            )
