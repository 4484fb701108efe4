"""Which triangle holds a point: compiled."""

import numba

from nav.space.sight import Ints, Mesh, orientation


@numba.njit(cache=True, nogil=True)
def holding(mesh: Mesh, triangles: Ints, x: int, y: int) -> int:
    """Return the first of some triangles that a point is inside of or on the edge of, -1 if there is none.

    A point on a vertex is held by none.
    """
    for triangle in triangles:
        a, b, c = mesh.triangles[triangle].vertex
        p, q, r = mesh.vertices[a], mesh.vertices[b], mesh.vertices[c]
        if (p.x == x and p.y == y) or (q.x == x and q.y == y) or (r.x == x and r.y == y):
            return -1
        if (
            orientation(p.x, p.y, q.x, q.y, x, y) >= 0
            and orientation(q.x, q.y, r.x, r.y, x, y) >= 0
            and orientation(r.x, r.y, p.x, p.y, x, y) >= 0
        ):
            return int(triangle)
    return -1
