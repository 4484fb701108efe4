"""Killing a server while people save and publish: ``beeline bench kills --json``.

A real server on SQLite; somebody edits a draft and publishes it over HTTP without a pause; at a random moment the
worker, and at every tenth time the whole server, is killed (SIGKILL). After each, all that was acknowledged must be
there, and nothing by halves.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click
import httpx

from api.store import open_store
from maps.disassemble import disassemble
from tests.scenes import small_hospital

KEY = "key-of-the-benchmark"
VENUE = "/v1/venues/small-hospital"
PUBLISH_EVERY = 5
WHOLE_SERVER_EVERY = 10
PATIENCE_S = 60.0


@dataclass
class Acknowledged:
    """What the server said is done."""

    version: int = 1
    revision: int = 1
    edits: int = 0
    names: dict[int, str] = field(default_factory=dict)


class Server:
    """A server that may be killed, and started again on the same database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [sys.executable, "-u", "-m", "beeline", "serve", "--port", "0"]
        with (self._folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [*command, "--database", f"sqlite:///{self._folder / 'beeline.sqlite'}"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "BEELINE_FEED_KEY": KEY, "BEELINE_CHANGES_PER_S": "1000"},
                start_new_session=True,
            )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().split()[3]

    def kill(self, *, whole: bool) -> None:
        """Kill its worker, which another one follows, or all of it."""
        assert self._process is not None
        if whole:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self.start()
            return
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def last_words(self) -> str:
        """Return the last line of the log, where there is one."""
        lines = (self._folder / "log").read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1][-500:] if lines else ""

    def stop(self) -> None:
        """Stop for good."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Work(threading.Thread):
    """Somebody who edits and publishes until the connection breaks, or nothing more is to be done.

    A request that nobody has taken when a worker dies is answered by the next one: no connection breaks then.
    """

    def __init__(self, address: str, done: Acknowledged) -> None:
        super().__init__(daemon=True)
        self._address, self._done = address, done
        self.enough = threading.Event()

    def run(self) -> None:
        """Work."""
        headers = {"Authorization": f"Bearer {KEY}"}
        client = httpx.Client(base_url=self._address, headers=headers, timeout=PATIENCE_S)
        with client, suppress(httpx.TransportError):
            while not self.enough.is_set() and self._once(client):
                pass

    def _once(self, client: httpx.Client) -> bool:
        done = self._done
        held = {"If-Match": f'"{done.version}"'}
        if done.edits % PUBLISH_EVERY == PUBLISH_EVERY - 1:
            answer = client.post(f"{VENUE}/revisions", json={}, headers=held)
            if answer.status_code == 201:
                done.revision = answer.json()["revision"]
        name = f"Room {done.edits}"
        edit = {"change": "F1-lab", "properties": {"labels": {"en": name}}}
        answer = client.post(f"{VENUE}/draft/changes", json={"words": name, "edits": [edit]}, headers=held)
        if answer.status_code != 201:
            return False
        done.edits += 1
        done.version = answer.json()["version"]
        done.names[done.version] = name
        return True


def check(server: Server, done: Acknowledged) -> list[str]:
    """Return what is not as it was acknowledged, once the server answers again; what it kept is the new start."""
    headers = {"Authorization": f"Bearer {KEY}"}
    deadline = time.monotonic() + PATIENCE_S
    with httpx.Client(base_url=server.address, headers=headers, timeout=PATIENCE_S) as client:
        while True:
            try:
                version = int(client.get(f"{VENUE}/draft").headers["ETag"].strip('"'))
                break
            except (httpx.TransportError, KeyError):
                if time.monotonic() > deadline:
                    return [f"the server did not come back; it said: {server.last_words()}"]
                time.sleep(0.05)
        troubles = []
        if not done.version <= version <= done.version + 1:
            troubles.append(f"version {version} after {done.version} was acknowledged")
        if done.version in done.names:
            words = client.get(f"{VENUE}/draft/changes/{done.version}").json()["words"]
            if words != done.names[done.version]:
                troubles.append(f"change {done.version} says {words!r}")
        revisions = [each["revision"] for each in client.get(f"{VENUE}/revisions").json()["revisions"]]
        latest = max(revisions)
        if sorted(revisions) != list(range(1, latest + 1)) or not done.revision <= latest <= done.revision + 1:
            troubles.append(f"revisions {revisions[:3]} after {done.revision} was acknowledged")
        if client.get(f"{VENUE}?revision={latest}").status_code != 200:
            troubles.append(f"revision {latest} cannot be read")
    done.version, done.revision = version, latest
    return troubles


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--kills", default=200, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(as_json: bool, kills: int, seed: int) -> None:
    """Kill a server while somebody saves and publishes, and look for what was lost."""
    moments, done, troubles = random.Random(seed), Acknowledged(), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(f"sqlite:///{folder / 'beeline.sqlite'}")
        store.save_draft(disassemble(small_hospital()), ())
        store.publish(small_hospital().id)
        store.close()
        server = Server(folder)
        server.start()
        try:
            for number in range(1, kills + 1):
                work = Work(server.address, done)
                work.start()
                time.sleep(moments.uniform(0.05, 0.6))
                server.kill(whole=number % WHOLE_SERVER_EVERY == 0)
                work.enough.set()
                work.join()
                troubles += [f"kill {number}: {each}" for each in check(server, done)]
        finally:
            server.stop()
    row = {"kills": kills, "edits": done.edits, "version": done.version, "revisions": done.revision}
    words = f"{kills} kills during {done.edits} edits and {done.revision - 1} releases: {len(troubles)} troubles"
    click.echo(json.dumps({**row, "troubles": troubles}) if as_json else "\n".join([words, *troubles]))
    if troubles:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
