"""How the guidance of a venue was used, as JSON."""

from collections.abc import Sequence

from typing_extensions import TypedDict

from api.presenting.times import utc_text
from api.store.usage import HourCount
from api.usage import summary
from api.usage.deeds import HOUR_S, What
from maps.ids import FeatureId
from maps.venue import Venue

Labels = dict[str, str]


class AreaDocument(TypedDict):
    """People in an hour in a room or corridor; `unit` is null for all of a level."""

    from_at: str
    level_id: str
    unit: str | None
    labels: Labels
    people: int


class PlaceCountDocument(TypedDict):
    """How often something happened at a place, or on the way to it."""

    place: str
    labels: Labels
    times: int


class WordsDocument(TypedDict):
    """Words that were searched in vain by many."""

    words: str
    times: int


class UsageDocument(TypedDict):
    """What people did, in steps of ten; groups under ten are hidden.

    `areas` are where people were, by hour. Then, for all the hours together: how many set out and arrived, and to
    which places they set out; how many lost their position, and near which rooms; how many had no way, and to which
    places; offers of a quicker counter or order that were taken, and kept from; searches without a result.
    """

    from_at: str
    until_at: str
    areas: list[AreaDocument]
    set_out: int
    arrived: int
    to: list[PlaceCountDocument]
    lost: int
    lost_at: list[PlaceCountDocument]
    no_way: int
    no_way_to: list[PlaceCountDocument]
    offers_taken: int
    offers_kept: int
    searches_in_vain: int
    words_in_vain: list[WordsDocument]


def usage_document(counts: Sequence[HourCount], venue: Venue, from_hour: int, until_hour: int) -> UsageDocument:
    """Return the counts of the hours from one until before another, as far as they may be told."""
    return {
        "from_at": utc_text(from_hour * HOUR_S),
        "until_at": utc_text(until_hour * HOUR_S),
        "areas": [_area(each, venue) for each in summary.areas(counts, venue)],
        "set_out": summary.total(counts, What.SET_OUT),
        "arrived": summary.total(counts, What.ARRIVED),
        "to": _places(counts, What.SET_OUT, venue),
        "lost": summary.total(counts, What.LOST),
        "lost_at": _places(counts, What.LOST, venue),
        "no_way": summary.total(counts, What.NO_WAY),
        "no_way_to": _places(counts, What.NO_WAY, venue),
        "offers_taken": summary.total(counts, What.OFFER_TAKEN),
        "offers_kept": summary.total(counts, What.OFFER_KEPT),
        "searches_in_vain": summary.total(counts, What.SEARCH_IN_VAIN),
        "words_in_vain": [{"words": words, "times": times} for words, times in summary.searches_in_vain(counts)],
    }


def _area(area: summary.Area, venue: Venue) -> AreaDocument:
    return {
        "from_at": utc_text(area.hour * HOUR_S),
        "level_id": area.level_id,
        "unit": area.unit_id,
        "labels": dict(venue.get_unit(area.unit_id).labels if area.unit_id else venue.get_level(area.level_id).labels),
        "people": area.people,
    }


def _places(counts: Sequence[HourCount], what: What, venue: Venue) -> list[PlaceCountDocument]:
    known = venue.feature_by_id
    return [
        {"place": place, "labels": dict(getattr(known[FeatureId(place)], "labels", {})), "times": times}
        for place, times in summary.by_subject(counts, what)
        if place in known
    ]
