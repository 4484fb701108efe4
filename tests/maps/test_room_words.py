"""Names of rooms say what they are, in German, English and Chinese."""

import pytest

from maps.readers.room_words import room_category, room_labels


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("CORRIDOR", "walkway"),
        ("Flur EG", "walkway"),
        ("Patientenflur", "walkway"),
        ("2层走廊", "walkway"),
        ("候诊走廊", "walkway"),
        ("Treppenhaus 2", "stairs"),
        ("STAIR_01", "stairs"),
        ("楼梯间", "stairs"),
        ("ELEV", "elevator"),
        ("Aufzug 3", "elevator"),
        ("Aufzugsschacht", "elevator"),
        ("电梯井", "elevator"),
        ("电梯厅", "lobby"),
        ("Lift Lobby", "lobby"),
        ("ELEV EQ RM", "nonpublic"),
        ("Women's RR", "restroom.female"),
        ("Herren-WC", "restroom.male"),
        ("Damentoilette", "restroom.female"),
        ("男卫生间", "restroom.male"),
        ("WC Damen/Herren", "restroom"),
        ("无障碍卫生间", "restroom.wheelchair"),
        ("Behinderten-WC", "restroom.wheelchair"),
        ("Luftraum", "opentobelow"),
        ("Schacht 4", "nonwalkable"),
        ("管井", "nonwalkable"),
        ("Wartebereich", "waitingroom"),
        ("候诊区", "waitingroom"),
        ("Teeküche", "kitchen"),
        ("Großraumbüro", "office"),
        ("Hall", "lobby"),
        ("Lecture Hall", "auditorium"),
    ],
)
def test_what_a_name_means(name, category) -> None:
    assert room_category(name) == category


@pytest.mark.parametrize("name", ["", "S-7", "OP 3", "Schlafzimmer", "诊室 12", "Chaplain", "Steward", "Liftboy"])
def test_a_name_that_says_nothing_is_not_guessed_at(name) -> None:
    assert room_category(name) is None


def test_the_first_name_that_says_something_counts() -> None:
    assert room_category("", "203", "Büro", "Flur") == "office"


def test_chinese_names_are_labelled_as_such() -> None:
    assert (room_labels("药房"), room_labels("Apotheke"), room_labels("")) == (
        {"zh-Hans": "药房"},
        {"und": "Apotheke"},
        {},
    )
