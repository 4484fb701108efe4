"""What a point sees in a triangulated floor: exact, in integer millimetres, compiled.

Triangular expansion: from the triangle that holds the viewer, a cone of sight is pushed through one edge after another
and narrowed by the vertices it passes. Every orientation test is exact in 64 bits for floors up to 1,000 km.

References
----------
Bungiu et al., *Efficient computation of visibility polygons*, EuroCG 2014, arXiv:1403.3905.
"""

from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Records = npt.NDArray[np.void]

VERTEX = np.dtype(
    [(name, np.int64) for name in ("x", "y", "before_x", "before_y", "after_x", "after_y", "node", "fan", "fan_end")]
)
"""A vertex [mm], the places of the wall's vertices before and after it (ground on the left), the graph node of a corner
that a shortest path may turn at or -1, and where the triangles round it stand in `Mesh.fans`.

A vertex belongs to one unit: where an opening ends, there is one on each side of it at the same place."""

TRIANGLE = np.dtype([(name, np.int64, (3,)) for name in ("vertex", "beyond", "code")])
"""The vertices of a triangle, counter-clockwise; the triangle beyond edge i (from vertex i to i + 1) or -1 at a wall;
and the code crossed by leaving through edge i (see `nav.costs.codes`) or -1."""

GUEST = np.dtype([(name, np.int64) for name in ("x", "y", "node")])
"""A point of interest [mm] and its graph node."""


class Mesh(NamedTuple):
    """A floor cut into triangles; a plain record of arrays, so that compiled code can take it.

    The guests, points of interest, of triangle t are ``guests[guest_start[t]:guest_start[t + 1]]``.
    """

    vertices: Records
    triangles: Records
    fans: Ints
    guests: Records
    guest_start: Ints


class Viewer(NamedTuple):
    """Who looks.

    Parameters
    ----------
    x, y : int
        Where [mm].
    triangle : int
        A triangle that holds the viewer.
    vertex : int
        The vertex the viewer is, or -1.
    n_nodes : int
        Nodes of the floor, guests included.
    """

    x: int
    y: int
    triangle: int
    vertex: int
    n_nodes: int


class Sight(NamedTuple):
    """What was seen: nodes, and for each the codes crossed on the straight way to it, in order."""

    nodes: Ints
    code_start: Ints
    codes: Ints


@numba.njit(cache=True, nogil=True)
def orientation(ax: int, ay: int, bx: int, by: int, cx: int, cy: int) -> int:
    """Return twice the signed area of a triangle: positive when c is left of a → b."""
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


@numba.njit(cache=True, nogil=True)
def is_taut(from_x: int, from_y: int, corner: Any) -> bool:
    """Return whether a string from a point could bend at a corner: the wall lies on one side of their line."""
    a = orientation(from_x, from_y, corner.x, corner.y, corner.before_x, corner.before_y)
    b = orientation(from_x, from_y, corner.x, corner.y, corner.after_x, corner.after_y)
    return not ((a > 0 and b < 0) or (a < 0 and b > 0))


@numba.njit(cache=True, nogil=True)
def _resized(array: Ints, used: int, size: int) -> Ints:
    """Return a copy of the first `used` items in an array of a size."""
    copy = np.empty(size, np.int64)
    for i in range(used):
        copy[i] = array[i]
    return copy


@numba.njit(cache=True, nogil=True)
def _with_room(array: Ints, size: int) -> Ints:
    """Return an array with room for `size` items, itself if it has."""
    return array if size <= len(array) else _resized(array, len(array), 2 * size)


@numba.njit(cache=True, nogil=True)
def side(mesh: Mesh, viewer: Viewer, vertex: int, px: int, py: int) -> int:
    """Return on which side of the ray to a vertex a point lies: positive is left."""
    limit = mesh.vertices[vertex]
    return orientation(viewer.x, viewer.y, limit.x, limit.y, px, py)


@numba.njit(cache=True, nogil=True)
def narrowed(mesh: Mesh, viewer: Viewer, right: int, left: int, a: int, b: int) -> tuple[int, int]:
    """Return the cone that is left of (right, left) behind an edge from a to b, or (-1, -1)."""
    if right < 0:
        return a, b
    p, q = mesh.vertices[a], mesh.vertices[b]
    if side(mesh, viewer, right, p.x, p.y) >= 0:
        right = a
    if side(mesh, viewer, left, q.x, q.y) <= 0:
        left = b
    end = mesh.vertices[left]
    if side(mesh, viewer, right, end.x, end.y) <= 0:
        return -1, -1
    return right, left


@numba.njit(cache=True, nogil=True)
def _corner_seen(mesh: Mesh, viewer: Viewer, vertex: int, right: int, left: int) -> bool:
    """Return whether a vertex is a corner in the cone that a shortest path could bend at."""
    v = mesh.vertices[vertex]
    if v.node < 0 or vertex == viewer.vertex or not is_taut(viewer.x, viewer.y, v):
        return False
    if right < 0:
        return True
    from_right, from_left = side(mesh, viewer, right, v.x, v.y), side(mesh, viewer, left, v.x, v.y)
    # Straight behind another corner the way goes by that corner anyway.
    if from_right == 0 and vertex != right and mesh.vertices[right].node >= 0:
        return False
    if from_left == 0 and vertex != left and mesh.vertices[left].node >= 0:
        return False
    return bool(from_right >= 0 and from_left <= 0)


@numba.njit(cache=True, nogil=True)
def _leaves_taut(mesh: Mesh, viewer: Viewer, px: int, py: int) -> bool:
    """Return whether a string that bends at the viewer's corner could go on to a point."""
    return viewer.vertex < 0 or mesh.vertices[viewer.vertex].node < 0 or is_taut(px, py, mesh.vertices[viewer.vertex])


