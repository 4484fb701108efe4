"""The level grammar reads what people write, and refuses what it cannot know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import BadInputError
from maps.readers.osm_levels import level_name, level_ordinal, parse_levels, repeated_spans

whole = st.integers(-20, 60)
quarters = st.integers(-40, 120).map(lambda n: n / 4)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("0", (0,)),
        ("-1", (-1,)),
        ("+2", (2,)),
        (" 1 ; 2 ", (1, 2)),
        ("0;1;2", (0, 1, 2)),
        ("-1;-2;0", (-2, -1, 0)),
        ("2;0", (0, 2)),
        ("0-3", (0, 1, 2, 3)),
        ("-1-3", (-1, 0, 1, 2, 3)),
        ("-3--1", (-3, -2, -1)),
        ("3-0", (0, 1, 2, 3)),
        ("1--1", (-1, 0, 1)),
        ("0 - 2", (0, 1, 2)),
        ("0–2", (0, 1, 2)),
        ("−1", (-1,)),
        ("0.5", (0.5,)),
        ("0,5", (0.5,)),
        ("-0,5", (-0.5,)),
        ("4,5", (4, 5)),
        ("0,1", (0, 1)),
        ("0,1,2", (0, 1, 2)),
        ("0.5-2", (0.5, 1, 2)),
        ("0;0.5", (0, 0.5)),
        ("-1;1-3", (-1, 1, 2, 3)),
        ("0;0", (0,)),
        ("-0", (0,)),
    ],
)
def test_a_level_value_names_its_levels(text: str, levels: tuple) -> None:
    assert parse_levels(text) == levels


@pytest.mark.parametrize(
    "text", ["", ";", "EG", "null", "nan", "inf", "0-", "1-2-3", "0;;1", "999", "0-99999999", "1e3", "²"]
)
def test_what_is_no_level_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadInputError, match="is not a level"):
        parse_levels(text)


@given(st.lists(quarters, min_size=1, max_size=8))
def test_a_list_in_any_order_reads_back_sorted_and_unique(levels: list[float]) -> None:
    assert parse_levels(";".join(map(level_name, levels))) == tuple(sorted(set(levels)))


@given(whole, whole)
def test_a_range_holds_every_whole_level_whichever_end_comes_first(one: int, other: int) -> None:
    assert parse_levels(f"{one}-{other}") == tuple(range(min(one, other), max(one, other) + 1))


@given(st.text(max_size=12))
def test_any_text_is_levels_in_order_or_a_stated_fault(text: str) -> None:
    try:
        levels = parse_levels(text)
    except BadInputError:
        return
    assert levels == tuple(sorted(set(levels)))
    assert levels


@given(quarters)
def test_a_half_level_ranks_with_the_storey_below(level: float) -> None:
    assert 0 <= level - level_ordinal(level) < 1


def test_a_repeated_flight_starts_on_each_named_level() -> None:
    assert repeated_spans((0, 1), ()) == ((0, 1),)
    assert repeated_spans((1, 2), (2,)) == ((1, 2), (2, 3))
    assert repeated_spans((0, 0.5, 1), (1,)) == ((0, 0.5, 1), (1, 1.5, 2))
