"""Signing in: a cookie nobody else reads, and no hint of who has an account."""

import re

from api.app import services_of
from api.staff.accounts import MOST_FAILURES, new_person
from tests.api.staff.conftest import KEPT, PASSWORD, Browser

EDITS = {"edits": [{"change": "F1-lab", "properties": {"labels": {"en": "Laboratory"}}}]}


def test_somebody_signs_in_and_out(app, employ):
    li = employ("li", "editor")
    me = li.ask("GET", "/v1/staff/me").json["person"]
    assert (me["login"], me["name"], me["roles"]) == ("li", "Li", {"small-hospital": "editor"})
    assert li.ask("POST", "/v1/staff/sign-out").status_code == 204
    assert li.ask("GET", "/v1/staff/me").json == {"person": None}
    assert li.ask("GET", "/v1/venues/small-hospital/draft").status_code == 401


def test_the_cookie_is_for_this_server_only_and_no_script_reads_it(app, employ):
    employ("li")
    cookie = Browser(app).sign_in("li").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert (
        "Secure"
        in Browser(app)
        .client.post("https://localhost/v1/staff/sign-in", json={"login": "li", "password": PASSWORD})
        .headers["Set-Cookie"]
    )


def test_whether_there_is_such_a_login_is_not_said(app, employ):
    employ("li")
    wrong, unknown = Browser(app).sign_in("li", "not this one"), Browser(app).sign_in("nobody", "not this one")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json


def test_too_many_wrong_passwords_lock_an_account_for_a_while_even_for_the_right_one(app, employ, time_machine):
    employ("li")
    for _ in range(MOST_FAILURES):
        Browser(app).sign_in("li", "not this one")
    locked = Browser(app).sign_in("li")
    assert (locked.status_code, locked.json["code"]) == (429, "locked")
    assert "15 min" in locked.json["remedy"]
    time_machine.ahead_s += 15 * 60 + 1
    assert Browser(app).sign_in("li").status_code == 200


def test_one_address_may_not_try_for_ever(make_client):
    app = make_client(sign_ins_burst=3).application
    answers = [Browser(app).sign_in(f"guess-{number}", "x").status_code for number in range(5)]
    assert answers == [401, 401, 401, 429, 429]


def test_idle_or_long_signed_in_people_sign_in_again(app, employ, time_machine):
    li = employ("li")
    time_machine.ahead_s += 2 * 3600 + 1
    assert li.ask("GET", "/v1/staff/me").json["person"] is None
    li.sign_in("li")
    for _ in range(11):
        time_machine.ahead_s += 3600
        assert li.ask("GET", "/v1/staff/me").json["person"] is not None
    time_machine.ahead_s += 3600 + 1
    assert li.ask("GET", "/v1/staff/me").json["person"] is None


def test_a_new_password_signs_every_other_browser_out(app, employ):
    here, there = employ("li"), Browser(app)
    there.sign_in("li")
    assert here.ask("POST", "/v1/staff/password", json={"old": "wrong", "new": PASSWORD}).status_code == 400
    assert here.ask("POST", "/v1/staff/password", json={"old": PASSWORD, "new": "short"}).status_code == 400
    changed = here.ask("POST", "/v1/staff/password", json={"old": PASSWORD, "new": "another good password"})
    assert changed.status_code == 200
    assert here.ask("GET", "/v1/staff/me").json["person"]["csrf"] == changed.json["person"]["csrf"]
    assert there.ask("GET", "/v1/staff/me").json["person"] is None
    assert Browser(app).sign_in("li").status_code == 401


def test_no_password_and_no_token_is_kept_as_it_is(app, employ):
    li = employ("li")
    token = li.client.get_cookie("beeline-staff").value
    database = services_of(app).settings.database_url.removeprefix("sqlite:///")
    kept = b"".join(open(database + end, "rb").read() for end in ("", "-wal"))  # noqa: SIM115
    assert b"$argon2id$" in kept
    assert PASSWORD.encode() not in kept
    assert token.encode() not in kept


