"""Finding places by what people type: names in both scripts, pinyin, typing errors and plain needs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from maps.ids import FeatureId
from maps.labels import Labels, label
from maps.matching import Term, match_score
from maps.needs import NEEDS
from maps.places import PlaceInfo, places
from maps.position import Position
from maps.storeys import split_storey
from maps.text import plain_text
from maps.venue import Access, Venue

QUERY_LIMIT = 100
"""Longer texts are cut: nobody types a longer name [characters]."""
STOREY_DETOUR_M = 60.0
"""What one level up or down counts for when the nearer of two equals is wanted [m]."""

_KIND_WEIGHT = {"service_group": 1.0, "unit": 1.0, "amenity": 0.98, "parking_lot": 1.0, "portal": 0.97}
_MINOR_KIND_WEIGHT = 0.9
_STAFF_WEIGHT = 0.85
_ROOM_WEIGHT = 0.96
"""What one of a department's rooms is worth: where it receives people, its waiting area or hall, comes first."""
_WARD_WEIGHT = 0.93
"""What a ward is worth: somebody who says a department means its outpatient clinic."""
_HALL_WEIGHT = 0.94
"""What the hall of some counters is worth: who names it wants to be served, where that is quickest."""
_ALIAS_WEIGHT = 0.97
_NEED_WEIGHT = 0.75
_ONE_OF_MANY_WEIGHT = 0.96
"""What "Cardiology Room 3" is worth when no number was asked: the department comes before its rooms."""
_OTHER_LEVEL_WEIGHT = 0.7
"""What a place is worth that is not on the floor that was named."""
_CLINIC_SAID_WEIGHT = 0.95
"""What a department is worth to somebody who said its clinic: a place with that word in its name comes first."""
_CLINIC_WORDS = re.compile(r"门诊部?|\b(?:clinics?|outpatients?|department|dept)\b")
_FUNCTION_OR_NAME = 1.0
_CATEGORY_ONLY = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A place that was found.

    Parameters
    ----------
    label : str
        Its name in the wanted language, or what it is.
    score : float
        How well it fits, in (0, 1].
    """

    place: PlaceInfo
    label: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A place with what it is weighed by and how well it serves each need, in the order of `NEEDS`."""

    place: PlaceInfo
    weight: float
    needs: Mapping[int, float]

    @property
    def is_numbered(self) -> bool:
        """Whether it is one of several of the same name."""
        return any(text[-1:].isdigit() for text in self.place.labels.values())


