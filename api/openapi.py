"""Endpoints as values: one table that makes the routes, validates requests and writes the OpenAPI 3.1 description."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal, TypeVar

import msgspec
from flask import Flask, Response, request
from pydantic import BaseModel, TypeAdapter, ValidationError
from typing_extensions import TypedDict

import maps
from api.preconditions import IF_MATCH, read_if_match
from api.problems import (
    MIMETYPE,
    STATUS_BY_CODE,
    UnauthorisedError,
    UnsupportedMediaTypeError,
    validation_problem,
)
from api.sessions.tokens import find_bearer
from api.staff.gate import COOKIE, Caller, Gate
from api.staff.person import Role
from maps.errors import TooLargeError

Model = TypeVar("Model")
Handler = Callable[..., Any]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
_REFERENCE = "#/components/schemas/{model}"
_SLASHED = {"level_id", "place_id", "portal_id", "closure_id", "item_id"}
_BINARY = {"type": "string", "format": "binary"}
_UPLOAD = {
    "multipart/form-data": {
        "schema": {"type": "object", "properties": {"file": {"type": "array", "items": _BINARY}}, "required": ["file"]}
    },
    "application/octet-stream": {"schema": _BINARY},
}


class Problem(TypedDict, total=False):
    """What went wrong (RFC 9457), with a stable code and what to do about it; some problems carry more members."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    remedy: str
    errors: list[dict[str, str]]
    reason: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of one path.

    Parameters
    ----------
    path : str
        With ``{name}`` for each part that is passed to the handler.
    query, body : type or None
        Models of `api.requests`, given to the handler as `query` and `body`.
    body_setting : str
        The setting that bounds the body's size.
    answer : type or None
        The type of the JSON answer; None when there is none.
    token : bool
        Whether the handler wants the bearer token, as `token`.
    role : Role or None
        What one must be allowed at the venue of the path; whoever holds the feed key is allowed everything. None is
        for everybody, or whoever has the token.
    signed_in : bool
        Whether somebody of the staff must be signed in; the handler gets them as `signed_in`.
    recorded : bool
        Whether what is done stands in the audit log.
    caller : bool
        Whether the handler wants whoever was admitted, as `caller`.
    upload : bool
        Whether the handler reads files from the request itself.
    if_match : bool
        Whether the request must name, in If-Match, the version of the draft that it changes; the handler gets it as
        `version`.
    problems : tuple of str
        Codes that this endpoint in particular may answer with.
    """

    method: Method
    path: str
    handler: Handler
    summary: str
    description: str
    noun: str
    query: type[BaseModel] | None = None
    body: Any = None
    body_setting: str = "max_body_bytes"
    answer: Any = None
    status: int = 200
    media_type: str = "application/json"
    token: bool = False
    role: Role | None = None
    signed_in: bool = False
    recorded: bool = True
    caller: bool = False
    upload: bool = False
    if_match: bool = False
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Noun:
    """The endpoints of one noun: a file under `api/routes/`."""

    name: str
    description: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def endpoint(self, method: Method, path: str, **rest: Any) -> Callable[[Handler], Handler]:
        """Return a decorator that adds a handler; its docstring is the summary and description."""

        def add(handler: Handler) -> Handler:
            summary, _, description = (handler.__doc__ or "").strip().partition("\n")
            self.endpoints.append(
                Endpoint(
                    method=method,
                    path=path,
                    handler=handler,
                    summary=summary.rstrip("."),
                    description=" ".join(description.split()),
                    noun=self.name,
                    **rest,
                )
            )
            return handler

        return add


def install(app: Flask, nouns: Iterable[Noun], services: Any, limits: Mapping[str, int], gate: Gate) -> None:
    """Make every endpoint a route of the application.

    Parameters
    ----------
    services : object
        Given to each handler first.
    limits : mapping
        Body size [bytes] by name of the setting.
    gate : Gate
        Admits requests that not everybody may make.
    """
    for noun in nouns:
        for endpoint in noun.endpoints:
            view = _view(endpoint, services, limits[endpoint.body_setting], gate)
            name = f"{endpoint.method} {endpoint.path}"
            app.add_url_rule(_rule(endpoint.path), endpoint=name, view_func=view, methods=[endpoint.method])
            if endpoint.status == HTTPStatus.SWITCHING_PROTOCOLS:
                # The router knows two kinds of requests; the view tells them apart itself.
                app.add_url_rule(_rule(endpoint.path), endpoint=f"{name} socket", view_func=view, websocket=True)


def _rule(path: str) -> str:
    """Return a path as Flask writes it; ids that come from floor plans may hold slashes."""
    return re.sub(r"\{(\w+)\}", lambda part: f"<{'path:' if part[1] in _SLASHED else ''}{part[1]}>", path)


def json_response(document: Any, status: int = 200) -> Response:
    """Return a JSON answer that nobody caches."""
    response = Response(msgspec.json.encode(document), status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def describe(nouns: Iterable[Noun]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 description of the endpoints."""
    nouns = tuple(nouns)
    endpoints = [endpoint for noun in nouns for endpoint in noun.endpoints]
    schemas, components = _schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Beeline",
            "version": maps.__version__,
            "description": "Indoor navigation for hospitals: venues, search, routes and live guidance.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": noun.name, "description": noun.description} for noun in nouns],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer", "description": "The token of one session."},
                "feed": {"type": "http", "scheme": "bearer", "description": "The feed key of the server."},
                "staff": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Somebody signed in."},
            },
        },
    }


