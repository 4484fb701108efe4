"""`beeline staff` and `beeline audit-log`: accounts made where the database is."""

from api.staff.passwords import is_password
from api.store import open_store

WORDS = "several plain words"


def test_the_first_account_is_made_here_and_signs_in(run, tmp_path):
    made = run("staff", "add", "Li@Hospital.example", "--name", "Li", "--admin", "--password", WORDS)
    assert (made.code, made.out) == (0, "li@hospital.example may sign in.\n")
    account = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}").find_account("li@hospital.example")
    assert account.person.admin
    assert is_password(WORDS, account.password_hash)
    again = run("staff", "add", "li@hospital.example", "--password", WORDS)
    assert (again.code, again.err.count("\n")) == (1, 1)
    assert "is taken" in again.err


def test_people_are_listed_with_their_roles_and_removed(run):
    run("staff", "add", "li", "--venue", "demo", "--role", "publisher", "--password", WORDS)
    assert run("staff", "list").out == "li  li  publisher at demo\n"
    assert run("staff", "list", "--json").json == [
        {"login": "li", "name": "li", "admin": False, "roles": {"demo": "publisher"}}
    ]
    assert run("staff", "remove", "li").code == 0
    assert run("staff", "list").out == ""
    assert "nobody with the login" in run("staff", "remove", "li").err


def test_a_forgotten_password_is_set_anew(run, tmp_path):
    run("staff", "add", "li", "--password", WORDS)
    assert run("staff", "password", "li", "--password", "quite another one").code == 0
    assert is_password(
        "quite another one", open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}").find_account("li").password_hash
    )
    short = run("staff", "password", "li", "--password", "short")
    assert short.code == 1
    assert "has 5 characters. Choose one of 10 to 200 characters" in short.err


def test_the_audit_log_is_held_against_its_chain(run, tmp_path):
    assert run("audit-log", "verify").out == "0 entries, all as recorded. The last digest is none.\n"
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.record("Li (li)", "demo", "Publish the draft", "/v1/venues/demo/revisions")
    digest = store.list_deeds("demo")[0].digest
    assert run("audit-log", "verify").out == f"1 entries, all as recorded. The last digest is {digest}.\n"
