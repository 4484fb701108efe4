"""Which counters a name means."""

from functools import cached_property

from maps.errors import BadInputError
from maps.ids import FeatureId
from maps.places import get_place, resolve_end
from maps.position import Position
from maps.search import SearchIndex
from maps.venue import Venue

_AS_GOOD = 0.9
"""A group of counters is meant rather than the hall it is in, if its name fits this much as well as the best."""


class Counters:
    """Finds the counters of a venue by id or name."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex(self._venue)

    def called(self, name: str) -> tuple[FeatureId, ...]:
        """Return every counter of a group of service points, or the one place of that name.

        Raises
        ------
        NotFoundError
            If the venue has no such place.
        BadInputError
            If the name is a position.
        """
        hits = self._index.search(name)
        groups = [hit for hit in hits if hit.place.kind == "service_group" and hit.score >= _AS_GOOD * hits[0].score]
        found = groups[0].place.id if groups else resolve_end(self._venue, name)
        if isinstance(found, Position):
            raise BadInputError(f"{name!r} is not a place.", remedy="Counters are places: give an id or a name.")
        if get_place(self._venue, found).kind != "service_group":
            return (found,)
        return tuple(point.id for point in self._venue.service_points if point.group_id == found)