def test_a_write_without_the_word_of_the_page_is_a_forgery(app, employ):
    li, wang = employ("li", "editor"), employ("wang", "editor")
    for csrf in ("", wang.csrf, "ä"):
        li.csrf = csrf.encode().decode("latin-1")
        refused = li.ask("POST", "/v1/venues/small-hospital/draft/changes", headers={"If-Match": '"1"'}, json=EDITS)
        assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert services_of(app).store.get_draft_version("small-hospital") == 1


def test_nobody_writes_as_somebody_else(app, employ):
    li = employ("li", "editor")
    body = {**EDITS, "by": "The director"}
    made = li.ask("POST", "/v1/venues/small-hospital/draft/changes", headers={"If-Match": '"1"'}, json=body)
    assert made.status_code == 201
    log = li.ask("GET", "/v1/venues/small-hospital/draft/changes").json
    assert log["changes"][0]["by"] == "Li"


def test_an_invitation_makes_an_account_once(app, employ, time_machine):
    boss = employ("boss", "admin")
    made = boss.ask("POST", "/v1/venues/small-hospital/invitations", json={"role": "publisher"}).json
    assert re.fullmatch(r"/sign-in#invitation=\S+", made["path"])
    joining = {"token": made["token"], "login": "New@Hospital.example", "name": "Zhao", "password": PASSWORD}
    zhao = Browser(app)
    assert zhao.client.post("/v1/staff/join", json={**joining, "password": "short"}).status_code == 400
    assert zhao.client.post("/v1/staff/join", json={**joining, "login": "boss"}).status_code == 409
    joined = zhao.client.post("/v1/staff/join", json=joining)
    assert joined.status_code == 201
    assert joined.json["person"]["roles"] == {"small-hospital": "publisher"}
    assert Browser(app).client.post("/v1/staff/join", json={**joining, "login": "twice"}).status_code == 404
    people = boss.ask("GET", "/v1/venues/small-hospital/people").json
    assert [each["login"] for each in people["people"]] == ["boss", "new@hospital.example"]
    assert people["invitations"] == []


def test_an_invitation_ends_and_can_be_taken_back(app, employ, time_machine):
    boss = employ("boss", admin=True)
    path = "/v1/venues/small-hospital/invitations"
    kept, back = (boss.ask("POST", path, json={"role": "viewer"}).json for _ in range(2))
    assert boss.ask("DELETE", f"{path}/{back['id']}").status_code == 204
    assert boss.ask("DELETE", f"{path}/{back['id']}").status_code == 404
    time_machine.ahead_s += 7 * 86_400 + 1
    for number, made in enumerate((kept, back)):
        body = {"token": made["token"], "login": f"late-{number}", "password": PASSWORD}
        assert Browser(app).client.post("/v1/staff/join", json=body).status_code == 404


def test_a_role_that_is_taken_away_ends_at_once(app, employ):
    boss, li = employ("boss", "admin"), employ("li", "editor")
    mine = li.ask("GET", "/v1/staff/me").json["person"]["id"]
    assert li.ask("GET", "/v1/venues/small-hospital/draft").status_code == 200
    assert boss.ask("DELETE", f"/v1/venues/small-hospital/people/{mine}").status_code == 204
    assert li.ask("GET", "/v1/venues/small-hospital/draft").status_code == 403


def test_nobody_changes_their_own_role(app, employ):
    boss = employ("boss", "admin")
    mine = boss.ask("GET", "/v1/staff/me").json["person"]["id"]
    path = f"/v1/venues/small-hospital/people/{mine}"
    assert boss.ask("DELETE", path).status_code == 409
    assert boss.ask("PUT", path, json={"role": "viewer"}).status_code == 409


def test_an_old_password_cannot_be_guessed_for_ever_by_who_found_a_browser_open(make_client):
    app = make_client(sign_ins_burst=3).application
    services_of(app).store.add_person(new_person("li", "Li"), KEPT)
    li = Browser(app)
    li.sign_in("li")
    guesses = [
        li.ask("POST", "/v1/staff/password", json={"old": f"guess {number}", "new": PASSWORD}).status_code
        for number in range(5)
    ]
    assert guesses == [400, 400, 400, 429, 429]


def test_whose_time_is_over_is_asked_to_sign_in_also_where_machines_have_no_key(make_client):
    answer = make_client().get("/v1/venues/small-hospital/draft")
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorised")
    assert "Sign in" in answer.json["remedy"]
