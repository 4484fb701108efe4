"""One table of settings: read from the environment, bounded, and documented to the letter."""

import dataclasses
from pathlib import Path

import pytest

from api.settings import Settings, env_name, read_settings, settings_page
from maps.errors import BadInputError

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_the_table():
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "write what api.settings.settings_page() returns"


def test_every_setting_has_help_and_a_default_that_is_allowed():
    Settings()
    assert all(entry.metadata["help"] for entry in dataclasses.fields(Settings))


def test_the_environment_is_read_by_type():
    settings = read_settings(
        {"BEELINE_SESSION_HOURS": " 2.5 ", "BEELINE_MAX_STREAMS": "7", "BEELINE_DEMO": "yes", "OTHER": "x"}
    )
    assert (settings.session_hours, settings.max_streams, settings.demo) == (2.5, 7, True)


def test_what_is_given_wins_over_the_environment_unless_it_is_none():
    environ = {"BEELINE_DATABASE_URL": "sqlite:///a"}
    assert read_settings(environ, database_url="sqlite:///b").database_url == "sqlite:///b"
    assert read_settings(environ, database_url=None).database_url == "sqlite:///a"


@pytest.mark.parametrize(
    ("name", "text"),
    [("max_streams", "many"), ("demo", "perhaps"), ("session_hours", "-1"), ("heartbeat_s", "nan"), ("workers", "0")],
)
def test_a_value_that_makes_no_sense_is_named(name, text):
    with pytest.raises(BadInputError, match=f"{name}|{env_name(name)}"):
        read_settings({env_name(name): text})


def test_several_workers_need_redis():
    with pytest.raises(BadInputError, match="memory"):
        Settings(workers=2)
    assert Settings(workers=2, redis_url="redis://localhost").workers == 2


def test_the_environment_of_the_process_is_read(monkeypatch):
    monkeypatch.setenv("BEELINE_LATE_S", "3")
    assert Settings.from_environment(max_sessions=9).late_s == 3.0