def _view(endpoint: Endpoint, services: Any, max_bytes: int, gate: Gate) -> Callable[..., Response]:
    body = TypeAdapter(endpoint.body) if endpoint.body is not None else None

    def view(**arguments: Any) -> Response:
        if endpoint.token:
            arguments["token"] = _read_token()
        caller = gate.admit(endpoint.role, arguments["venue_id"]) if endpoint.role else None
        if endpoint.caller:
            arguments["caller"] = caller
        if endpoint.signed_in:
            arguments["signed_in"] = gate.admit_person()
        if endpoint.if_match:
            arguments["version"] = read_if_match(request.headers.get("If-Match"))
        try:
            if endpoint.query is not None:
                arguments["query"] = _signed(endpoint.query.model_validate(request.args.to_dict()), caller)
            if body is not None:
                arguments["body"] = _signed(body.validate_json(_read_body(max_bytes)), caller)
        except ValidationError as error:
            raise validation_problem(error) from error
        answer = endpoint.handler(services, **arguments)
        if caller is not None and endpoint.recorded:
            gate.record(caller, arguments["venue_id"], endpoint.summary)
        return answer if isinstance(answer, Response) else json_response(answer, endpoint.status)

    return view


def _signed(said: Model, caller: Caller | None) -> Model:
    """Return what was said with the name of whoever is signed in where it says by whom: nobody writes as another."""
    if caller is None or caller.person is None or not isinstance(said, BaseModel):
        return said
    changed = {
        name: caller.person.name if name == "by" else _signed(value, caller)
        for name, value in said
        if name == "by" or isinstance(value, BaseModel)
    }
    return said.model_copy(update=changed)


def _read_token() -> str:
    header = request.headers.get("Authorization", "")
    if not header:
        raise UnauthorisedError("This request needs the session's token.")
    token = find_bearer(header)
    if token is None:
        raise UnauthorisedError("The Authorization header is not of the form 'Bearer TOKEN'.")
    return token


def _read_body(max_bytes: int) -> bytes:
    # One byte more than allowed: a body of unstated length is cut at this limit without a word.
    request.max_content_length = max_bytes + 1
    if not request.is_json:
        raise UnsupportedMediaTypeError(
            f"The body is {request.mimetype[:80] or 'of no declared type'}, not JSON.",
            remedy="Send JSON with the header 'Content-Type: application/json'.",
        )
    body = request.get_data(cache=False)
    if len(body) > max_bytes:
        raise TooLargeError(f"The body is larger than {max_bytes} bytes.", remedy="Send less at once.")
    return body


