"""Where an end of a route can be left or reached, and what is seen from there. Named places are looked at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from nav.ends import Candidate, Ends
from nav.graph import Graph
from nav.route import End, Place
from nav.views import Views, views

_MOST_PLACES = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
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


class Outlooks:
    """Looks out from the ends of routes in one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ends = Ends(graph)
        self._at_place: Callable[[Place, bool], Outlook] = lru_cache(maxsize=_MOST_PLACES)(self._look)

    def of(self, end: End, *, backward: bool = False) -> Outlook:
        """Return the outlook of an end.

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

    def _look(self, end: End, backward: bool) -> Outlook:
        candidates = self._ends.candidates(end)
        return Outlook(candidates=candidates, views=views(self._graph, candidates, backward=backward))
