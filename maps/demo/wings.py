"""The two clinic wings: a finger north of the street and a block beside the atrium, on either side of the axis.

Both are double-loaded: rooms 6.9 m deep, a corridor of 3 m, rooms 6.9 m deep. The corridor runs straight across the
street, so that the whole wing is one line of sight.
"""

from dataclasses import dataclass

from maps.demo.atrium import STREET_Y_M
from maps.demo.floor import Floor
from maps.demo.grid import Coordinate, Shape, minus, mirrored, mirrored_x, rect
from maps.demo.rows import Row

_OUTER_M, _INNER_M = (0.0, 6.9), (9.9, 16.8)
_WAITING_Y_M = (31.2, 39.6)
_NORTH_M, _STAIR_Y_M = 73.2, 69.0
_STAIR_TOP_M = 4.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What one clinic holds: its waiting area, and the rows on the facade and on the court or atrium."""

    waiting: str
    outer: str
    inner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wing:
    """One side of the building on one floor."""

    floor: Floor
    east: bool

    def shape(self, *corners: float) -> Shape:
        """Return a rectangle on this side; coordinates are those of the west side."""
        return mirrored(rect(*corners)) if self.east else rect(*corners)

    def at(self, x_m: float, y_m: float) -> Coordinate:
        """Return a point on this side."""
        return (mirrored_x(x_m), y_m) if self.east else (x_m, y_m)

    def code(self, stem: str) -> str:
        """Return the code of a part of this side: ``corridor-`` becomes ``corridor-w`` or ``corridor-e``."""
        return stem.replace("?", "e" if self.east else "w")

    def _row(self, corridor: str, line: str, *, outer: bool, start_m: float) -> None:
        depth, wall_m = (_OUTER_M, _OUTER_M[1]) if outer else (_INNER_M, _INNER_M[0])
        row = Row(corridor=corridor, depth_m=depth, start_m=start_m, wall_m=wall_m, north=True, east=self.east)
        row.draw(self.floor, line)

    def draw_finger(self, clinic: Clinic) -> None:
        """Draw the finger north of the street: waiting area at its mouth, rooms on both sides of a corridor."""
        floor = self.floor
        waiting = floor.place(
            clinic.waiting,
            self.shape(0, _WAITING_Y_M[0], _INNER_M[1], _WAITING_Y_M[1]),
            sign=self.at(8.4, 36.4),
        )
        corridor = floor.place(
            self.code("corridor-?n"), self.shape(_OUTER_M[1], _WAITING_Y_M[1], _INNER_M[0], _NORTH_M)
        )
        floor.door(waiting, "street", at=self.at(8.4, _WAITING_Y_M[0]), width_m=12.6, has_door=False)
        floor.gate(waiting, corridor)
        self._row(corridor, clinic.outer, outer=True, start_m=_WAITING_Y_M[1])
        self._row(corridor, clinic.inner, outer=False, start_m=_WAITING_Y_M[1])
        self._furnish()
        if not self.east:
            beside_lift = minus(rect(9.9, _STAIR_Y_M, 16.8, _NORTH_M), rect(14.2, 70.6, 16.8, 73.2))
            lobby = floor.place("staff-lobby", beside_lift)
            floor.door(lobby, corridor, at=self.at(_INNER_M[0], 71.1), width_m=1.2)

    def _furnish(self) -> None:
        for y in (32.4, 33.9):
            self.floor.fixture("seating", self.shape(1.2, y, 5.4, y + 0.6))
            self.floor.fixture("seating", self.shape(11.4, y, 15.6, y + 0.6))
        self.floor.fixture("desk", self.shape(11.4, 38.1, 14.4, 38.8))

    def draw_block(self, clinic: Clinic) -> None:
        """Draw the block beside the atrium: a lounge on the gallery, a passage to the clinic corridor behind."""
        lounge, corridor = self._block_frame(clinic)
        self.floor.fixture("desk", self.shape(18.0, 11.7, 18.7, 14.1))
        passage = self.floor.place(self.code("passage-?"), self.shape(_INNER_M[0], 8.4, _INNER_M[1], 10.8))
        self.floor.gate(lounge, passage)
        self.floor.gate(passage, corridor)
        south, north = clinic.inner.split("|")
        self._row(corridor, south, outer=False, start_m=0.0)
        self._row(corridor, north, outer=False, start_m=10.8)
        for y in (2.4, 4.2, 15.6, 17.4):
            self.floor.fixture("seating", self.shape(18.6, y, 23.4, y + 0.6))

    def draw_counter_block(self, clinic: Clinic) -> None:
        """Draw the block with one long counter: a hall in front, the staff behind it, rooms beyond."""
        _, corridor = self._block_frame(clinic)
        office = self.floor.place(clinic.inner, self.shape(_INNER_M[0], 0, _INNER_M[1], 16.8))
        self.floor.door(office, corridor, at=self.at(_INNER_M[0], 15.0), width_m=1.2)
        self.floor.fixture("counter", self.shape(16.1, 0.9, 16.8, 15.9))
        for y in (2.4, 4.2, 13.2):
            self.floor.fixture("seating", self.shape(20.4, y, 23.4, y + 0.6))

    def _block_frame(self, clinic: Clinic) -> tuple[str, str]:
        """Draw what every block has: corridor, lounge, outer rooms, and the comfort core on the street."""
        floor = self.floor
        corridor = floor.place(self.code("corridor-?s"), self.shape(_OUTER_M[1], 0, _INNER_M[0], STREET_Y_M[0]))
        lounge = floor.place(clinic.waiting, self.shape(_INNER_M[1], 0, 25.2, STREET_Y_M[0]), sign=self.at(21.4, 9.4))
        floor.gate(corridor, "street")
        floor.gate(lounge, "street")
        gallery = "hall" if "hall" in floor.spaces else self.code("gallery-") + ("east" if self.east else "west")
        floor.gate(lounge, gallery)
        self._row(corridor, clinic.outer, outer=True, start_m=_STAIR_TOP_M)
        if self.east:
            self._draw_lift_core(corridor)
        else:
            self._draw_toilets(corridor, lounge)
        return lounge, corridor

    def _draw_toilets(self, corridor: str, lounge: str) -> None:
        floor = self.floor
        female = floor.place("wc-female", rect(9.9, 19.6, 13.4, 25.2), key="wc-female-west")
        male = floor.place("wc-male", rect(13.4, 19.6, 16.8, 25.2), key="wc-male-west")
        floor.door(female, "street", at=(11.4, 25.2), width_m=1.0)
        floor.door(male, "street", at=(15.4, 25.2), width_m=1.0)
        accessible = floor.place("wc-accessible", rect(9.9, 16.8, 13.4, 19.6), key="wc-accessible-west")
        baby = floor.place("baby-care", rect(13.4, 16.8, 16.8, 19.6), key="baby-care-west")
        floor.door(accessible, corridor, at=(9.9, 18.2), width_m=1.0)
        floor.door(baby, lounge, at=(16.8, 18.2), width_m=1.0)

    def _draw_lift_core(self, corridor: str) -> None:
        floor = self.floor
        floor.place("shaft", self.shape(15.1, 22.6, 16.8, 25.2), key="riser-east")
        power = floor.place("power", self.shape(9.9, 16.8, 16.8, 22.6), key="power-east")
        floor.door(power, corridor, at=self.at(9.9, 20.4), width_m=1.2)
