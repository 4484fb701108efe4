"""The audit log: everything that was changed, by whom, in a chain."""

import pytest
import sqlalchemy as sa

from api.app import services_of
from api.store import tables
from api.store.errors import CorruptDataError
from tests.api.staff.conftest import PASSWORD, Browser
from tests.api.staff.test_sign_in import EDITS

CHANGES = "/v1/venues/small-hospital/draft/changes"


def test_what_somebody_changed_stands_there_and_what_they_read_or_failed_at_does_not(app, employ):
    boss, li = employ("boss", "admin"), employ("li", "editor")
    li.ask("GET", "/v1/venues/small-hospital/draft")
    assert li.ask("POST", CHANGES, headers={"If-Match": '"7"'}, json=EDITS).status_code == 412
    assert li.ask("POST", CHANGES, headers={"If-Match": '"1"'}, json=EDITS).status_code == 201
    assert li.ask("POST", "/v1/venues/small-hospital/revisions", headers={"If-Match": '"2"'}).status_code == 403
    entries = boss.ask("GET", "/v1/venues/small-hospital/audit-log").json["entries"]
    assert [(each["number"], each["who"], each["path"]) for each in entries] == [(1, "Li (li)", CHANGES)]
    assert li.ask("GET", "/v1/venues/small-hospital/audit-log").status_code == 403


def test_a_machine_stands_there_as_one(app):
    client = app.test_client()
    key = {"Authorization": "Bearer feed-key-of-tests"}
    path = "/v1/venues/small-hospital/closures/c1"
    assert client.put(path, headers=key, json={"feature": "F2-office-door"}).status_code == 200
    entries = client.get("/v1/venues/small-hospital/audit-log", headers=key).json["entries"]
    assert [(each["who"], each["path"]) for each in entries] == [("feed key", path)]


def test_who_took_up_an_invitation_stands_there(app, employ):
    boss = employ("boss", "admin")
    made = boss.ask("POST", "/v1/venues/small-hospital/invitations", json={"role": "editor"}).json
    body = {"token": made["token"], "login": "zhao", "name": "Zhao Min", "password": PASSWORD}
    assert Browser(app).client.post("/v1/staff/join", json=body).status_code == 201
    entries = boss.ask("GET", "/v1/venues/small-hospital/audit-log").json["entries"]
    assert [each["who"] for each in entries] == ["Zhao Min (zhao)", "Boss (boss)"]


@pytest.mark.parametrize("fault", ["altered", "removed", "swapped"])
def test_an_entry_that_was_tampered_with_is_named(app, fault):
    store = services_of(app).store
    for number in range(1, 6):
        store.record("Li (li)", "small-hospital", "Change the draft", f"/{number}")
    assert store.verify_audit_log()[0] == 5
    table = tables.audit_log
    third = table.c.number == 3
    with store._database.writing() as connection:
        if fault == "altered":
            connection.execute(table.update().where(third).values(who="Wang (wang)"))
        elif fault == "removed":
            connection.execute(table.delete().where(third))
        else:
            rows = connection.execute(sa.select(table).where(table.c.number.in_((3, 4)))).all()
            for row, other in zip(rows, reversed(rows), strict=True):
                values = {"path": other.path, "digest": other.digest}
                connection.execute(table.update().where(table.c.number == row.number).values(**values))
    with pytest.raises(CorruptDataError, match="Entry 3"):
        store.verify_audit_log()
