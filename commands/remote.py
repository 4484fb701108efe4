"""What the commands share that speak to a running server."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import click

from api.settings import env_name
from simulator.server import Json, Server

Command = TypeVar("Command", bound=Callable[..., Any])

server_option = click.option("--server", required=True, metavar="URL", help="Where a Beeline server runs.")


def key_option(command: Command) -> Command:
    """Let a command carry the feed key of the server."""
    return click.option(
        "--key",
        envvar=env_name("feed_key"),
        default="",
        metavar="KEY",
        help="The server's feed key (also BEELINE_FEED_KEY).",
    )(command)


def ask(server: str, method: str, *parts: str, key: str = "", body: Json | None = None) -> Json:
    """Return the answer of a server about one of its venues; parts of the path may hold anything."""
    path = "/v1/venues/" + "/".join(quote(part, safe="") for part in parts)
    return Server(url=server, tries=2).ask(method, path, body=body, token=key)
