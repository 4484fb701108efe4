"""People and the audit log, alike on each engine."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.staff.accounts import new_person
from api.staff.person import Invitation, Role
from maps.errors import ConflictError, NotFoundError


def test_a_person_is_found_with_every_role(store):
    li = new_person("li", "Li")
    store.add_person(li, "hash")
    store.set_role("a", li.id, Role.EDITOR)
    store.set_role("b", li.id, Role.VIEWER)
    store.set_role("b", li.id, Role.ADMIN)
    account = store.find_account("li")
    found = account.person
    assert (found.login, found.roles, account.password_hash) == ("li", {"a": Role.EDITOR, "b": Role.ADMIN}, "hash")
    assert [each.login for each in store.list_people("b")] == ["li"]
    store.set_role("b", li.id, None)
    assert store.list_people("b") == ()
    with pytest.raises(ConflictError, match="taken"):
        store.add_person(new_person("LI", "Another"), "hash")
    with pytest.raises(NotFoundError):
        store.set_role("a", "nobody", Role.VIEWER)


def test_who_is_removed_is_signed_out_and_has_no_role(store):
    li = new_person("li", "Li")
    store.add_person(li, "hash")
    store.set_role("a", li.id, Role.EDITOR)
    store.begin_sign_in(li.id, "digest", now_unix_s=0.0, ends_unix_s=100.0)
    assert store.get_signed_in("digest", now_unix_s=50.0, idle_s=60.0).login == "li"
    assert store.remove_person("li")
    assert store.get_signed_in("digest", now_unix_s=50.0, idle_s=60.0) is None
    assert store.list_people("a") == ()


def test_an_invitation_taken_up_twice_at_once_makes_one_account(store):
    offer = Invitation(id="i", venue_id="a", role=Role.EDITOR, ends_unix_s=1_000.0, by="boss")
    store.add_invitation(offer, "digest", now_unix_s=0.0)

    def join(number):
        try:
            store.join("digest", new_person(f"p{number}", ""), "hash", now_unix_s=1.0)
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(join, range(4))) == [False, False, False, True]
    assert len(store.list_people()) == len(store.list_people("a")) == 1


def test_entries_written_at_once_make_one_chain(store):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: store.record("li", "a", "Change", f"/{number}"), range(40)))
    count, digest = store.verify_audit_log()
    assert count == 40
    assert store.list_deeds("a", limit=1)[0].digest == digest
