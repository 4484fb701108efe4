"""What only a file can suffer: bad paths, foreign files, kill -9 in the middle of publishing, a full disk."""

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from api.store import StoreUnavailableError, open_store
from maps.errors import BadInputError, BeelineError

PUBLISHER = """
import sys
from api.store import open_store
from maps.disassemble import disassemble
from tests.scenes import small_hospital
store, draft = open_store(sys.argv[1]), disassemble(small_hospital())
store.save_draft(draft, ())
while True:
    print(store.publish(draft.id).revision, flush=True)
"""


def test_killing_a_publisher_leaves_every_acknowledged_revision_whole_and_no_gap(tmp_path, draft):
    url = f"sqlite:///{tmp_path / 'beeline.sqlite'}"
    acknowledged = 0
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", PUBLISHER, url], stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            acknowledged = int(process.stdout.readline())
        time.sleep(0.01 * (acknowledged % 5))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
        acknowledged = max([acknowledged, *map(int, rest.split())])
        store = open_store(url)
        latest = store.latest_revision(draft.id)
        assert acknowledged <= latest <= acknowledged + 1
        for number in range(1, latest + 1):
            assert store.get_venue(draft.id, number).revision == number
        store.close()


def test_the_file_is_in_wal_mode_with_foreign_keys_and_strict_tables(tmp_path):
    path = tmp_path / "beeline.sqlite"
    open_store(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    strict = dict(connection.execute("select name, strict from pragma_table_list where type = 'table'"))
    assert all(strict[name] for name in ("draft", "revision", "radio_map"))
    connection.close()


def test_a_folder_that_does_not_exist_is_named_with_a_remedy(tmp_path):
    with pytest.raises(StoreUnavailableError, match="no-such-folder") as error:
        open_store(f"sqlite:///{tmp_path / 'no-such-folder' / 'x.sqlite'}")
    assert "--database" in error.value.remedy


def test_a_file_of_another_kind_is_left_alone(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 1000)
    with pytest.raises(StoreUnavailableError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear reader")


def test_a_folder_in_place_of_the_file_is_explained(tmp_path):
    with pytest.raises(StoreUnavailableError, match="unable to open"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_database_of_a_newer_beeline_is_refused(tmp_path):
    path = tmp_path / "beeline.sqlite"
    open_store(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    connection.execute("update alembic_version set version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreUnavailableError, match="another version"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "postgresql+nodriver://x/y"]
)
def test_another_kind_of_url_is_refused(url):
    with pytest.raises(BadInputError) as error:
        open_store(url)
    assert "\n" not in str(error.value)


def test_a_server_that_is_not_there_is_one_line_without_the_password():
    with pytest.raises(StoreUnavailableError) as error:
        open_store("postgresql+psycopg://someone:secret@127.0.0.1:1/x")
    assert "secret" not in str(error.value)
    assert "\n" not in str(error.value)


def test_a_full_disk_stores_nothing_and_says_so(tmp_path, draft):
    path = tmp_path / "beeline.sqlite"
    store = open_store(f"sqlite:///{path}")
    store.save_draft(draft, ())
    with store._database.writing() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()
        connection.exec_driver_sql(f"pragma max_page_count = {pages}")
    with pytest.raises(BeelineError, match="full") as error:
        [store.publish(draft.id) for _ in range(20)]
    assert error.value.code == "storage-full"
    assert store.get_draft(draft.id).id == draft.id
    store.close()


def test_the_default_is_a_file_in_the_users_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    open_store().close()
    assert list(tmp_path.rglob("beeline.sqlite"))


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreUnavailableError, match="cannot be made") as error:
        open_store()
    assert "BEELINE_DATABASE_URL" in error.value.remedy
