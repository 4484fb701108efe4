"""One error shape for HTTP: `application/problem+json` (RFC 9457), whatever went wrong and wherever."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Flask, Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from maps.errors import BeelineError

MIMETYPE = "application/problem+json"
_LOG = logging.getLogger("beeline.api")

STATUS_BY_CODE: Mapping[str, int] = {
    "bad-input": 400,
    "invalid-json": 400,
    "invalid-request": 400,
    "malformed-request": 400,
    "unreadable-file": 400,
    "link-invalid": 400,
    "unauthorised": 401,
    "forbidden": 403,
    "read-only": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "conflict": 409,
    "link-expired": 410,
    "merge-conflict": 409,
    "stale": 412,
    "too-large": 413,
    "unsupported-media-type": 415,
    "audit-blocked": 422,
    "no-itinerary": 422,
    "no-route": 422,
    "if-match-missing": 428,
    "release-refused": 422,
    "locked": 429,
    "too-many-requests": 429,
    "internal": 500,
    "corrupt-data": 500,
    "too-busy": 503,
    "live-unavailable": 503,
    "not-built": 503,
    "store-unavailable": 503,
    "storage-full": 507,
}
"""Every code a problem may carry, and the status it is sent with."""


class HttpError(BeelineError):
    """An error that only HTTP knows: it may carry headers and further members."""

    def __init__(
        self,
        detail: str,
        *,
        remedy: str = "",
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail, remedy=remedy)
        self.headers = dict(headers or {})
        self.members = dict(members or {})


class InvalidJsonError(HttpError):
    """The body is not JSON."""

    code = "invalid-json"


class InvalidRequestError(HttpError):
    """The body or query is JSON or text of the wrong shape."""

    code = "invalid-request"


class UnauthorisedError(HttpError):
    """No token, or a token that does not open this."""

    code = "unauthorised"

    def __init__(
        self,
        detail: str,
        *,
        realm: str = "session",
        remedy: str = (
            "Send the header 'Authorization: Bearer TOKEN' with the token given when the session was created."
        ),
    ) -> None:
        super().__init__(detail, remedy=remedy, headers={"WWW-Authenticate": f'Bearer realm="{realm}"'})


class ReadOnlyError(HttpError):
    """The token may look but not change."""

    code = "read-only"


class ForbiddenError(HttpError):
    """They are known, and may not do this."""

    code = "forbidden"


class LinkInvalidError(HttpError):
    """A link that this server has not signed as it is."""

    code = "link-invalid"


class LinkExpiredError(HttpError):
    """A link whose time is over."""

    code = "link-expired"


class UnsupportedMediaTypeError(HttpError):
    """The body is not declared as JSON."""

    code = "unsupported-media-type"


class TooManyRequestsError(HttpError):
    """One client asks too often."""

    code = "too-many-requests"

    def __init__(self, detail: str, *, retry_after_s: float) -> None:
        wait_s = max(1, round(retry_after_s + 0.5))
        super().__init__(detail, remedy=f"Wait {wait_s} s and send less often.", headers={"Retry-After": str(wait_s)})


class LockedError(HttpError):
    """An account for which too many wrong passwords were given."""

    code = "locked"

    def __init__(self, detail: str, *, retry_after_s: float) -> None:
        wait_s = max(1, round(retry_after_s + 0.5))
        headers = {"Retry-After": str(wait_s)}
        super().__init__(detail, remedy=f"Wait {(wait_s + 59) // 60} min and try again.", headers=headers)


class TooBusyError(HttpError):
    """The server has as much work as it accepts."""

    code = "too-busy"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, remedy="Try again in a few seconds.", headers={"Retry-After": "5"})


class NoRouteError(HttpError):
    """There is no way between the two ends."""

    code = "no-route"


class NoItineraryError(HttpError):
    """The stops cannot all be done under the rules."""

    code = "no-itinerary"


class IfMatchMissingError(HttpError):
    """A write without the version that it changes would overwrite what nobody has seen."""

    code = "if-match-missing"


class StaleError(HttpError):
    """Somebody changed the draft meanwhile: who, and what."""

    code = "stale"


class MergeError(HttpError):
    """Both sides changed the same fields: which, from what, and to what."""

    code = "merge-conflict"


class RefusedError(HttpError):
    """A release would take away ways that people have; what its proofs say goes with it."""

    code = "release-refused"


class NotBuiltError(HttpError):
    """The front end has not been built."""

    code = "not-built"


def problem_body(error: BeelineError) -> dict[str, Any]:
    """Return the members of the problem document of an error."""
    status = STATUS_BY_CODE.get(error.code, 400)
    body: dict[str, Any] = {
        "type": f"urn:beeline:problem:{error.code}",
        "title": error.code.replace("-", " ").capitalize(),
        "status": status,
        "detail": error.detail,
        "code": error.code,
        "remedy": error.remedy,
    }
    if isinstance(error, HttpError):
        body |= error.members
    return body


def problem_response(error: BeelineError) -> Response:
    """Return an error as a problem document."""
    body = problem_body(error)
    response = Response(msgspec.json.encode(body), status=body["status"], mimetype=MIMETYPE)
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, HttpError):
        response.headers.update(error.headers)
    return response


def validation_problem(error: ValidationError) -> InvalidRequestError | InvalidJsonError:
    """Return what pydantic found wrong, with a JSON pointer and a sentence for each fault."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        return InvalidJsonError(
            f"The body is not JSON: {faults[0]['msg'].removeprefix('Invalid JSON: ')}.",
            remedy="Send one JSON object in UTF-8.",
        )
    listed = [{"pointer": _pointer(fault["loc"]), "message": fault["msg"]} for fault in faults[:20]]
    return InvalidRequestError(
        "; ".join(f"{fault['pointer'] or 'the request'}: {fault['message']}" for fault in listed[:3]) + ".",
        remedy="See /docs for the expected shape.",
        members={"errors": listed},
    )


def install(app: Flask) -> None:
    """Make every error the application meets a problem document."""
    app.register_error_handler(BeelineError, problem_response)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_bug)


def _pointer(location: tuple[int | str, ...]) -> str:
    """Return a JSON pointer; parts with an @ name a shape, not a member (see `api.requests`)."""
    return "".join(f"/{part}" for part in location if not str(part).startswith("@"))


def _from_http(error: HTTPException) -> Response:
    """Return an error of the framework: unknown path, wrong method, oversized body, malformed request."""
    status = error.code or 500
    code = next((code for code, value in STATUS_BY_CODE.items() if value == status), "bad-input")
    detail = _DETAIL_BY_STATUS.get(status) or error.description or HTTPStatus(status).phrase
    known = HttpError(detail, remedy=_REMEDY_BY_STATUS.get(status, ""))
    known.code = "bad-input" if status == 400 else code
    if isinstance(error, MethodNotAllowed):
        known.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    response = problem_response(known)
    response.status_code = status
    return response


def _from_bug(error: Exception) -> Response:
    """Return a fault of ours: logged with its trace, told without it."""
    _LOG.error("Unexpected error", exc_info=error)
    bug = HttpError("Something went wrong inside the server.", remedy="Try again; if it stays, tell the operator.")
    bug.code = "internal"
    return problem_response(bug)


_DETAIL_BY_STATUS = {
    404: "There is nothing at this path.",
    405: "This path does not know that method.",
    413: "The body is larger than this path accepts.",
}
_REMEDY_BY_STATUS = {
    404: "See /docs for the paths that exist.",
    405: "See /docs for the methods of this path.",
    413: "Send less at once.",
}
