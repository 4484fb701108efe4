"""What is told of counts names nobody: no group under ten, no exact figure."""

from hypothesis import given
from hypothesis import strategies as st

from api.store.usage import HourCount
from api.usage import summary
from api.usage.deeds import What
from api.usage.vain import ENOUGH, VainSearches
from tests.scenes import small_hospital

VENUE = small_hospital()
ROOMS = [unit.id for unit in VENUE.units]

counts = st.lists(
    st.builds(
        HourCount,
        hour=st.integers(0, 3),
        what=st.just(What.PRESENT.value),
        subject=st.sampled_from([*ROOMS, "F1", "F2", "gone"]),
        times=st.integers(1, 40),
    ),
    max_size=30,
    unique_by=lambda each: (each.hour, each.subject),
)


@given(counts)
def test_no_area_with_fewer_than_ten_people_is_told_and_none_exactly(made):
    times = {(each.hour, each.subject): each.times for each in made}
    for area in summary.areas(made, VENUE):
        there = times[area.hour, area.unit_id or area.level_id]
        assert area.people % 10 == 0
        assert 10 <= area.people <= there < area.people + 10


@given(counts)
def test_every_area_of_the_map_with_ten_people_is_told(made):
    told = {(area.hour, area.unit_id or area.level_id) for area in summary.areas(made, VENUE)}
    assert told == {(each.hour, each.subject) for each in made if each.times >= 10 and each.subject != "gone"}


def vain(words, times):
    return HourCount(hour=1, what=What.SEARCH_IN_VAIN.value, subject=words, times=times)


def test_the_beginnings_that_typing_leaves_behind_are_not_told():
    made = [vain("", 90), vain("mri", 12), vain("mri s", 12), vain("mri scan", 11), vain("parking", 30)]
    assert summary.searches_in_vain(made) == [("parking", 30), ("mri scan", 20)]
    assert summary.total(made, What.SEARCH_IN_VAIN) == 90


def test_a_word_that_is_also_searched_for_itself_is_told_beside_a_rare_longer_one():
    assert [words for words, _ in summary.searches_in_vain([vain("mri", 60), vain("mri scan", 2)])] == [
        "mri",
        "mri scan",
    ]


def test_words_leave_memory_only_when_ten_searches_of_a_day_had_them():
    searches = VainSearches()
    written = [searches.words("v", 5, each) for each in ["  Wang  MIN ", "wang min"] * 5]
    assert written == [""] * (ENOUGH - 1) + ["wang min"]
    assert searches.words("v", 6, "wang min") == ""


def test_long_texts_are_never_written_down():
    searches = VainSearches()
    assert {searches.words("v", 1, "my name is Wang Min and I was born on 3 May 1961") for _ in range(30)} == {""}


def test_a_flood_of_different_words_does_not_fill_the_memory():
    searches = VainSearches()
    for number in range(20_000):
        searches.words("v", 1, f"word {number}")
    assert len(searches._times) <= 5_000