class SearchIndex:
    """Search over one venue revision; answers are the same for the same question.

    Parameters
    ----------
    venue : Venue
        The revision; never changed.
    """

    def __init__(self, venue: Venue) -> None:
        self.venue = venue

    def search(
        self, text: str, *, language: str = "en", near: Position | None = None, limit: int = 10
    ) -> tuple[SearchHit, ...]:
        """Return the places that fit a text, the best first.

        Parameters
        ----------
        text : str
            Anything: a name or part of it, pinyin or its initials, a room number, a place id, or what somebody
            needs; a floor may be named with it.
        language : str
            BCP 47 tag of the labels in the answer; every language is searched.
        near : Position or None
            Where the asker is: of two places that fit equally the nearer comes first.
        limit : int
            At most so many.
        """
        query = plain_text(text[:QUERY_LIMIT])
        if not query or limit < 1:
            return ()
        scores = self._weighed(query)
        scores.update((index, 1.0) for index, entry in enumerate(self._entries) if entry.place.id == text.strip())
        hits = [self._hit(entry, score, language) for entry, score in scores.items()]
        return tuple(sorted(hits, key=lambda hit: self._order(hit, near))[:limit])

    def _weighed(self, text: str) -> dict[int, float]:
        """Return how well each place fits a plain text that may name a floor and a number."""
        scores = self._clinic_scores(text)
        rest, levels = split_storey(self.venue, text)
        for index, score in self._clinic_scores(rest).items() if levels else ():
            there = self._entries[index].place.level_id in levels
            scores[index] = max(scores.get(index, 0.0), score * (1.0 if there else _OTHER_LEVEL_WEIGHT))
        if any(character.isdigit() for character in rest):
            return scores
        return {i: score * _ONE_OF_MANY_WEIGHT ** self._entries[i].is_numbered for i, score in scores.items()}

    def _clinic_scores(self, text: str) -> dict[int, float]:
        """Return how well each place fits a plain text that may say that a department's clinic is meant."""
        scores = self._scores(text)
        department = plain_text(_CLINIC_WORDS.sub(" ", text))
        for index, score in self._scores(department).items() if department and department != text else ():
            scores[index] = max(scores.get(index, 0.0), score * _CLINIC_SAID_WEIGHT)
        return scores

    def _scores(self, text: str) -> dict[int, float]:
        """Return how well each place that fits a plain text fits it; typing errors are allowed for when none does."""
        query = Term(text)
        return self._fits(query, forgiving=False) or self._fits(query, forgiving=True)

    def _fits(self, query: Term, *, forgiving: bool) -> dict[int, float]:
        scores: dict[int, float] = {}
        for term, entries in self._terms.items():
            quality = match_score(query, term, forgiving=forgiving)
            if quality > 0:
                for entry, weight in entries:
                    scores[entry] = max(scores.get(entry, 0.0), quality * weight)
        self._add_needs(query, scores, forgiving)
        return scores

    @cached_property
    def _halls(self) -> frozenset[FeatureId]:
        """The units whose counters all do the same."""
        groups: dict[FeatureId, set[FeatureId]] = {}
        for point in self.venue.service_points:
            groups.setdefault(point.unit_id, set()).add(point.group_id)
        return frozenset(unit_id for unit_id, same in groups.items() if len(same) == 1)

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        return tuple(
            _Entry(place=place, weight=self._weight(place), needs=_needs_served(place)) for place in places(self.venue)
        )

    @cached_property
    def _terms(self) -> dict[Term, list[tuple[int, float]]]:
        """What is searched: each different text once, with the places it leads to."""
        terms: dict[Term, list[tuple[int, float]]] = {}
        for index, entry in enumerate(self._entries):
            for text, weight in _texts(entry.place):
                plain = plain_text(text)
                if plain:
                    terms.setdefault(Term(plain), []).append((index, weight * entry.weight))
        return terms

    def _add_needs(self, query: Term, scores: dict[int, float], forgiving: bool) -> None:
        felt = [max(match_score(query, word, spoken=True, forgiving=forgiving) for word in said) for said in _spoken()]
        for index, entry in enumerate(self._entries):
            for need, fit in entry.needs.items():
                if felt[need] > 0:
                    scores[index] = max(scores.get(index, 0.0), felt[need] * fit * _NEED_WEIGHT * entry.weight)

    def _weight(self, place: PlaceInfo) -> float:
        unit = self.venue.unit_by_id.get(place.unit_id) if place.unit_id else None
        kept_out = unit is not None and unit.access is not Access.PUBLIC
        weight = _KIND_WEIGHT.get(place.kind, _MINOR_KIND_WEIGHT) * (_STAFF_WEIGHT if kept_out else 1.0)
        if place.kind == "unit" and place.id in self._halls:
            return weight * _HALL_WEIGHT
        return weight * (
            _WARD_WEIGHT if place.function == "ward" else _ROOM_WEIGHT if place.category == "room" else 1.0
        )

    def _hit(self, index: int, score: float, language: str) -> SearchHit:
        entry = self._entries[index]
        known_as: Labels = entry.place.labels or (NEEDS[max(entry.needs)].labels if entry.needs else {})
        shown = label(known_as, language, entry.place.id)
        return SearchHit(place=entry.place, label=shown, score=round(score, 4))

    def _order(self, hit: SearchHit, near: Position | None) -> tuple[float, float, int, int, str, FeatureId]:
        place = hit.place
        ordinal = self.venue.get_level(place.level_id).ordinal
        away_m = 0.0
        if near is not None:
            level = self.venue.level_by_id.get(near.level_id)
            storeys = abs(ordinal - level.ordinal) if level else 0
            away_m = round(near.distance_m(place.position) + STOREY_DETOUR_M * storeys, 1)
        return -hit.score, away_m, len(hit.label), abs(ordinal), hit.label, place.id


def _texts(place: PlaceInfo) -> Iterator[tuple[str, float]]:
    yield from ((text, 1.0) for text in place.labels.values())
    yield from ((text, _ALIAS_WEIGHT) for text in place.aliases)
    if place.function:
        yield place.function, _NEED_WEIGHT


def _needs_served(place: PlaceInfo) -> dict[int, float]:
    """Return how well a place serves each need it serves: by its function, its name, or only its category."""
    called = {plain_text(text) for text in (*place.labels.values(), *place.aliases)}
    served = {}
    for index, need in enumerate(NEEDS):
        if need.is_served_by(place.function) or not called.isdisjoint(_names_of_needs()[index]):
            served[index] = _FUNCTION_OR_NAME
        elif need.is_served_by(place.category, place.kind):
            served[index] = _CATEGORY_ONLY
    return served


@cache
def _names_of_needs() -> tuple[frozenset[str], ...]:
    """Return what a place that is there for a need may be called."""
    return tuple(frozenset(map(plain_text, need.labels.values())) for need in NEEDS)


@cache
def _spoken() -> tuple[tuple[Term, ...], ...]:
    """Return what people say for each need."""
    return tuple(tuple(Term(plain_text(word)) for word in need.words) for need in NEEDS)
