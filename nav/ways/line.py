"""The straight way between two points of a triangulated floor, if they see each other: compiled."""

import numba
import numpy as np

from nav.index.network import BARRED, Floats, Ints, Prices, walking_ticks
from nav.space.sight import Mesh, Viewer, narrowed, push, side

X, Y, TRIANGLE, VERTEX = 0, 1, 2, 3
"""Columns of points: place [mm], a triangle that holds it, and the vertex that it is or -1."""


@numba.njit(cache=True, nogil=True)
def _in_cone(mesh: Mesh, viewer: Viewer, right: int, left: int, x: int, y: int) -> bool:
    return side(mesh, viewer, right, x, y) >= 0 and side(mesh, viewer, left, x, y) <= 0


@numba.njit(cache=True, nogil=True)
def _push_towards(mesh: Mesh, viewer: Viewer, goal: Ints, stack: Ints, top: int, crossed: int) -> int:
    """Replace the triangle just above the stack's top by those beyond it in the direction of a goal."""
    here, origin, right, left = stack[top], stack[top + 1], stack[top + 2], stack[top + 3]
    triangle = mesh.triangles[here]
    for i in range(3):
        beyond, a, b = triangle.beyond[i], triangle.vertex[i], triangle.vertex[(i + 1) % 3]
        if beyond < 0 or beyond == origin or a == viewer.vertex or b == viewer.vertex:
            continue
        new_right, new_left = narrowed(mesh, viewer, right, left, a, b)
        if new_right >= 0 and _in_cone(mesh, viewer, new_right, new_left, goal[X], goal[Y]):
            top = push(stack, top, beyond, here, new_right, new_left, crossed, triangle.code[i])
    return top


@numba.njit(cache=True, nogil=True)
def _line(mesh: Mesh, start: Ints, goal: Ints, stack: Ints, way: Ints) -> int:
    """Write the codes that are crossed between two points, and return how many; -1 if they do not see each other."""
    viewer = Viewer(start[X], start[Y], start[TRIANGLE], start[VERTEX], 0)
    top = 0
    if viewer.vertex < 0:
        top = push(stack, top, viewer.triangle, -1, -1, -1, 0, -1)
    else:
        for i in range(mesh.vertices[viewer.vertex].fan, mesh.vertices[viewer.vertex].fan_end):
            top = push(stack, top, mesh.fans[i], -1, -1, -1, 0, -1)
    while top > 0:
        top -= 6
        here, right, left, crossed = stack[top], stack[top + 2], stack[top + 3], stack[top + 4]
        if stack[top + 5] >= 0:
            way[crossed] = stack[top + 5]
            crossed += 1
        if here == goal[TRIANGLE] and (right < 0 or _in_cone(mesh, viewer, right, left, goal[X], goal[Y])):
            return int(crossed)
        top = _push_towards(mesh, viewer, goal, stack, top, crossed)
    return -1


@numba.njit(cache=True, nogil=True)
def _room(mesh: Mesh) -> tuple[Ints, Ints]:
    """Return room for a stack and a way on a floor."""
    n_triangles = len(mesh.triangles)
    return np.empty(18 * n_triangles + 18, np.int64), np.empty(n_triangles + 1, np.int64)


@numba.njit(cache=True, nogil=True)
def codes_between(mesh: Mesh, start: Ints, goal: Ints) -> tuple[bool, Ints]:
    """Return whether two points see each other, and what is crossed on the straight way between them, in order."""
    stack, way = _room(mesh)
    crossed = _line(mesh, start, goal, stack, way)
    return crossed >= 0, way[: max(crossed, 0)].copy()


@numba.njit(cache=True, nogil=True)
def lines(
    mesh: Mesh, prices: Prices, starts: Ints, goals: Ints, start_lead_m: Floats, goal_lead_m: Floats
) -> tuple[Ints, Ints]:
    """Return the costs and the times of the straight ways from each start to each goal [ticks]: (s, g) each.

    The cost is `BARRED` where they do not see each other.

    Parameters
    ----------
    starts, goals : (s, 4), (g, 4) int64
        Points by column.
    start_lead_m, goal_lead_m : (s,), (g,) float64
        What has to be walked beyond them.
    """
    costs, times = np.full((len(starts), len(goals)), BARRED), np.zeros((len(starts), len(goals)), np.int64)
    stack, way = _room(mesh)
    for i in range(len(starts)):
        for j in range(len(goals)):
            crossed = _line(mesh, starts[i], goals[j], stack, way)
            if crossed < 0:
                continue
            length_m = np.hypot(starts[i, X] - goals[j, X], starts[i, Y] - goals[j, Y]) / 1000.0
            time = walking_ticks(length_m, prices)
            time += walking_ticks(start_lead_m[i], prices) + walking_ticks(goal_lead_m[j], prices)
            cost = time
            for k in range(crossed):
                cost += prices.code_cost[way[k]]
                time += prices.code_time[way[k]]
            costs[i, j], times[i, j] = min(cost, BARRED), time
    return costs, times