@numba.njit(cache=True, nogil=True)
def _node_of(mesh: Mesh, viewer: Viewer, here: int, i: int, right: int, left: int) -> int:
    """Return the node of the i-th thing in a triangle if the viewer sees it, else -1.

    Things are the three vertices, then the guests.
    """
    if i < 3:
        vertex = mesh.triangles[here].vertex[i]
        corner = mesh.vertices[vertex]
        node, px, py = corner.node, corner.x, corner.y
        if not _corner_seen(mesh, viewer, vertex, right, left):
            return -1
    else:
        guest = mesh.guests[mesh.guest_start[here] + i - 3]
        node, px, py = guest.node, guest.x, guest.y
        if right >= 0 and (side(mesh, viewer, right, px, py) < 0 or side(mesh, viewer, left, px, py) > 0):
            return -1
    return node if _leaves_taut(mesh, viewer, px, py) else -1


@numba.njit(cache=True, nogil=True)
def push(stack: Ints, top: int, triangle: int, origin: int, right: int, left: int, crossed: int, code: int) -> int:
    """Put a triangle to be looked into on the stack, and return the stack's new top."""
    stack[top] = triangle
    stack[top + 1] = origin
    stack[top + 2] = right
    stack[top + 3] = left
    stack[top + 4] = crossed
    stack[top + 5] = code
    return top + 6


@numba.njit(cache=True, nogil=True)
def _push_beyond(mesh: Mesh, viewer: Viewer, stack: Ints, top: int, crossed: int) -> int:
    """Replace the triangle just above the stack's top by those beyond it, each with what is left of the cone."""
    here, origin, right, left = stack[top], stack[top + 1], stack[top + 2], stack[top + 3]
    triangle = mesh.triangles[here]
    for i in range(3):
        beyond, a, b = triangle.beyond[i], triangle.vertex[i], triangle.vertex[(i + 1) % 3]
        if beyond < 0 or beyond == origin or a == viewer.vertex or b == viewer.vertex:
            continue
        new_right, new_left = narrowed(mesh, viewer, right, left, a, b)
        if new_right >= 0:
            top = push(stack, top, beyond, here, new_right, new_left, crossed, triangle.code[i])
    return top


@numba.njit(cache=True, nogil=True)
def look(mesh: Mesh, viewer: Viewer) -> Sight:
    """Return the nodes that a viewer sees and that a shortest path could go to next, each once."""
    seen = np.zeros(viewer.n_nodes + 1, np.bool_)
    nodes, code_start, codes = np.zeros(32, np.int64), np.zeros(32, np.int64), np.zeros(32, np.int64)
    count = 0
    way = np.zeros(32, np.int64)  # the codes crossed on the way to the triangle in hand
    stack, top = np.zeros(600, np.int64), 0
    if viewer.vertex < 0:
        top = push(stack, top, viewer.triangle, -1, -1, -1, 0, -1)
    else:
        for i in range(mesh.vertices[viewer.vertex].fan, mesh.vertices[viewer.vertex].fan_end):
            stack = _with_room(stack, top + 6)
            top = push(stack, top, mesh.fans[i], -1, -1, -1, 0, -1)
    while top > 0:
        top -= 6
        here, right, left, crossed = stack[top], stack[top + 2], stack[top + 3], stack[top + 4]
        if stack[top + 5] >= 0:  # depth first: what `way` holds before this place is still the way to this triangle
            way = _with_room(way, crossed + 1)
            way[crossed] = stack[top + 5]
            crossed += 1
        for i in range(3 + mesh.guest_start[here + 1] - mesh.guest_start[here]):
            node = _node_of(mesh, viewer, here, i, right, left)
            if node < 0 or seen[node]:
                continue
            seen[node] = True
            start = code_start[count]
            nodes, code_start = _with_room(nodes, count + 1), _with_room(code_start, count + 2)
            codes = _with_room(codes, start + crossed)
            for j in range(crossed):
                codes[start + j] = way[j]
            nodes[count] = node
            count += 1
            code_start[count] = start + crossed
        stack = _with_room(stack, top + 18)
        top = _push_beyond(mesh, viewer, stack, top, crossed)
    n_codes = code_start[count]
    return Sight(
        _resized(nodes, count, count), _resized(code_start, count + 1, count + 1), _resized(codes, n_codes, n_codes)
    )


@numba.njit(cache=True, nogil=True)
def look_from_corners(mesh: Mesh, n_nodes: int, corners: Ints) -> tuple[Ints, Sight]:
    """Return what each corner sees and could send a shortest path to, and where each corner's part starts."""
    start = np.zeros(len(corners) + 1, np.int64)
    nodes, code_start, codes = np.zeros(1024, np.int64), np.zeros(1024, np.int64), np.zeros(1024, np.int64)
    n = 0
    for i in range(len(corners)):
        corner = mesh.vertices[corners[i]]
        sight = look(mesh, Viewer(corner.x, corner.y, -1, corners[i], n_nodes))
        first_code = code_start[n]
        codes = _with_room(codes, first_code + len(sight.codes))
        for j in range(len(sight.codes)):
            codes[first_code + j] = sight.codes[j]
        nodes, code_start = _with_room(nodes, n + len(sight.nodes)), _with_room(code_start, n + len(sight.nodes) + 1)
        for j in range(len(sight.nodes)):
            nodes[n] = sight.nodes[j]
            n += 1
            code_start[n] = first_code + sight.code_start[j + 1]
        start[i + 1] = n
    n_codes = code_start[n]
    return start, Sight(_resized(nodes, n, n), _resized(code_start, n + 1, n + 1), _resized(codes, n_codes, n_codes))
