"""`beeline serve`: the server, and with `--demo` the living demo hospital."""

import os
import subprocess
import sys
from dataclasses import replace

import click

from api.server import serve as run_server
from api.sessions.tokens import new_token
from api.settings import env_name
from commands.options import current_settings, database_option

_PATIENCE_S = 5.0


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

    def announce(address: str) -> None:
        click.echo(f"Beeline is at {address}  (stop with Ctrl+C)")
        if demo:
            command = [sys.executable, "-m", "simulator.demo", address]
            environment = os.environ | {env_name("feed_key"): settings.feed_key}
            visitors.append(subprocess.Popen(command, env=environment))  # noqa: S603  our own module

    try:
        run_server(settings, host=host, port=port, demo=demo, on_ready=announce)
    finally:
        for process in visitors:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let the visitors leave; one who is still compiling the hospital has nothing to leave behind."""
    process.terminate()
    try:
        process.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
