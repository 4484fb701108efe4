"""IndoorGML 1.0 and 1.1 (OGC 14-005, 19-011) as typed values, whatever prefixes and extensions a tool uses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import numpy as np

from maps.errors import TooLargeError, UnreadableFileError
from maps.readers.gml import (
    Array,
    Face,
    children,
    descendants,
    faces_of,
    identity,
    local_name,
    points_of,
    target,
    text_of,
)

MAX_CELLS = 50_000
"""The most cells of one building."""

_MEMBERS = {"cellSpaceMember": "cells", "cellSpaceBoundaryMember": "boundaries"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PAIR = re.compile(r'(\w+)\s*=\s*"?([^":;]*)"?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of space.

    Parameters
    ----------
    kind : str
        The element's name: ``CellSpace``, or a kind of the navigation module (``GeneralSpace``, ``TransitionSpace``,
        ``ConnectionSpace``, ``AnchorSpace``, ``NonNavigableSpace`` …).
    says : mapping
        What its description, function, class and usage say.
    state_id : str
        Its dual, or empty.
    """

    id: str
    kind: str
    labels: Mapping[str, str]
    says: Mapping[str, str]
    faces: tuple[Face, ...]
    state_id: str
    boundary_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A part of the surface between two cells, or between one and the outside; `points` are its corners."""

    id: str
    kind: str
    labels: Mapping[str, str]
    says: Mapping[str, str]
    points: Array
    transition_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A node of the dual graph."""

    id: str
    cell_id: str
    layer_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """An edge of the dual graph: one can go from one state to the other."""

    id: str
    says: Mapping[str, str]
    state_ids: tuple[str, str]
    points: Array
    boundary_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndoorFeatures:
    """A document.

    Parameters
    ----------
    layers : tuple of str
        The space layers, in order: the first is the rooms, others are other ways to divide the same space.
    srs : str
        What the coordinates are said to be in, or empty.
    labels, says : mapping
        The document's own names, and ``key="value"`` in its description.
    between_layers : tuple of mapping
        Connections between layers, as they stand.
    """

    cells: tuple[Cell, ...]
    boundaries: tuple[Boundary, ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    layers: tuple[str, ...]
    srs: str
    labels: Mapping[str, str]
    says: Mapping[str, str]
    between_layers: tuple[Mapping[str, str], ...]


def parse_features(root: Any, label: str) -> IndoorFeatures:
    """Return the cells and the dual graph of a document.

    Raises
    ------
    UnreadableFileError
        If it holds no cell, or a coordinate that is no number.
    TooLargeError
        If it holds more than `MAX_CELLS` cells.
    """
    by_id = {identity(each): each for each in root.iter() if identity(each)}
    members = {kind: [each for part in descendants(root, name) for each in part] for name, kind in _MEMBERS.items()}
    if len(members["cells"]) > MAX_CELLS:
        raise TooLargeError(f"{label} holds more than {MAX_CELLS} cells.", remedy="Import one building at a time.")
    cells = tuple(_cell(element, f"cell-{n}", by_id) for n, element in enumerate(members["cells"], start=1))
    if not cells:
        raise UnreadableFileError(f"{label} holds no cell of space.", remedy="Export its primal space features too.")
    layers = list(descendants(root, "SpaceLayer"))
    return IndoorFeatures(
        cells=cells,
        boundaries=tuple(_boundary(element) for element in members["boundaries"]),
        states=tuple(_states(layers)),
        transitions=tuple(_transitions(layers)),
        layers=tuple(identity(layer) for layer in layers),
        srs=next((each.get("srsName") for each in root.iter() if each.get("srsName")), ""),
        labels=_labels(root),
        says=_says(root),
        between_layers=tuple(_between(each) for each in descendants(root, "InterLayerConnection")),
    )


def _cell(element: Any, default_id: str, by_id: Mapping[str, Any]) -> Cell:
    geometry = list(children(element, "cellSpaceGeometry", "Geometry3D", "Geometry2D", "geometry2D", "geometry3D"))
    return Cell(
        id=identity(element) or default_id,
        kind=local_name(element),
        labels=_labels(element),
        says=_says(element),
        faces=tuple(face for part in geometry for face in faces_of(part, by_id)),
        state_id=next((target(each) for each in children(element, "duality")), ""),
        boundary_ids=tuple(target(each).removesuffix("-REVERSE") for each in children(element, "partialboundedBy")),
    )


def _says(element: Any) -> dict[str, str]:
    """Return what a cell says of itself: elements of the navigation module, and ``key="value"`` in descriptions."""
    pairs = _PAIR.findall(text_of(element, "description"))
    said = {key.lower(): unquote(value.strip()) for key, value in pairs}
    words = ("function", "usage", "class", "storey", "level", "floor", "category")
    return {**{word: text for word in words if (text := text_of(element, word))}, **said}


def _labels(element: Any) -> dict[str, str]:
    """Return the names by language, where their code space is one."""
    names = [(each.get("codeSpace") or "", " ".join((each.text or "").split())) for each in children(element, "name")]
    return {(language if _LANGUAGE.fullmatch(language) else "und"): name for language, name in names if name}


def _boundary(element: Any) -> Boundary:
    return Boundary(
        id=identity(element).removesuffix("-REVERSE"),
        kind=local_name(element),
        labels=_labels(element),
        says=_says(element),
        points=points_of(element),
        transition_id=next((target(each) for each in children(element, "duality")), ""),
    )


def _states(layers: list[Any]) -> Iterator[State]:
    for layer in layers:
        for state in descendants(layer, "State"):
            cell_id = next((target(each) for each in children(state, "duality")), "")
            yield State(id=identity(state), cell_id=cell_id, layer_id=identity(layer))


def _transitions(layers: list[Any]) -> Iterator[Transition]:
    for layer in layers:
        for edge in descendants(layer, "Transition"):
            ends = [target(each) for each in children(edge, "connects")]
            if len(ends) == 2:
                yield Transition(
                    id=identity(edge),
                    says=_says(edge),
                    state_ids=(ends[0], ends[1]),
                    points=next((points_of(each) for each in children(edge, "geometry")), np.empty((0, 3))),
                    boundary_id=next((target(each) for each in children(edge, "duality")), "").removesuffix("-REVERSE"),
                )


def _between(element: Any) -> dict[str, str]:
    ends = [target(each) for each in children(element, "interConnects")]
    return {"id": identity(element), "ends": " ".join(ends), "topology": text_of(element, "typeOfTopoExpression")}