def _schemas(endpoints: list[Endpoint]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """Return the schema of every body and answer by (type, mode), and the shared components."""
    wanted: list[tuple[Any, Literal["validation", "serialization"], TypeAdapter[Any]]] = []
    asked = [(Problem, "serialization")]
    asked += [(endpoint.body, "validation") for endpoint in endpoints if endpoint.body is not None]
    asked += [(endpoint.answer, "serialization") for endpoint in endpoints if endpoint.answer is not None]
    for kind, mode in dict.fromkeys(asked):
        wanted.append((kind, "validation" if mode == "validation" else "serialization", TypeAdapter(kind)))
    schemas, shared = TypeAdapter.json_schemas(wanted, ref_template=_REFERENCE)
    return dict(schemas), dict(shared.get("$defs", {}))


def _operation(endpoint: Endpoint, schemas: Mapping[Any, Any]) -> dict[str, Any]:
    words = re.findall(r"\w+", endpoint.path.removeprefix("/v1"))
    operation: dict[str, Any] = {
        "operationId": "_".join([endpoint.method.lower(), *words]),
        "tags": [endpoint.noun],
        "summary": endpoint.summary,
        "parameters": [
            *_path_parameters(endpoint.path),
            *_query_parameters(endpoint.query),
            *([IF_MATCH] if endpoint.if_match else []),
        ],
        "responses": _responses(endpoint, schemas),
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if endpoint.body is not None:
        content = {"application/json": {"schema": schemas[endpoint.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    elif endpoint.upload:
        operation["requestBody"] = {"required": True, "content": _UPLOAD}
    if endpoint.token:
        operation["security"] = [{"session": []}]
    if endpoint.role:
        operation["security"] = [{"feed": []}, {"staff": []}]
        operation["x-beeline-role"] = endpoint.role.value
    if endpoint.signed_in:
        operation["security"] = [{"staff": []}]
    return operation


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"\{(\w+)\}", path)
    ]


def _query_parameters(query: type[BaseModel] | None) -> list[dict[str, Any]]:
    if query is None:
        return []
    schema = query.model_json_schema(ref_template=_REFERENCE)
    required = set(schema.get("required", ()))
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": part.get("description", ""),
            "schema": {key: value for key, value in part.items() if key not in {"description", "title"}},
        }
        for name, part in schema["properties"].items()
    ]


def _responses(endpoint: Endpoint, schemas: Mapping[Any, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": endpoint.summary}
    if endpoint.answer is not None:
        success["content"] = {endpoint.media_type: {"schema": schemas[endpoint.answer, "serialization"]}}
    elif endpoint.media_type != "application/json":
        success["content"] = {endpoint.media_type: {"schema": {"type": "string"}}}
    responses = {str(endpoint.status): success}
    codes_by_status: dict[int, list[str]] = {}
    for code in _problem_codes(endpoint):
        codes_by_status.setdefault(STATUS_BY_CODE[code], []).append(code)
    for status, codes in sorted(codes_by_status.items()):
        responses[str(status)] = {
            "description": "Problem: " + ", ".join(codes),
            "content": {MIMETYPE: {"schema": schemas[Problem, "serialization"]}},
        }
    return responses


def _problem_codes(endpoint: Endpoint) -> list[str]:
    codes = [*endpoint.problems, "internal", "store-unavailable"]
    if endpoint.query is not None or endpoint.body is not None:
        codes.append("invalid-request")
    if endpoint.body is not None:
        codes += ["invalid-json", "bad-input", "too-large", "unsupported-media-type"]
    if endpoint.token:
        codes += ["unauthorised", "not-found"]
    if endpoint.role:
        codes += ["unauthorised", "read-only", "forbidden"]
    if endpoint.signed_in:
        codes += ["unauthorised", "forbidden"]
    if endpoint.if_match:
        codes += ["if-match-missing", "stale", "bad-input"]
    return list(dict.fromkeys(codes))
