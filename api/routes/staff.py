"""Signing in and out, and joining by an invitation."""

from typing import Any

from flask import Response, request
from typing_extensions import TypedDict

from api.openapi import Noun, json_response
from api.staff.accounts import SignedIn
from api.staff.gate import COOKIE
from api.staff_requests import JoinBody, PasswordBody, SignInBody
from api.wiring import Services

NOUN = Noun("staff", "Who of the staff is signed in on this browser. Patients need no account.")


class PersonDocument(TypedDict):
    """Somebody, with their roles by venue; `csrf` goes with every write as X-CSRF-Token."""

    id: str
    login: str
    name: str
    admin: bool
    roles: dict[str, str]
    csrf: str


class MeDocument(TypedDict):
    """Who is signed in; nobody is null."""

    person: PersonDocument | None


@NOUN.endpoint("GET", "/v1/staff/me", answer=MeDocument)
def get_me(services: Services) -> MeDocument:
    """Tell who is signed in on this browser."""
    signed_in = services.gate.find()
    return {"person": _person_document(signed_in) if signed_in else None}


@NOUN.endpoint(
    "POST",
    "/v1/staff/sign-in",
    body=SignInBody,
    answer=MeDocument,
    problems=("unauthorised", "locked", "too-many-requests"),
)
def sign_in(services: Services, body: SignInBody) -> Response:
    """Sign in: the answer sets a cookie that only this server reads."""
    return _welcome(services, services.accounts.sign_in(body.login, body.password, request.remote_addr or ""))


@NOUN.endpoint("POST", "/v1/staff/sign-out", status=204, signed_in=True)
def sign_out(services: Services, signed_in: SignedIn) -> Response:
    """Sign out on this browser."""
    services.accounts.sign_out(signed_in.token)
    response = Response(status=204)
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=request.is_secure)
    return response


@NOUN.endpoint(
    "POST", "/v1/staff/password", body=PasswordBody, answer=MeDocument, signed_in=True, problems=("bad-input",)
)
def change_password(services: Services, body: PasswordBody, signed_in: SignedIn) -> Response:
    """Choose another password; every other browser is signed out."""
    return _welcome(services, services.accounts.change_password(signed_in.person, body.old, body.new))


@NOUN.endpoint(
    "POST",
    "/v1/staff/join",
    body=JoinBody,
    answer=MeDocument,
    status=201,
    problems=("not-found", "bad-input", "conflict", "too-many-requests"),
)
def join(services: Services, body: JoinBody) -> Response:
    """Take up an invitation with a login and a password of one's own, and be signed in."""
    address = request.remote_addr or ""
    signed_in = services.accounts.join(body.token, body.login, body.name, body.password, address)
    return _welcome(services, signed_in, status=201)


def _welcome(services: Services, signed_in: SignedIn, status: int = 200) -> Response:
    response = json_response({"person": _person_document(signed_in)}, status)
    response.set_cookie(
        COOKIE,
        signed_in.token,
        max_age=int(services.accounts.lasting_s),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
    )
    return response


def _person_document(signed_in: SignedIn) -> Any:
    person = signed_in.person
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "admin": person.admin,
        "roles": {venue: role.value for venue, role in person.roles.items()},
        "csrf": signed_in.csrf,
    }
