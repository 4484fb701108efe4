"""How the functions of the loop are compiled."""

import functools

import numba

compiled = functools.partial(numba.njit, cache=True, nogil=True, _nrt=False)
"""Without numba's reference counts: the loop makes no arrays, and counting those it is given took four fifths of it."""
