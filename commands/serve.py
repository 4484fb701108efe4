"""`beeline serve`: the server, and with `--demo` the living demo hospital."""

import os
import secrets
import subprocess
import sys
from dataclasses import replace

import click

from api.server import serve as run_server
from api.sessions.tokens import new_token
from api.settings import Settings, env_name
from api.staff.accounts import new_person
from api.staff.passwords import hash_password
from api.store import open_store
from commands.options import current_settings, database_option

_PATIENCE_S = 5.0
_DEMO_LOGIN = "demo"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, type=click.IntRange(0, 65_535), show_default=True, help="0 takes a free one.")
@click.option("--demo", is_flag=True, help="Publish the demo hospital and let simulated visitors walk through it.")
@database_option
def serve(host: str, port: int, demo: bool) -> None:
    """Serve the venues of the database until interrupted."""
    visitors: list[subprocess.Popen[bytes]] = []
    settings = current_settings()
    if demo and not settings.feed_key:
        # Known to nobody but the simulated hospital; set one to try pushing yourself.
        settings = replace(settings, feed_key=new_token())
    password = _let_demo_staff_in(settings) if demo else ""

    def announce(address: str) -> None:
        click.echo(f"Beeline is at {address}  (stop with Ctrl+C)")
        if demo:
            click.echo(f"Its staff sign in at {address}/sign-in as {_DEMO_LOGIN}, today with the password {password}")
            command = [sys.executable, "-m", "simulator.demo", address]
            environment = os.environ | {env_name("feed_key"): settings.feed_key}
            visitors.append(subprocess.Popen(command, env=environment))  # noqa: S603  our own module

    try:
        run_server(settings, host=host, port=port, demo=demo, on_ready=announce)
    finally:
        for process in visitors:
            _end(process)


def _let_demo_staff_in(settings: Settings) -> str:
    """Give the demo's account a password of this start; return it."""
    store = open_store(settings.database_url)
    password = secrets.token_urlsafe(9)
    found = store.find_account(_DEMO_LOGIN)
    if found is None:
        store.add_person(new_person(_DEMO_LOGIN, "Demo", admin=True), hash_password(password))
    else:
        store.set_password(found.person.id, hash_password(password))
    store.close()
    return password


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let the visitors leave; one who is still compiling the hospital has nothing to leave behind."""
    process.terminate()
    try:
        process.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
