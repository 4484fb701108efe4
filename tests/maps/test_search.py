"""People find places by whatever they type."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from maps.ids import LevelId
from maps.matching import Term, match_score
from maps.needs import NEEDS
from maps.position import Position
from maps.search import SearchIndex
from maps.storeys import storey_number
from maps.text import edit_distance, pinyin, plain_text
from maps.venue import Access
from tests.scenes import Scene, small_hospital

ROOMS = {
    "cardio": ("Cardiology", "心血管内科", "cardiology", "room", ("心内科",)),
    "neuro": ("Neurology", "神经内科门诊", "neurology", "room", ()),
    "surgery": ("Neurosurgery", "神经外科", "neurosurgery", "room", ()),
    "lab": ("Clinical Laboratory", "检验科", "laboratory", "laboratory", ()),
    "pharmacy": ("Pharmacy", "药房", "pharmacy", "room", ()),
    "xray": ("X-ray 2", "X线摄影室2", "imaging", "room", ()),
    "bscan": ("Ultrasound", "超声医学科", "ultrasound", "room", ("B超",)),
    "cafe": ("Café Müller", "咖啡厅", "retail", "foodservice", ()),
    "women": ("Women's Toilet", "女卫生间", "", "restroom.female", ()),
    "ward": ("East Ward", "东病区", "", "room", ()),
}


def ward_block():
    scene = Scene().level("F1", 0).level("F2", 1)
    for index, (name, (english, chinese, function, category, aliases)) in enumerate(ROOMS.items()):
        labels = {"en": english, "zh-Hans": chinese}
        area = box(4 * index, 0, 4 * index + 4, 8)
        scene.unit(name, "F1", area, category, labels=labels, function=function, aliases=aliases)
    scene.unit("wc", "F2", box(0, 0, 4, 4), "restroom", labels={})
    scene.unit("wc-far", "F2", box(36, 0, 40, 4), "restroom", labels={})
    scene.unit("hall", "F2", box(4, 0, 36, 8), "walkway", labels={})
    scene.unit("store", "F2", box(0, 12, 4, 16), labels={"en": "Pharmacy Store"}, access=Access.STAFF)
    return scene.venue()


INDEX = SearchIndex(ward_block())


def first(text: str, **more) -> str | None:
    hits = INDEX.search(text, **more)
    return hits[0].place.id if hits else None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Cardiology", "cardio"),
        ("cardio", "cardio"),
        ("CARDIOLOGY", "cardio"),
        ("心血管内科", "cardio"),
        ("心血管", "cardio"),
        ("心内科", "cardio"),
        ("心内", "cardio"),
        ("心管科", "cardio"),
        ("神经内科", "neuro"),
        ("神经内科门诊", "neuro"),
        ("神内门诊", "neuro"),
        ("神外", "surgery"),
        ("xinxueguanneike", "cardio"),
        ("xinxueguan", "cardio"),
        ("xin xue guan", "cardio"),
        ("xxgnk", "cardio"),
        ("sjnk", "neuro"),
        ("yaofang", "pharmacy"),
        ("yf", "pharmacy"),
        ("jianyanke", "lab"),
        ("jianyankee", "lab"),
        ("cardiolgy", "cardio"),
        ("crdiology", "cardio"),
        ("farmacy", "pharmacy"),
        ("clincal labratory", "lab"),
        ("laboratory", "lab"),
        ("lab", "lab"),
        ("x ray", "xray"),
        ("xray", "xray"),
        ("X-Ray 2", "xray"),
        ("Ｘ线", "xray"),
        ("b超", "bscan"),
        ("cafe muller", "cafe"),
        ("CAFÉ", "cafe"),
        ("womens toilet", "women"),
        ("east", "ward"),
    ],
)
def test_names_are_found_in_every_spelling(text: str, place: str) -> None:
    assert first(text) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("抽血", "lab"),
        ("我要抽血", "lab"),
        ("draw blood", "lab"),
        ("where can I draw blood?", "lab"),
        ("blood test", "lab"),
        ("化验", "lab"),
        ("拿药", "pharmacy"),
        ("prescription", "pharmacy"),
        ("女厕所", "women"),
        ("拍片", "xray"),
        ("ct scan", "xray"),
        ("chest pain", "cardio"),
        ("做B超", "bscan"),
        ("coffee", "cafe"),
        ("chifan", "cafe"),
        ("weishengjian", "wc"),
    ],
)
def test_needs_are_found_in_plain_words(text: str, place: str) -> None:
    assert first(text) == place


def test_a_place_without_a_name_is_called_what_it_is() -> None:
    hits = {hit.place.id: hit.label for hit in INDEX.search("厕所", language="zh-Hans")}
    assert hits == {"wc": "卫生间", "wc-far": "卫生间", "women": "女卫生间"}
    assert {hit.label for hit in INDEX.search("toilet", language="en")} == {"Toilet", "Women's Toilet"}


def test_the_nearer_of_two_that_fit_equally_comes_first() -> None:
    for x, nearest in ((0, "wc"), (40, "wc-far")):
        here = Position(x_m=x, y_m=6, level_id=LevelId("F2"))
        hits = INDEX.search("washroom", near=here)
        assert next(hit.place.id for hit in hits if hit.place.id != "women") == nearest


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("toilet F2", "wc"),
        ("f1 toilet", "women"),
        ("2楼厕所", "wc"),
        ("二楼的厕所", "wc"),
        ("一层厕所", "women"),
        ("toilet on the second floor", "wc"),
        ("toilet on floor 1", "women"),
        ("1st floor toilet", "women"),
        ("pharmacy 2nd floor", "store"),
        ("厕所 九十九楼", "wc"),
    ],
)
def test_a_named_floor_decides_between_places_of_one_kind(text: str, place: str) -> None:
    hits = INDEX.search(text)
    assert hits[0].place.id == place


@pytest.mark.parametrize(
    ("short", "ordinal", "number"),
    [("F1", 0, 1), ("B2", -2, -2), ("3", 3, 3), ("-1", -1, -1), ("2F", 1, 2), ("M", 1, None)],
)
def test_a_level_is_called_by_its_number(short: str, ordinal: int, number: int | None) -> None:
    assert storey_number(Scene().level(short, ordinal).venue().levels[0]) == number


def test_a_closer_place_does_not_beat_a_better_name() -> None:
    beside_the_store = Position(x_m=2, y_m=14, level_id=LevelId("F2"))
    assert first("pharmacy", near=beside_the_store) == "pharmacy"


def test_what_only_staff_may_enter_comes_after_what_is_open_to_all() -> None:
    ids = [hit.place.id for hit in INDEX.search("phar")]
    assert ids.index("pharmacy") < ids.index("store")


def test_the_number_of_a_room_allows_no_typing_error() -> None:
    scene = Scene().level("F1", 0).unit("a", "F1", box(0, 0, 1, 1), labels={"und": "E001"})
    index = SearchIndex(scene.unit("b", "F1", box(1, 0, 2, 1), labels={"und": "E002"}).venue())
    assert [hit.label for hit in index.search("E002")] == ["E002"]
    assert index.search("E003") == ()


def test_a_department_comes_before_its_numbered_rooms() -> None:
    scene = Scene().level("F1", 0)
    for index, name in enumerate(("Cardiology 1", "Cardiology 2", "Cardiology Waiting Area")):
        scene.unit(name, "F1", box(index, 0, index + 1, 1))
    index = SearchIndex(scene.venue())
    assert [hit.label for hit in index.search("cardio")] == ["Cardiology Waiting Area", "Cardiology 1", "Cardiology 2"]
    assert index.search("cardiology 2")[0].label == "Cardiology 2"


DEPARTMENT = (
    ("Neurology Doctors", "neurology", "office"),
    ("Neurology Ward", "ward", "room"),
    ("Neurology Test", "neurology", "room"),
    ("Neurology Waiting Area", "neurology", "waitingroom"),
)


def department() -> SearchIndex:
    scene = Scene().level("F1", 0)
    for index, (name, function, category) in enumerate(DEPARTMENT):
        access = Access.STAFF if category == "office" else Access.PUBLIC
        where = box(index, 0, index + 1, 1)
        scene.unit(name, "F1", where, category, labels={"en": name}, function=function, access=access)
    return SearchIndex(scene.venue())


@pytest.mark.parametrize("said", ["neurology", "neuro", "neurology clinic", "outpatient neurology", "neurology dept"])
def test_somebody_who_says_a_department_means_where_its_clinic_receives_people(said: str) -> None:
    assert [hit.label for hit in department().search(said)] == [
        "Neurology Waiting Area",
        "Neurology Test",
        "Neurology Ward",
        "Neurology Doctors",
    ]


def test_the_ward_is_found_by_whoever_says_so() -> None:
    assert department().search("neurology ward")[0].label == "Neurology Ward"


def test_a_place_called_by_the_name_of_a_need_serves_it() -> None:
    scene = Scene().level("F1", 0).unit("a", "F1", box(0, 0, 1, 1), labels={"zh-Hans": "候诊"}, aliases=("皮肤科",))
    index = SearchIndex(scene.unit("b", "F1", box(1, 0, 2, 1), labels={"zh-Hans": "内科"}).venue())
    assert [hit.place.id for hit in index.search("过敏")] == ["a"]


def test_a_place_is_found_by_its_id() -> None:
    assert first("wc-far") == "wc-far"


def test_a_group_comes_before_its_windows() -> None:
    hits = SearchIndex(small_hospital()).search("收费")
    assert [hit.place.id for hit in hits][:3] == ["payment", "payment-1", "payment-2"]


def test_the_label_is_in_the_asked_language_whatever_was_typed() -> None:
    assert INDEX.search("心血管", language="en")[0].label == "Cardiology"
    assert INDEX.search("cardio", language="zh")[0].label == "心血管内科"


@pytest.mark.parametrize("text", ["", "   ", "()*\"';--", "!!!", "\x00", "😀", "的" * 500, "a" * 10_000, "%", "NEAR("])
def test_odd_texts_find_nothing_or_something_but_never_fail(text: str) -> None:
    assert isinstance(INDEX.search(text), tuple)


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(-2, 5))
def test_search_never_fails_and_its_answer_is_ordered_and_repeatable(text: str, limit: int) -> None:
    hits = INDEX.search(text, limit=limit)
    assert len(hits) <= max(limit, 0)
    assert hits == INDEX.search(text, limit=limit)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(("name", "typed"), list(itertools.product(ROOMS, ["en", "zh-Hans", "pinyin"])))
def test_every_place_is_the_first_found_for_its_own_name(name: str, typed: str) -> None:
    english, chinese = ROOMS[name][:2]
    text = {"en": english, "zh-Hans": chinese, "pinyin": pinyin(plain_text(chinese))[0]}[typed]
    assert first(text) == name


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_edit_distance_is_the_textbook_one_up_to_its_bound(one: str, other: str) -> None:
    def plain(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        best = min(plain(i - 1, j) + 1, plain(i, j - 1) + 1, plain(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            best = min(best, plain(i - 2, j - 2) + 1)
        return best

    if len(one) + len(other) <= 9:
        assert edit_distance(one, other, at_most=2) == min(plain(len(one), len(other)), 3)
    assert edit_distance(one, other, at_most=2) == edit_distance(other, one, at_most=2)


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_nothing_fits_better_than_the_same_text(query: str, name: str) -> None:
    asked, term = Term(plain_text(query)), Term(plain_text(name))
    if asked.text and term.text:
        assert 0 <= match_score(asked, term) <= match_score(term, term) == 1


@given(st.text(max_size=30) | st.sampled_from(["Café－Ｘ光 (2F)!", "Straße", "İstanbul", "ﬁ", "A&E", "Women's"]))
def test_plain_text_is_a_fixed_point(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


def test_every_need_can_be_named_and_served() -> None:
    for need in NEEDS:
        assert {"zh-Hans", "en"} == set(need.labels)
        assert need.serves
        assert all(plain_text(word) for word in need.words)
