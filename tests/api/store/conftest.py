"""A store on each engine: SQLite in a file, and real PostgreSQL in a schema of its own."""

import uuid

import pytest
import sqlalchemy

from api.store import open_store
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
