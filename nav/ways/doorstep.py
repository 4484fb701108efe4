"""Where an end of a route can be left or reached, and what is seen from there. Named places are looked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from nav.route import End, Place
from nav.ways.ends import Candidate, Ends
from nav.ways.graph import Graph
from nav.ways.views import Views, views

_MOST_PLACES = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorstep:
    """One end of a route.

    Parameters
    ----------
    candidates : tuple of Candidate
        None when it is away from all walkable ground.
    views : Views
        The straight ways between them and the graph.
    """

    candidates: tuple[Candidate, ...]
    views: Views


class Doorsteps:
    """The doorsteps of one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ends = Ends(graph)
        self._at_place: Callable[[Place, bool], Doorstep] = lru_cache(maxsize=_MOST_PLACES)(self._look)

    def of(self, end: End, *, backward: bool = False) -> Doorstep:
        """Return the doorstep of an end.

        Parameters
        ----------
        backward : bool
            For a destination: the ways lead to it.

        Raises
        ------
        NotFoundError
            If the place or the level does not exist.
        BadInputError
            If a coordinate is not finite.
        """
        return self._at_place(end, backward) if isinstance(end, Place) else self._look(end, backward)

    def _look(self, end: End, backward: bool) -> Doorstep:
        candidates = self._ends.candidates(end)
        return Doorstep(candidates=candidates, views=views(self._graph, candidates, backward=backward))
