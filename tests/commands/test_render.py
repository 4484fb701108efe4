"""`beeline venue render`, as a person uses it."""

import pytest

from api.store import open_store
from maps.disassemble import disassemble
from tests.scenes import small_hospital


@pytest.fixture
def kept(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.publish(small_hospital().id)
    store.close()
    return run


def test_a_level_is_drawn_by_its_ordinal(kept, tmp_path):
    ran = kept("venue", "render", "small-hospital", "--level", "1", tmp_path / "F2.svg", "--language", "en")
    assert ran.code == 0, ran.err
    assert "Laboratory" in (tmp_path / "F2.svg").read_text(encoding="utf-8")


def test_a_draft_is_drawn_as_it_would_be_published(kept, tmp_path):
    assert kept("venue", "render", "small-hospital", "--draft", "--level", "F1", tmp_path / "F1.svg").code == 0
    assert kept("venue", "render", "small-hospital", "--revision", 2, "--level", "F1", tmp_path / "x.svg").code == 1
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("out.gif", "--level", "F1"), "neither a .png nor a .svg"),
        (("out.svg", "--level", "F9"), "no level 'F9'"),
        (("out.svg", "--level", "F1", "--draft", "--revision", "1"), "--draft or --revision"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(kept, words, said):
    ran = kept("venue", "render", "small-hospital", *words)
    assert ran.code in (1, 2)
    assert said in ran.err
    assert ran.err.count("\n") == 1
