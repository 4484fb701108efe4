"""The spine between the two courts: lifts, stairs and toilets along the hall that leads to the bridge."""

from maps.demo.floor import Floor
from maps.demo.grid import rect
from maps.demo.rows import Row

LINK_X_M = (39.6, 44.4)
SPINE_X_M = (33.6, 50.4)
SPINE_END_M = 56.4


def draw_spine(floor: Floor, *, west: str, east: str) -> None:
    """Draw the lift hall with its rooms: `west` two rooms beyond the lifts, `east` one beyond the toilets."""
    link = floor.place("link", rect(LINK_X_M[0], 31.2, LINK_X_M[1], SPINE_END_M))
    floor.gate(link, "street")
    (x0, x1), (link_west, link_east) = SPINE_X_M, LINK_X_M
    beyond_lifts = Row(corridor=link, depth_m=(x0, link_west), start_m=39.0, wall_m=link_west, north=True)
    beyond_lifts.draw(floor, west)
    comfort = "wc-female=5.4 wc-male=4.8 wc-accessible=2.7 baby-care=2.7"
    toilets = Row(corridor=link, depth_m=(link_east, x1), start_m=31.2, wall_m=link_east, north=True)
    toilets.draw(floor, f"{comfort} {east}")
