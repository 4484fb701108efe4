"""A session over a WebSocket: events go down as they happen, readings and stated positions come up."""

import threading
from collections.abc import Generator
from typing import Any

import msgspec
import simple_websocket
from flask import Response, request
from pydantic import TypeAdapter, ValidationError, model_validator

from api.ends import read_position
from api.problems import problem_body, validation_problem
from api.readings import read_observations
from api.requests import Body
from api.session_requests import ObservationsBody, PositionBody, Reading
from api.streams import Told, bound_reader
from api.wiring import Services
from maps.errors import BadInputError, BeelineError

_PING_S = 25.0
_GOING_AWAY = 1001


class SaidBody(Body):
    """One message of a phone: what it heard, or where the person says they are."""

    observations: list[Reading] | None = None
    position: PositionBody | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "SaidBody":
        if (self.observations is None) == (self.position is None):
            raise ValueError("say one of observations and position")
        return self


_SAID = TypeAdapter(SaidBody)


def talk(services: Services, session_id: str, token: str, batches: Generator[tuple[Told, ...], None, None]) -> Response:
    """Talk over the connection of this request until either side ends; then give the reader's place back.

    Raises
    ------
    BadInputError
        If the request does not ask for a WebSocket.
    """
    try:
        if "websocket" not in request.headers.get("Upgrade", "").lower():
            raise BadInputError(
                "This address speaks WebSocket only.", remedy="Connect with a WebSocket, or use …/news."
            )
        bound_reader(request.environ, services.settings.stalled_reader_s)
        socket = simple_websocket.Server.accept(
            request.environ, ping_interval=_PING_S, max_message_size=services.settings.max_observation_bytes
        )
        threading.Thread(target=_hear, args=(services, session_id, token, socket), daemon=True).start()
        _tell(socket, batches)
    finally:
        batches.close()
        services.places.leave(session_id)
    return _HandedOver()


def _tell(socket: Any, batches: Generator[tuple[Told, ...], None, None]) -> None:
    try:
        for batch in batches:
            if not socket.connected:
                return
            for told in batch:
                socket.send(
                    f'{{"id":{msgspec.json.encode(told.number).decode()},"event":"{told.name}","data":{told.data}}}'
                )
        socket.close(_GOING_AWAY)
    except (simple_websocket.ConnectionClosed, OSError):
        return


def _hear(services: Services, session_id: str, token: str, socket: Any) -> None:
    try:
        while True:
            try:
                _take(services, session_id, token, socket.receive())
            except BeelineError as error:
                problem = msgspec.json.encode(problem_body(error)).decode()
                socket.send(f'{{"id":null,"event":"problem","data":{problem}}}')
    except (simple_websocket.ConnectionClosed, OSError):
        return


def _take(services: Services, session_id: str, token: str, message: str | bytes) -> None:
    try:
        said = _SAID.validate_json(message)
    except ValidationError as error:
        raise validation_problem(error) from error
    if said.observations is not None:
        body = ObservationsBody(observations=said.observations)
        services.sessions.observe(session_id, token, read_observations(body, services.settings.max_observations))
    elif said.position is not None:
        position = said.position
        services.sessions.state_position(session_id, token, lambda engine: read_position(engine.venue, position))


class _HandedOver(Response):
    """The answer of a request whose connection became a WebSocket: nothing more is written on it."""

    def __call__(self, *_: Any, **__: Any) -> Any:
        """Tell gunicorn that it has nothing left to do here."""
        raise StopIteration
