"""What may be told of the counts: groups under ten are hidden, and larger ones told in steps of ten. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.presenting.impact import GROUP
from api.store.usage import HourCount
from api.usage.deeds import What
from api.usage.vain import ENOUGH
from maps.ids import FeatureId, LevelId
from maps.venue import Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """People of an hour in a room or corridor, or anywhere on a level.

    Parameters
    ----------
    unit_id : FeatureId or None
        None for the whole level.
    people : int
        A multiple of ten, at most as many as were there, and at least ten.
    """

    hour: int
    level_id: LevelId
    unit_id: FeatureId | None
    people: int


def areas(counts: Iterable[HourCount], venue: Venue) -> list[Area]:
    """Return where people were, by hour: the levels, and the rooms and corridors, with ten or more."""
    told = [
        Area(hour=each.hour, level_id=place[0], unit_id=place[1], people=rounded(each.times))
        for each in counts
        if each.what == What.PRESENT and each.times >= GROUP and (place := _place(each.subject, venue))
    ]
    return sorted(told, key=lambda area: (area.hour, -area.people, area.level_id, area.unit_id or ""))


def _place(subject: str, venue: Venue) -> tuple[LevelId, FeatureId | None] | None:
    if subject in venue.level_by_id:
        return LevelId(subject), None
    unit = venue.unit_by_id.get(FeatureId(subject))
    return None if unit is None else (unit.level_id, unit.id)


def total(counts: Iterable[HourCount], what: What) -> int:
    """Return how often something happened, in steps of ten."""
    return rounded(sum(each.times for each in counts if each.what == what and not _is_words(each)))


def by_subject(counts: Iterable[HourCount], what: What) -> list[tuple[str, int]]:
    """Return where something happened ten times or more, in steps of ten, the most first."""
    times: Counter[str] = Counter()
    for each in counts:
        if each.what == what and each.subject:
            times[each.subject] += each.times
    found = [(subject, rounded(count)) for subject, count in times.items() if count >= GROUP]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def searches_in_vain(counts: Iterable[HourCount]) -> list[tuple[str, int]]:
    """Return the words that were searched in vain, and about how often: without beginnings of longer ones.

    Somebody who types leaves the beginnings of their words behind. The counts of words begin at the tenth search of a
    day (`api.usage.vain`).
    """
    times: Counter[str] = Counter()
    for each in counts:
        if _is_words(each):
            times[each.subject] += each.times
    words = [
        word
        for word, count in times.items()
        if not any(other != word and other.startswith(word) and times[other] >= count / 2 for other in times)
    ]
    found = [(word, rounded(times[word] + ENOUGH - 1)) for word in words]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def rounded(count: int) -> int:
    """Return a number of people in steps of ten."""
    return count // GROUP * GROUP


def _is_words(count: HourCount) -> bool:
    return count.what == What.SEARCH_IN_VAIN and count.subject != ""
