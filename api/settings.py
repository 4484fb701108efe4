"""Every setting in one table: its name, environment variable, default and help.

`docs/settings.md` is generated from it; a test keeps the page true.
"""

import dataclasses
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maps.errors import BadInputError

PREFIX = "BEELINE_"
_FEED_KEY = re.compile(r"[A-Za-z0-9_-]{8,200}")
_LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _setting(default: Any, help_text: str, *, minimum: float | None = None) -> Any:
    return field(default=default, metadata={"help": help_text, "minimum": minimum})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one server runs. Read once, at the edge, by `read_settings`; passed to whoever needs it."""

    database_url: str = _setting(
        "",
        "SQLAlchemy URL of the database; empty: an SQLite file in the user's data folder. PostgreSQL: `postgresql+psycopg://…`.",
    )
    redis_url: str = _setting(
        "", "Redis for live sessions shared by several workers; empty: sessions live in the one worker's memory."
    )
    static_folder: str = _setting("", "Folder of the built front end; empty: `api/static` of the installation.")
    demo: bool = _setting(False, "Serve the demo: public read-only sessions are listed at `/v1/demo`.")
    workers: int = _setting(1, "Worker processes; more than one needs `redis_url`.", minimum=1)
    log_level: str = _setting("warning", "Server log: debug, info, warning, error or critical.")
    session_hours: float = _setting(8.0, "Hours after which a guidance session and all it knows are erased.", minimum=0)
    max_sessions: int = _setting(5_000, "Live sessions before answering 503; each takes about 0.2 MB.", minimum=1)
    max_streams: int = _setting(4_000, "Open event streams one worker accepts before answering 503.", minimum=1)
    max_streams_per_venue: int = _setting(
        1_000, "Open event streams of one venue, for displays, before answering 429.", minimum=1
    )
    max_streams_per_session: int = _setting(8, "Open event streams of one session before answering 429.", minimum=1)
    heartbeat_s: float = _setting(15.0, "Seconds between heartbeat comments on an idle event stream.", minimum=0.05)
    stalled_reader_s: float = _setting(
        20.0, "Seconds an event stream's reader may take nothing before it is dropped.", minimum=0.05
    )
    event_log_size: int = _setting(256, "Events kept per session for resuming a stream.", minimum=1)
    event_log_s: float = _setting(120.0, "Seconds an event is kept for resuming a stream.", minimum=1)
    late_s: float = _setting(
        5.0,
        "Readings that arrive up to this many seconds late are put back in order; later ones are ignored.",
        minimum=0,
    )
    stale_s: float = _setting(30.0, "Seconds after which a snapshot no longer shows the last fix.", minimum=1)
    batches_per_s: float = _setting(
        20.0, "Observation batches per second one session may post in the long run.", minimum=0.1
    )
    batches_burst: int = _setting(100, "Observation batches one session may post at once.", minimum=1)
    feed_key: str = _setting(
        "",
        "Key of those who may say what is so (closures, lift states, queues), send floor plans and change drafts. "
        "Letters, digits, - and _; empty: nobody may.",
    )
    two_person_publishing: bool = _setting(
        False, "Whoever changed a draft may not publish it: somebody else of the staff must."
    )
    staff_hours: float = _setting(12.0, "Hours after which somebody of the staff signs in again.", minimum=0.01)
    staff_idle_hours: float = _setting(2.0, "Hours without doing anything after which they do.", minimum=0.01)
    sign_ins_per_s: float = _setting(
        0.2, "Tries to sign in per second from one address in the long run.", minimum=0.001
    )
    sign_ins_burst: int = _setting(20, "As many of these at once.", minimum=1)
    mqtt_url: str = _setting(
        "", "MQTT broker that queues and lift states come from, `mqtt://user:password@host:1883`; empty: none."
    )
    mqtt_client: str = _setting("beeline", "Our name at the broker, under which it keeps what we missed.")
    changes_per_s: float = _setting(
        20.0,
        "Closures, lift states and batches of queue readings per second one venue takes in the long run.",
        minimum=0.1,
    )
    changes_burst: int = _setting(200, "As many of these at once.", minimum=1)
    max_observations: int = _setting(2_000, "Readings in one observation batch.", minimum=1)
    max_observation_bytes: int = _setting(262_144, "Size of one observation batch [bytes].", minimum=1_024)
    max_feed_bytes: int = _setting(524_288, "Size of one batch of queue readings [bytes].", minimum=1_024)
    max_edit_bytes: int = _setting(4_194_304, "Size of the edits of one change of a draft [bytes].", minimum=1_024)
    max_body_bytes: int = _setting(16_384, "Size of any other request body [bytes].", minimum=1_024)
    max_import_bytes: int = _setting(268_435_456, "Size of the files of one import [bytes].", minimum=1_024)
    max_imports: int = _setting(8, "Imports that may wait in one worker before answering 503.", minimum=1)
    import_limit_s: float = _setting(300.0, "Seconds after which an import is ended.", minimum=1)
    import_memory_mb: int = _setting(4_096, "Memory one import may take [MiB].", minimum=512)
    engine_cache: int = _setting(8, "Venue revisions kept compiled in memory by each worker.", minimum=1)
    revision_check_s: float = _setting(1.0, "Seconds between looks for a newly published revision.", minimum=0)

    @classmethod
    def from_environment(cls, **overrides: Any) -> "Settings":
        """Return the settings of this process's environment; see `read_settings`."""
        return read_settings(os.environ, **overrides)

    def __post_init__(self) -> None:
        for entry in dataclasses.fields(self):
            minimum = entry.metadata["minimum"]
            value = getattr(self, entry.name)
            if minimum is not None and not value >= minimum:
                raise BadInputError(
                    f"The setting {entry.name} is {value!r}; the least allowed is {minimum}.",
                    remedy=f"Mend {env_name(entry.name)} or leave it unset for {entry.default}.",
                )
        if self.feed_key and not _FEED_KEY.fullmatch(self.feed_key):
            raise BadInputError(
                f"The setting feed_key has {len(self.feed_key)} characters, or others than allowed.",
                remedy="Use 8 to 200 letters, digits, hyphens and underscores.",
            )
        if self.log_level not in _LOG_LEVELS:
            raise BadInputError(
                f"There is no log level {self.log_level[:80]!r}.",
                remedy=f"Set {env_name('log_level')} to one of: {', '.join(_LOG_LEVELS)}.",
            )
        if self.workers > 1 and not self.redis_url:
            raise BadInputError(
                f"{self.workers} workers cannot share sessions kept in memory.",
                remedy=f"Set {env_name('redis_url')}, or use one worker.",
            )


