"""A store on each engine: SQLite in a file, and real PostgreSQL in a schema of its own."""

import uuid
from pathlib import Path

import alembic.command
import pytest
import sqlalchemy
from alembic.config import Config

import api.store
from api.store import open_store
from maps.codec import digest, encode_draft, encode_venue
from maps.disassemble import disassemble
from tests.scenes import small_hospital
from tests.services import POSTGRES_URL


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'beeline.sqlite'}"
        return
    schema = f"beeline_test_{uuid.uuid4().hex[:12]}"
    admin = sqlalchemy.create_engine(POSTGRES_URL)
    with admin.begin() as connection:
        connection.execute(sqlalchemy.text(f"create schema {schema}"))
    separator = "&" if "?" in POSTGRES_URL else "?"
    try:
        yield f"{POSTGRES_URL}{separator}options=-csearch_path%3D{schema}"
    finally:
        with admin.begin() as connection:
            connection.execute(sqlalchemy.text(f"drop schema {schema} cascade"))
        admin.dispose()


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def draft():
    return disassemble(small_hospital())


@pytest.fixture
def old_database(url, draft):
    """Return a function that makes the database as an older Beeline left it: a draft at version 3, published once."""

    def make(schema_version: str) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(api.store.__file__).parent / "migrations"))
        engine = sqlalchemy.create_engine(url)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            alembic.command.upgrade(config, schema_version)
            row = {"id": draft.id, "data": encode_draft(draft), "at": "2026-01-01T00:00:00+00:00"}
            connection.execute(
                sqlalchemy.text("insert into draft values (:id, 3, :data, :sha256, '[]', :at)"),
                {**row, "sha256": digest(row["data"])},
            )
            data = encode_venue(small_hospital())
            summary = '{"labels": {}, "levels": 2, "origin": [121, 31]}'
            connection.execute(
                sqlalchemy.text("insert into revision values (:id, 1, :data, :sha256, :summary, '[]', :at)"),
                {**row, "data": data, "sha256": digest(data), "summary": summary},
            )
        engine.dispose()

    return make
