"""The mapping file ``layers.json``: what somebody who knows the drawings says about them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maps.errors import BadInputError
from maps.readers.archive import SourceFile
from maps.readers.dxf_layers import Role
from maps.readers.json_text import parse_json

UNITS: Mapping[str, float] = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}
"""Names of drawing units, in metres."""

_REMEDY = "Print a correct one with: beeline venue layers FILE.dxf --json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a mapping file states.

    Parameters
    ----------
    layers : mapping
        Layer to its role; layers that are not named are proposed.
    unit : str or None
        A key of `UNITS`; None to believe the drawing.
    origin : (lon, lat) or None
        Where the drawing's point 0, 0 stands [degrees].
    levels : mapping
        File name to the ordinal of its storey.
    outside_m : float
        How far around the building people can walk [m]; 0 when that is not known.
    """

    layers: Mapping[str, Role] = field(default_factory=dict)
    unit: str | None = None
    origin: tuple[float, float] | None = None
    levels: Mapping[str, int] = field(default_factory=dict)
    outside_m: float = 0.0


def parse_mapping(source: SourceFile) -> Mapped:
    """Return what a mapping file states.

    Raises
    ------
    BadInputError
        Naming the key and the value that cannot be used.
    """
    document = parse_json(source)
    if not isinstance(document, dict):
        raise _bad(source, "the document", document, "an object")
    unknown = sorted(set(document) - set(_CHECKS))
    if unknown:
        raise _bad(source, "a key", unknown[0], f"one of {', '.join(_CHECKS)}")
    for key, value in document.items():
        is_right, wanted = _CHECKS[key]
        if not is_right(value):
            raise _bad(source, key, value, wanted)
    origin = document.get("origin")
    return Mapped(
        layers={name: Role(role) for name, role in document.get("layers", {}).items()},
        unit=document.get("unit"),
        origin=None if origin is None else (float(origin[0]), float(origin[1])),
        levels=document.get("levels", {}),
        outside_m=float(document.get("outside_m", 0.0)),
    )


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_origin(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and _is_number(value[0], -180, 180)
        and _is_number(value[1], -85, 85)
    )


def _is_layers(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(role, str) and role in set(Role) for role in value.values())


def _is_levels(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, int) and not isinstance(each, bool) and abs(each) < 1000 for each in value.values()
    )


_CHECKS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "layers": (_is_layers, f"an object of layer names and roles ({', '.join(Role)})"),
    "unit": (lambda value: isinstance(value, str) and value in UNITS, f"one of {', '.join(UNITS)}"),
    "origin": (_is_origin, "[longitude, latitude] in degrees"),
    "levels": (_is_levels, "an object of file names and whole numbers, 0 for the ground floor"),
    "outside_m": (lambda value: _is_number(value, 0, 50), "metres between 0 and 50"),
}


def _bad(source: SourceFile, what: str, value: Any, wanted: str) -> BadInputError:
    return BadInputError(f"{source.label}: {what} is {json.dumps(value)[:200]}, not {wanted}.", remedy=_REMEDY)
