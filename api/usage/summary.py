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
    """People of an hour in a room or corridor, or elsewhere on a level.

    Parameters
    ----------
    unit_id : FeatureId or None
        None for all of the level where no room alone had enough.
    people : int
        A multiple of ten, at most as many as were there, and at least ten.
    """

    hour: int
    level_id: LevelId
    unit_id: FeatureId | None
    people: int


def areas(counts: Iterable[HourCount], venue: Venue) -> list[Area]:
    """Return where people were, by hour: rooms with ten or more, and the rest of each level if that is ten or more.

    What is in no room alone and not ten together is left out; figures in steps of ten keep what is left out from
    being found by subtraction.
    """
    told: list[Area] = []
    rest: Counter[tuple[int, LevelId]] = Counter()
    for each in counts:
        unit = venue.unit_by_id.get(FeatureId(each.subject)) if each.what == What.PRESENT else None
        if unit is None:
            continue
        if each.times >= GROUP:
            told.append(Area(hour=each.hour, level_id=unit.level_id, unit_id=unit.id, people=rounded(each.times)))
        else:
            rest[each.hour, unit.level_id] += each.times
    for (hour, level_id), times in rest.items():
        if times >= GROUP:
            told.append(Area(hour=hour, level_id=level_id, unit_id=None, people=rounded(times)))
    return sorted(told, key=lambda area: (area.hour, -area.people, area.level_id, area.unit_id or ""))


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
