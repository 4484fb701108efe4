"""Whether the numbers of a DXF entity can be a place at all: asked first, as absurd curves never end."""

from collections.abc import Iterable, Iterator
from typing import Any

MAX_UNITS = 1e9
"""A number beyond this is a slip [drawing units]: a million kilometres in millimetres."""

_LISTS = ("control_points", "fit_points", "knots", "weights")


def is_sane(entity: Any) -> bool:
    """Return whether every number of an entity is finite and not far beyond any building.

    Examples
    --------
    >>> from ezdxf.entities import Arc
    >>> is_sane(Arc.new(dxfattribs={"radius": 900.0})), is_sane(Arc.new(dxfattribs={"radius": math.nan}))
    (True, False)
    """
    return all(abs(number) <= MAX_UNITS for number in _numbers(entity))  # false of NaN, too


def _numbers(entity: Any) -> Iterator[float]:
    yield from _flat(entity.dxf.all_existing_dxf_attribs().values())
    kind = entity.dxftype()
    if kind == "LWPOLYLINE":
        yield from _flat(entity.lwpoints.values)
    elif kind == "SPLINE":
        yield from _flat(getattr(entity, name) for name in _LISTS)
    elif kind == "POLYLINE":
        yield from _flat(
            value for vertex in entity.vertices for value in vertex.dxf.all_existing_dxf_attribs().values()
        )
    elif kind in ("HATCH", "MPOLYGON"):
        for path in entity.paths:
            for edge in getattr(path, "edges", ()):
                yield from _flat(vars(edge).values())
            yield from _flat(getattr(path, "vertices", ()))


def _flat(values: Iterable[Any]) -> Iterator[float]:
    for value in values:
        if isinstance(value, int | float):
            yield value
        elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
            yield from _flat(value)