def env_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def read_settings(environ: Mapping[str, str], **overrides: Any) -> Settings:
    """Return the settings of an environment.

    Parameters
    ----------
    environ : mapping
        Usually ``os.environ``, read by the caller at its edge.
    **overrides
        Values by setting name that win over the environment (command-line options); None means "not given".

    Raises
    ------
    BadInputError
        If a value cannot be read as its type or is below its minimum.
    """
    values: dict[str, Any] = {
        entry.name: _parse(entry.name, environ[env_name(entry.name)], type(entry.default))
        for entry in dataclasses.fields(Settings)
        if env_name(entry.name) in environ
    }
    values |= {name: value for name, value in overrides.items() if value is not None}
    return Settings(**values)


def static_folder(settings: Settings) -> Path:
    """Return the folder of the built front end."""
    return Path(settings.static_folder) if settings.static_folder else Path(__file__).parent / "static"


def settings_page() -> str:
    """Return `docs/settings.md`."""
    lines = [
        "# Settings",
        "",
        "Read from the environment when the server starts; command-line options win over them. This page is generated",
        "from `api/settings.py`.",
        "",
        "| setting | environment variable | default | meaning |",
        "|---|---|---|---|",
    ]
    for entry in dataclasses.fields(Settings):
        default = f"`{entry.default}`" if entry.default != "" else "(empty)"
        lines.append(f"| {entry.name} | `{env_name(entry.name)}` | {default} | {entry.metadata['help']} |")
    return "\n".join(lines) + "\n"


def _parse(name: str, text: str, kind: type) -> Any:
    try:
        if kind is bool:
            return _parse_bool(text)
        return kind(text.strip())
    except ValueError:
        raise BadInputError(
            f"{env_name(name)}={text[:80]!r} is not a {kind.__name__}.", remedy="See docs/settings.md."
        ) from None


def _parse_bool(text: str) -> bool:
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(word)
    return word in _TRUE
