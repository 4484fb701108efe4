"""A further language needs one file, and a file with a gap is refused."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from maps.errors import BadInputError
from maps.ids import FeatureId
from maps.position import NoFixReason
from nav.guidance.events import HelpReason, RouteReason
from nav.guidance.tickets import Called, TurnMissed
from nav.instructions.maneuvers import maneuvers
from nav.phrases import LANGUAGES, arrived, catalogue, distance, explain, on_the_way, queue_offer, render, speak, ticket
from nav.phrases.catalogue import FOLDER, catalogues, get_catalogue, read_catalogues
from nav.route import NoRouteReason
from tests.conftest import REPOSITORY
from tests.nav.routes import to_cardiology_upstairs
from tests.nav.test_phrases import every_maneuver
from tests.scenes import small_hospital

PSEUDO = "qps"


@pytest.fixture
def folder(tmp_path) -> Path:
    """Return a folder with the catalogues there are."""
    for tag in LANGUAGES:
        shutil.copy(str(FOLDER / f"{tag}.toml"), tmp_path)
    return tmp_path


@pytest.fixture
def with_pseudo(folder, monkeypatch) -> Path:
    """Use a further language: English in brackets, with a decimal comma and the plural of Polish."""
    text = (folder / "en.toml").read_text(encoding="utf-8")
    text = re.sub(r'^("?[\w.]+"?) = "(.*)"$', r'\1 = "⟦\2⟧"', text, flags=re.MULTILINE)
    text = re.sub(r'^(\w+) = \["(.*)", "(.*)"\]$', r'\1 = ["⟦\2⟧", "⟦\3⟧", "⟦\3!⟧"]', text, flags=re.MULTILINE)
    for key, value in {
        "tag": f'"{PSEUDO}"',
        "language": '"Pseudo"',
        "order": "3",
        "decimal": '","',
        "group": '"."',
        "digits": '"0123456789"',
        "forms": "3",
        "rule": '"n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"',
    }.items():
        text = re.sub(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    (folder / f"{PSEUDO}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", folder)
    catalogues.cache_clear()
    yield folder
    catalogues.cache_clear()


def test_a_further_language_needs_only_its_file(with_pseudo) -> None:
    assert tuple(catalogues()) == (*LANGUAGES, PSEUDO)
    venue, told = small_hospital(), maneuvers(to_cardiology_upstairs(), small_hospital())
    place = FeatureId("F1-lab")
    said = [
        *(render(each, venue, PSEUDO, in_m=in_m) for each in every_maneuver() for in_m in (None, 23.0)),
        *(speak(told, index, venue, PSEUDO) for index in range(len(told))),
        *(explain(reason, PSEUDO) for reason in (*NoRouteReason, *NoFixReason, *RouteReason, *HelpReason)),
        arrived(place, venue, PSEUDO, spoken=True),
        on_the_way(20.0, PSEUDO),
        ticket(Called(place_id=place, number="1"), venue, PSEUDO),
        ticket(TurnMissed(place_id=place), venue, PSEUDO),
        queue_offer(venue, PSEUDO, from_id=place, to_id=place, saved_minutes=5, waiting_from=2, waiting_to=5),
    ]
    assert all(text.startswith("⟦") for text in said)
    assert "⟦2 people waiting⟧" in said[-1]
    assert "⟦5 people waiting!⟧" in said[-1]
    assert distance(1260.0, PSEUDO) == "⟦1,3 km⟧"
    assert explain(NoRouteReason.CLOSED, "qps-GB") == explain(NoRouteReason.CLOSED, PSEUDO)


@pytest.mark.parametrize(
    ("written", "instead", "named"),
    [
        ('left = "turn left"\n', "", "en phrases have no 'action.left'"),
        ('left = "turn left"\n', 'left = "turn left {far}"\n', "'action.left' has other fields"),
        ('steps = ["{n} step", "{n} steps"]\n', 'steps = ["{n} step"]\n', "'distance.steps' has 1 forms"),
    ],
)
def test_a_catalogue_with_a_gap_is_refused_by_name(folder, written, instead, named) -> None:
    path = folder / "en.toml"
    gap = path.read_text(encoding="utf-8").replace(written, instead)
    (folder / "en-GB.toml").write_text(gap.replace('tag = "en"', 'tag = "en-GB"'), encoding="utf-8")
    with pytest.raises(BadInputError, match=re.escape(named.replace("en phrases", "en-GB phrases"))):
        read_catalogues(folder)


def test_a_missing_phrase_is_a_defect_when_asked_for() -> None:
    with pytest.raises(KeyError, match=r"nothing\.at_all"):
        get_catalogue("en").get("nothing.at_all")


def test_numbers_are_written_as_the_language_does() -> None:
    english = get_catalogue("en")
    assert english.number(1234.56, decimals=1) == "1,234.6"
    assert get_catalogue("zh-Hans").number(1234.0) == "1234"


def test_no_code_asks_which_language_it_is() -> None:
    asking = re.compile(r"(language|lang|tag)\s*(==|!=|in)\s*[(\"'\[{]")
    sources = [path for package in ("nav", "api") for path in (REPOSITORY / package).rglob("*.py")]
    assert len(sources) > 50
    assert [str(path) for path in sources if asking.search(path.read_text(encoding="utf-8"))] == []


def test_every_catalogue_is_toml_with_the_three_things_a_list_needs() -> None:
    for tag in LANGUAGES:
        source = tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
        assert source["tag"] == tag
        assert source["language"]
        assert isinstance(source["order"], int)
