"""One drawing in metres with the roles of its layers: what each part of a reader of floors asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from shapely.geometry import LineString

from maps.readers.dxf_drawing import Drawing, Stroke, Swing, Writing
from maps.readers.dxf_layers import LayerRole, Role
from maps.readers.dxf_texts import find_number, is_size, role_of_writing
from maps.readers.dxf_walls import segments_of

_WALLS = (Role.WALL, Role.WINDOW, Role.COLUMN)
_TEXTS = (Role.NUMBER, Role.NAME, Role.TEXT, Role.AREA, Role.OTHER)


@dataclass(kw_only=True)
class Sheet:
    """A drawing that shows one level.

    Parameters
    ----------
    drawing : Drawing
        In metres of the venue's frame.
    roles : mapping
        The role of each of its layers.
    confidence : float
        How sure its scale is: nothing read from it is surer.
    is_ground : bool
        Whether people come in from outside on this level.
    outside_m : float
        How far around the building people can walk [m]; 0 when that is not known.
    """

    drawing: Drawing
    roles: Mapping[str, LayerRole]
    level_id: str
    confidence: float = 1.0
    is_ground: bool = True
    outside_m: float = 0.0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.drawing.name

    @cached_property
    def walls(self) -> list[LineString]:
        """Straight pieces of walls, windows and columns."""
        arcs = {(each.source, each.block) for each in self.swings}
        return segments_of([each for each in self.strokes(*_WALLS) if (each.source, each.block) not in arcs])

    @cached_property
    def leaves(self) -> list[LineString]:
        """Straight pieces of doors."""
        return segments_of(self.strokes(*self._of_doors))

    @cached_property
    def swings(self) -> list[Swing]:
        """Arcs of doors."""
        return [each for each in self.drawing.swings if not each.hidden and self.role(each.layer) in self._of_doors]

    @property
    def has_door_layer(self) -> bool:
        """Whether there is a layer for doors."""
        return any(each.role is Role.DOOR for each in self.roles.values())

    @cached_property
    def _of_doors(self) -> tuple[Role, ...]:
        """Where doors are drawn: among the walls, when no layer is made for them."""
        return (Role.DOOR,) if self.has_door_layer else _WALLS

    @cached_property
    def writings(self) -> list[Writing]:
        """Texts that may be about a room: of layers made for anything else only when there are no others."""
        shown = [each for each in self.drawing.writings if not each.hidden and self.role(each.layer) is not Role.IGNORE]
        return [each for each in shown if self.role(each.layer) in _TEXTS] or shown

    def role(self, layer: str) -> Role:
        """Return the role of a layer."""
        return self.roles[layer].role

    def strokes(self, *roles: Role, also_hidden: bool = False) -> list[Stroke]:
        """Return what is drawn on layers of some roles; what is switched off only when asked for."""
        return [
            each for each in self.drawing.strokes if self.role(each.layer) in roles and (also_hidden or not each.hidden)
        ]

    def is_of_a_room(self, writing: Writing) -> bool:
        """Return whether a text is the number of a room, or on a layer for their names."""
        is_name = role_of_writing(writing, self.roles) is Role.NAME
        return is_name or self.find_number(writing) is not None

    def find_number(self, writing: Writing) -> str | None:
        """Return the room number that a text is for, or None.

        Where a layer is made for numbers, only what is on such layers is one.
        """
        first = writing.text.splitlines()[0].strip()
        if role_of_writing(writing, self.roles) is Role.NUMBER:
            return find_number(first) or first
        has_layer = any(each.role is Role.NUMBER for each in self.roles.values())
        return None if has_layer or is_size(first, -1.0) else find_number(first)
