"""Running the server: gunicorn with gevent, made ready, announced and stopped from here."""

import errno
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import msgspec
from flask import Flask
from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.ggevent import GeventWorker

from api.problems import MIMETYPE, problem_body
from api.settings import Settings
from maps.errors import BadInputError, BeelineError

Made = TypeVar("Made")

_GRACE_S = 5
_READY = b"r"
_CONNECTIONS_BESIDE_STREAMS = 1_000


class MalformedRequestError(BadInputError):
    """What came is not HTTP as we speak it."""

    code = "malformed-request"


class ServerFailedError(BeelineError):
    """The server could not start or did not stay up."""

    code = "server-failed"


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8000,
    demo: bool = False,
    on_ready: Callable[[str], None] = print,
) -> None:
    """Serve until interrupted (SIGINT or SIGTERM).

    Parameters
    ----------
    port : int
        0 takes a free one.
    demo : bool
        Publish the demo hospital first, and list public sessions at ``/v1/demo``.
    on_ready : callable
        Called once with the server's address, when it answers.

    Raises
    ------
    BadInputError
        If the port cannot be listened on.
    BeelineError
        If a store cannot be used, or the server fails to start.
    """
    settings = replace(settings, demo=demo or settings.demo)
    with _listen(host, port) as listener:
        _prepare(settings)
        _run(settings, listener, on_ready)


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; taken before anything slow, so that a busy port is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        busy = error.errno == errno.EADDRINUSE
        raise BadInputError(
            f"Port {port} of {host} cannot be listened on: {error.strerror}.",
            remedy="Stop the other program, or choose another port with --port (0 takes a free one)."
            if busy
            else "Choose an address of this machine with --host and a port you may use with --port.",
        ) from error
    listener.listen(2048)
    return listener


def _prepare(settings: Settings) -> None:
    """Put the application together once, so that what is wrong is said in one line before a worker tries it."""
    from api.app import create_app, services_of

    services = services_of(create_app(settings))
    try:
        if settings.demo:
            from api.demo_venue import ensure_demo_venue

            ensure_demo_venue(services.store)
    finally:
        services.close()


def _run(settings: Settings, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    reading, writing = os.pipe()
    announcer = threading.Thread(target=_announce, args=(reading, address, on_ready), daemon=True)
    announcer.start()
    ours = os.getpid()
    try:
        # gunicorn closes what it listens on; the duplicate is its own.
        Arbiter(_Server(settings, os.dup(listener.fileno()), writing)).run()
    except SystemExit as stopped:
        if os.getpid() != ours:
            # A worker, forked from here, is done: what stands on this stack is its parent's to unwind.
            os._exit(stopped.code if isinstance(stopped.code, int) else 1)
        if stopped.code:
            raise ServerFailedError(
                "The server did not stay up.", remedy="The lines above say why; BEELINE_LOG_LEVEL=info says more."
            ) from None
    finally:
        os.close(writing)
        announcer.join(timeout=1)


def _announce(reading: int, address: str, on_ready: Callable[[str], None]) -> None:
    """Wait until the first worker answers, then say where."""
    with os.fdopen(reading, "rb", buffering=0) as ready:
        if ready.read(1) == _READY:
            on_ready(address)


class _Server(BaseApplication):  # type: ignore[misc]
    """Our settings in gunicorn's words."""

    def __init__(self, settings: Settings, listener: int, ready: int) -> None:
        self._settings, self._listener, self._ready = settings, listener, ready
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        configuration: dict[str, Any] = {
            "bind": f"fd://{self._listener}",
            "worker_class": "api.server.Worker",
            "workers": settings.workers,
            "worker_connections": settings.max_streams + _CONNECTIONS_BESIDE_STREAMS,
            "loglevel": settings.log_level,
            "accesslog": None,
            "errorlog": "-",
            "timeout": 60,
            "graceful_timeout": _GRACE_S,
            "keepalive": 15,
            "limit_request_line": 4094,
            "limit_request_fields": 64,
            "control_socket_disable": True,
            "pre_fork": _choose_listener,
            "post_worker_init": self._begin,
        }
        for name, value in configuration.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the worker: after the fork, nothing is shared but the socket."""
        from api.app import create_app, services_of
        from api.warming import warm

        app = create_app(self._settings, compute=_compute_beside)
        services_of(app).start()
        warm(services_of(app))
        return app

    def _begin(self, worker: Any) -> None:
        if worker.listens:
            worker.wsgi.extensions["beeline"].start_feed()
        with suppress(BrokenPipeError):  # one that follows another has nobody to tell
            os.write(self._ready, _READY)


def _choose_listener(arbiter: Any, worker: Any) -> None:
    """Have one worker, and after its end the next one, listen to the message broker. Runs before each fork."""
    worker.listens = not any(each.listens for each in arbiter.WORKERS.values())


def _write_problem(connection: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer a request that could not be read; gunicorn would send HTML."""
    error = MalformedRequestError(f"{reason}: {message}" if message else reason, remedy="Send HTTP/1.1.")
    body = msgspec.json.encode({**problem_body(error), "status": status})
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: {MIMETYPE}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(connection, head.encode("latin1") + body)


def _compute_beside(make: Callable[[], Made]) -> Made:
    """Compute in a native thread while the other requests of this worker go on."""
    import gevent

    made: Made = gevent.get_hub().threadpool.apply(make)
    return made


class Worker(GeventWorker):  # type: ignore[misc]
    """A gevent worker that ends its event streams when it is told to stop, instead of waiting for them."""

    def init_process(self) -> None:
        """Answer what is not even HTTP in the same shape as every other error."""
        util.write_error = _write_problem
        super().init_process()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Stop gracefully: SIGTERM."""
        self._end_streams()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Stop quickly: SIGINT or SIGQUIT."""
        self._end_streams()
        super().handle_quit(sig, frame)

    def _end_streams(self) -> None:
        from gevent import spawn

        app = getattr(self, "wsgi", None)
        if isinstance(app, Flask):
            services = app.extensions["beeline"]
            # Not in the signal's own frame: waking readers takes locks.
            spawn(services.close)
