"""Opening a database: where it is, how its connections behave, and bringing its tables up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
import alembic.util
import platformdirs
import sqlalchemy
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, Connection, Engine, make_url

from api.store.errors import StoreUnavailableError, explained
from maps.errors import BadInputError

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 0x6265_6C69
_BUSY_TIMEOUT_MS = 15_000
_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")


def default_url() -> str:
    """Return the URL of the SQLite file in the user's data folder, which is created when absent.

    Raises
    ------
    StoreUnavailableError
        If the folder cannot be made.
    """
    folder = platformdirs.user_data_path("beeline", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(
            f"The data folder {folder} cannot be made: {error.strerror}.",
            remedy="Name a database with --database or BEELINE_DATABASE_URL.",
        ) from error
    return f"sqlite:///{folder / 'beeline.sqlite'}"


class Database:
    """Connections to one database, each in a transaction of its own.

    Parameters
    ----------
    url : str
        ``sqlite:///FILE`` or ``postgresql+psycopg://…``; empty for `default_url`.

    Raises
    ------
    BadInputError
        If the URL is not one of these.
    StoreUnavailableError
        If the database cannot be opened or was made by a newer Beeline.
    """

    def __init__(self, url: str) -> None:
        self.url = _parse_url(url or default_url())
        self._engine = _make_engine(self.url)
        self._writing = self._engine.execution_options(writing=True)
        self._migrate()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection in a read transaction."""
        with explained(self.url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a write transaction; SQLite takes its one write lock at once, so never half-way."""
        with explained(self.url), self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; a later use opens new ones."""
        self._engine.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        newest = ScriptDirectory.from_config(config).get_current_head()
        with self.reading() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest:
                return
        with self.writing() as connection:
            if self.url.get_backend_name() == "postgresql":
                connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            self._upgrade(config)

    def _upgrade(self, config: Config) -> None:
        try:
            alembic.command.upgrade(config, "head")
        except alembic.util.CommandError as error:
            raise StoreUnavailableError(
                f"The database {self.url.render_as_string()} was made by another version of Beeline: {error}.",
                remedy="Use that version, or name another database with --database.",
            ) from error


def _parse_url(text: str) -> URL:
    remedy = "Use sqlite:////path/to/file.sqlite or postgresql+psycopg://user@host/name."
    try:
        url = make_url(text)
    except sqlalchemy.exc.ArgumentError:
        raise BadInputError(f"{text[:80]!r} is not a database URL.", remedy=remedy) from None
    if url.drivername not in _DRIVERS:
        raise BadInputError(f"Beeline does not speak to {url.drivername!r} databases.", remedy=remedy)
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        raise BadInputError("A database in memory would be another one for each connection.", remedy=remedy)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _make_engine(url: URL) -> Engine:
    try:
        engine = sqlalchemy.create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except ModuleNotFoundError as error:
        raise BadInputError(
            f"The driver {error.name!r} for {url.get_backend_name()} is not installed.",
            remedy="Install Beeline with the extra 'group': pip install 'beeline-indoor[group]'.",
        ) from error
    if url.get_backend_name() == "sqlite":
        sqlalchemy.event.listen(engine, "connect", _prepare_sqlite)
        sqlalchemy.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` says how each of ours begins.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
