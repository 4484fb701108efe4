"""A building model as the rest of the reader asks it: what belongs to what, what is stated, where a thing stands."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import ifcopenshell
import ifcopenshell.util.element
import ifcopenshell.util.placement
import ifcopenshell.util.unit
import numpy as np
import numpy.typing as npt

from maps.draft import Unread
from maps.errors import BadInputError, UnreadableFileError
from maps.readers.archive import is_zip, open_sources

MAX_THINGS = 500_000
"""The most instances of one class that are looked at: a hospital's boundaries of spaces, many times over."""

Entity = Any
"""An instance of the model, with the attributes of its class in the IFC schema."""
Made = TypeVar("Made")
FloatArray = npt.NDArray[np.float64]

SPOILT = (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What the library raises where an entity is not made as its class says."""
_LOGGED = re.compile(r"^\[(?:error|warning)\](?: \[\w+\])? \[[^\]]*\] ")
_NOISE = "Requested type"
"""What the parser says of every file."""
_NO_VALUE = re.compile(r"Entity with name '(?!IFC)", re.IGNORECASE)
"""A word that is no class of IFC, where a value or the end of the file belongs."""
_ID_SAFE = re.compile(r"[^A-Za-z0-9_.-]")


class Model:
    """An open model.

    Parameters
    ----------
    file : ifcopenshell.file
        The parsed file.
    name : str
        The file's name, for messages.
    """

    def __init__(self, file: Any, name: str) -> None:
        self._file = file
        self.name = name
        self._sets: dict[int, Mapping[str, Any]] = {}
        self.unread: list[Unread] = []

    def of_class(self, name: str) -> tuple[Entity, ...]:
        """Return the instances of a class and its subclasses, in the file's order; none where the schema lacks it."""
        try:
            found = sorted(self._file.by_type(name), key=lambda entity: int(entity.id()))
        except RuntimeError:
            return ()
        if len(found) > MAX_THINGS:
            raise BadInputError(
                f"{self.name} holds {len(found)} of {name}; {MAX_THINGS} is the most.",
                remedy="Export one building at a time.",
            )
        return tuple(found)

    def source(self, entity: Entity) -> str:
        """Return where a thing came from: file and GlobalId."""
        return f"{self.name} {getattr(entity, 'GlobalId', None) or f'#{entity.id()}'}"

    def take(self, entities: Iterable[Entity], make: Callable[[Entity], Iterable[Made]]) -> Iterator[Made]:
        """Yield what is made of each entity; keep as unread those that are spoilt or refused."""
        for entity in entities:
            try:
                made = list(make(entity))
            except BadInputError as error:
                self.leave(entity, error.detail)
            except SPOILT:
                self.leave(entity, "It is not made as its class says.")
            else:
                yield from made

    def leave(self, entity: Entity, reason: str) -> None:
        """Keep something as unread."""
        raw = {"class": entity.is_a(), "name": text_of(entity, "Name"), "long_name": text_of(entity, "LongName")}
        self.unread.append(Unread(source=self.source(entity), reason=reason, raw=raw))

    @cached_property
    def metres_per_unit(self) -> float:
        """The length unit of plain numbers in the model [m]; the shapes are in metres already."""
        try:
            scale = float(ifcopenshell.util.unit.calculate_unit_scale(self._file))
        except SPOILT:
            scale = 1.0
        return scale if 1e-6 < scale < 1e4 else 1.0

    @cached_property
    def _wholes(self) -> Mapping[int, Entity]:
        """What each thing is part of, stands in or fills, by the thing's number."""
        wholes: dict[int, Entity] = {}
        for relation, whole, parts in (
            ("IfcRelContainedInSpatialStructure", "RelatingStructure", "RelatedElements"),
            ("IfcRelAggregates", "RelatingObject", "RelatedObjects"),
            ("IfcRelNests", "RelatingObject", "RelatedObjects"),
            ("IfcRelVoidsElement", "RelatingBuildingElement", "RelatedOpeningElement"),
            ("IfcRelFillsElement", "RelatingOpeningElement", "RelatedBuildingElement"),
        ):
            for each in self.of_class(relation):
                for part in _several(getattr(each, parts, None)):
                    wholes.setdefault(part.id(), getattr(each, whole, None))
        return wholes

    @cached_property
    def _parts(self) -> Mapping[int, list[int]]:
        parts: dict[int, list[int]] = defaultdict(list)
        for part, whole in self._wholes.items():
            if whole is not None:
                parts[whole.id()].append(part)
        return parts

    def find_whole(self, entity: Entity, class_name: str) -> Entity | None:
        """Return the nearest thing of a class that an entity belongs to, however deep, or None."""
        seen: set[int] = set()
        whole = self._wholes.get(entity.id())
        while whole is not None and whole.id() not in seen:
            if whole.is_a(class_name):
                return whole
            seen.add(whole.id())
            whole = self._wholes.get(whole.id())
        return None

    def parts(self, entity: Entity) -> tuple[Entity, ...]:
        """Return what an entity is made of, the parts of its parts among them, in the file's order."""
        found: dict[int, None] = {}
        ahead = list(self._parts.get(entity.id(), ()))
        while ahead:
            number = ahead.pop()
            if number not in found and number != entity.id():
                found[number] = None
                ahead.extend(self._parts.get(number, ()))
        return tuple(self._file.by_id(number) for number in sorted(found))

    @cached_property
    def bounds_of(self) -> Mapping[int, Sequence[Entity]]:
        """The boundaries of each space, by its number."""
        return self._bounds_by("RelatingSpace")

    @cached_property
    def bounds_at(self) -> Mapping[int, Sequence[Entity]]:
        """The boundaries of spaces at each element, by its number."""
        return self._bounds_by("RelatedBuildingElement")

    def _bounds_by(self, name: str) -> Mapping[int, Sequence[Entity]]:
        bounds: dict[int, list[Entity]] = defaultdict(list)
        for bound in self.of_class("IfcRelSpaceBoundary"):
            if bound.RelatingSpace is not None and getattr(bound, name) is not None:
                bounds[getattr(bound, name).id()].append(bound)
        return dict(bounds)

    def stated(self, entity: Entity, name: str) -> Any:
        """Return a property of an entity or its type, of whatever set, or None."""
        sets = self._sets_of(entity).values()
        return next((each[name] for each in sets if isinstance(each, dict) and name in each), None)

    def flag(self, entity: Entity, *names: str) -> bool | None:
        """Return the first of some properties that is true or false, or None."""
        values = (self.stated(entity, name) for name in names)
        return next((value for value in values if isinstance(value, bool)), None)

    def length_m(self, entity: Entity, name: str) -> float | None:
        """Return a positive length that is stated as a property [m], or None."""
        return self.metres(self.stated(entity, name))

    def metres(self, value: Any) -> float | None:
        """Return a positive length of the model in metres, or None."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        length_m = float(value) * self.metres_per_unit
        return length_m if 0 < length_m < 1e4 else None

    def _sets_of(self, entity: Entity) -> Mapping[str, Any]:
        if entity.id() not in self._sets:
            try:
                self._sets[entity.id()] = ifcopenshell.util.element.get_psets(entity)
            except SPOILT:
                self._sets[entity.id()] = {}
        return self._sets[entity.id()]

    def type_of(self, entity: Entity) -> Entity | None:
        """Return the type (door style, transport type) of a thing, or None."""
        try:
            return ifcopenshell.util.element.get_type(entity)
        except SPOILT:
            return None

    def check_placed(self, entity: Entity) -> None:
        """Raise `BadInputError` if a thing is placed relative to itself: the library would follow it for ever."""
        seen: set[int] = set()
        step = entity.ObjectPlacement
        while step is not None:
            if step.id() in seen:
                raise BadInputError("It is placed relative to itself.")
            seen.add(step.id())
            step = getattr(step, "PlacementRelTo", None)

    def placement(self, entity: Entity) -> FloatArray:
        """Return the matrix from a thing's own axes to the model's [m]; identity where none is given.

        Raises
        ------
        BadInputError
            If it is placed relative to itself, or not in finite numbers.
        """
        self.check_placed(entity)
        if entity.ObjectPlacement is None:
            return np.eye(4)
        matrix: FloatArray = np.array(ifcopenshell.util.placement.get_local_placement(entity.ObjectPlacement), float)
        matrix[:3, 3] *= self.metres_per_unit
        if not np.isfinite(matrix).all():
            raise BadInputError("Its place is not in finite numbers.")
        return matrix


def open_model(path: Path) -> Model:
    """Return the model of a file, or of the one file in a zip; small damage in it is kept as unread.

    Raises
    ------
    UnreadableFileError
        If it cannot be parsed, has a word where a number belongs (NaN), or is of a schema the library does not know.
    """
    ifcopenshell.get_log()  # forgets what was logged before
    try:
        if not is_zip(path):
            return _sound(Model(ifcopenshell.open(str(path)), path.name))
        with tempfile.NamedTemporaryFile(suffix=".ifc") as unpacked:
            sources = open_sources([path], (".ifc",))
            if len(sources) != 1:
                raise BadInputError(f"{path.name} holds {len(sources)} building models.", remedy="Zip one .ifc file.")
            unpacked.write(sources[0].data)
            unpacked.flush()
            return _sound(Model(ifcopenshell.open(unpacked.name), sources[0].name))
    except (ifcopenshell.Error, *SPOILT, OSError) as error:
        raise _broken(path.name, str(error).removesuffix(", check logs")) from error


def _sound(model: Model) -> Model:
    """Return a model after a look at what the parser passed over without a word."""
    logged = [_LOGGED.sub("", line) for line in ifcopenshell.get_log().splitlines() if _LOGGED.match(line)]
    faults = [fault for fault in logged if not fault.startswith(_NOISE)]
    for fault in faults:
        if _NO_VALUE.search(fault):
            raise _broken(model.name, fault)
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        model.unread.append(Unread(source=model.name, reason=f"The file is damaged: {faults[0][:200]}{more}."))
    return model


def _broken(name: str, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} cannot be read as a building model: {why[:200]}.",
        remedy="Export it again, as IFC 2x3, IFC 4 or IFC 4.3.",
    )


def feature_id(entity: Entity) -> str:
    """Return an id that is safe in a URL and stable from one export to the next: the GlobalId with ``$`` as a dot.

    Raises
    ------
    BadInputError
        If the entity has no GlobalId.
    """
    if not isinstance(entity.GlobalId, str) or not entity.GlobalId:
        raise BadInputError(f"{entity.is_a()} #{entity.id()} has no GlobalId.", remedy="Export the model again.")
    return _ID_SAFE.sub("-", entity.GlobalId.replace("$", "."))[:64]


def text_of(entity: Entity, name: str) -> str:
    """Return an attribute as a text without edges; empty where there is none."""
    try:
        value = getattr(entity, name, None)
    except SPOILT:
        return ""
    return value.strip() if isinstance(value, str) else ""


def _several(value: Any) -> tuple[Entity, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, tuple | list) else (value,)
