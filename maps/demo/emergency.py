"""The emergency building east of the outpatient building: two floors, its own entrances for walkers and ambulances."""

from maps.demo.floor import Floor
from maps.demo.grid import outline, rect
from maps.demo.plan import Plan
from maps.demo.rows import Row

_X0, _X1 = 84.0, 126.0
_SOUTH_M, _NORTH_M = 25.2, 31.2


def draw_emergency(plan: Plan) -> None:
    """Draw both floors."""
    _draw_ground_floor(plan["F1"])
    _draw_upper_floor(plan["F2"])


def _draw_ground_floor(floor: Floor) -> None:
    floor.place("er-corridor", rect(_X0, _SOUTH_M, 121.8, _NORTH_M))
    floor.place("ambulance", rect(121.8, _SOUTH_M, _X1, _NORTH_M))
    floor.place("er-hall", rect(92.4, 0, 109.2, _SOUTH_M), sign=(100.8, 21.6))
    floor.door("er-corridor", "street", width_m=3.6, automatic=True)
    floor.door("ambulance", "er-corridor", width_m=2.4, automatic=True)
    floor.door("er-hall", "er-corridor", width_m=12.6, has_door=False)
    _draw_front_desks(floor)
    _draw_clinics(floor)
    _draw_treatment(floor)
    _draw_staff_side(floor)
    floor.fixture("desk", rect(99.6, 6.0, 103.2, 7.2))
    for y in (11.4, 14.4, 17.4):
        floor.fixture("seating", rect(96.0, y, 99.6, y + 0.6))
        floor.fixture("seating", rect(102.0, y, 105.6, y + 0.6))


def _draw_front_desks(floor: Floor) -> None:
    """West of the hall: pharmacy, cashier and laboratory behind counters, toilets on the corridor."""
    for code, y0, y1 in (("er-pharmacy", 0.0, 6.3), ("er-payment", 6.3, 12.6), ("er-lab", 12.6, 19.6)):
        floor.place(code, rect(_X0, y0, 92.4, y1))
        floor.door(code, "er-hall", at=(92.4, y1 - 1.2), width_m=1.0)
    for y0, y1 in ((0.9, 4.2), (7.2, 10.5)):
        floor.fixture("counter", rect(91.7, y0, 92.4, y1))
    for code, x0, x1 in (("wc-female", 84.0, 87.0), ("wc-male", 87.0, 90.0), ("wc-accessible", 90.0, 92.4)):
        key = floor.place(code, rect(x0, 19.6, x1, _SOUTH_M), key=f"er-{code}")
        floor.door(key, "er-corridor", at=((x0 + x1) / 2, _SOUTH_M), width_m=1.0)


def _draw_clinics(floor: Floor) -> None:
    """East of the hall: consulting rooms on both sides of a clinic corridor, imaging by the hall."""
    corridor = floor.place("er-clinic-corridor", rect(109.2, 10.2, _X1, 12.6))
    floor.gate(corridor, "er-hall")
    Row(corridor=corridor, depth_m=(3.3, 10.2), start_m=109.2, wall_m=10.2).draw(
        floor, "er-internal*2 er-surgery er-child"
    )
    Row(corridor=corridor, depth_m=(12.6, 17.7), start_m=109.2, wall_m=12.6).draw(
        floor, "er-dr er-ultrasound chest-pain er-debride"
    )
    floor.place("er-ct", rect(109.2, 17.7, 115.5, _SOUTH_M))
    floor.door("er-ct", "er-corridor", at=(112.4, _SOUTH_M), width_m=1.5)
    floor.place("resus", rect(115.5, 17.7, _X1, _SOUTH_M))
    floor.door("resus", "er-corridor", at=(118.8, _SOUTH_M), width_m=2.4, automatic=True)


def _draw_treatment(floor: Floor) -> None:
    """North of the corridor: infusion, observation and the emergency theatre."""
    floor.place("shaft", rect(_X0, 35.2, 87.2, 39.0), key="er-riser")
    for code, x0, x1, width_m in (
        ("infusion", 90.6, 102.9, 2.4),
        ("infusion-nurse", 102.9, 107.1, 1.0),
        ("yellow", 107.1, 117.6, 1.8),
        ("er-theatre", 117.6, _X1, 1.8),
    ):
        floor.place(code, rect(x0, _NORTH_M, x1, 39.0), sign=((x0 + x1) / 2, 33.4))
        floor.door(code, "er-corridor", at=(min((x0 + x1) / 2, 119.7), _NORTH_M), width_m=width_m)
    for y in (35.4, 37.2):
        floor.fixture("seating", rect(92.4, y, 95.4, y + 0.6))
        floor.fixture("seating", rect(98.4, y, 101.4, y + 0.6))


def _draw_staff_side(floor: Floor) -> None:
    """Draw the staff corridor of 1.8 m along the north, and the rooms on it."""
    corridor = floor.place("er-staff-corridor", rect(90.6, 39.0, _X1, 40.8))
    Row(corridor=corridor, depth_m=(40.8, 46.2), start_m=90.6, wall_m=40.8).draw(
        floor, "er-office:2 er-duty=6.3 er-duty=6.3 changing=7.2 linen=7.2"
    )
    for code, x in (("infusion-nurse", 105.0), ("yellow", 112.4), ("er-theatre", 121.8)):
        floor.door(code, corridor, at=(x, 39.0), width_m=1.2)


def _draw_upper_floor(floor: Floor) -> None:
    corridor = floor.place(
        "er-corridor",
        outline([(_X0, 25.2), (_X1, 25.2), (_X1, 28.2), (90.6, 28.2), (90.6, 31.2), (_X0, 31.2)]),
    )
    floor.gate(corridor, "street")
    floor.place("shaft", rect(_X0, 35.2, 87.2, 39.0), key="er-riser")
    waiting = floor.place("endoscopy-waiting", rect(_X0, 16.8, 92.4, 25.2))
    floor.gate(waiting, corridor)
    Row(corridor=corridor, depth_m=(16.8, 25.2), start_m=92.4, wall_m=25.2).draw(
        floor, "gastroscopy*3 colonoscopy*2 endoscopy-recovery:2 scope-washing"
    )
    Row(corridor=corridor, depth_m=(28.2, 39.0), start_m=90.6, wall_m=28.2).draw(
        floor, "eicu-family=7.2 eicu=18.9 stroke=9.3"
    )
    for y in (18.9, 20.7):
        floor.fixture("seating", rect(86.1, y, 90.3, y + 0.6))
