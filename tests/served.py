"""A real `beeline serve` in a process of its own, and a reader of its event streams."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

START_LIMIT_S = 120


@contextmanager
def served(database_url: str, *words: str) -> Iterator[str]:
    """Serve a database on a free port; yield the address once it answers; stop as Ctrl+C would."""
    process = subprocess.Popen(
        [sys.executable, "-m", "beeline", "serve", "--port", "0", *words],
        env=os.environ | {"BEELINE_DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
    try:
        yield _address(process, lines, reader)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _address(process: subprocess.Popen, lines: list[str], reader: threading.Thread) -> str:
    printed = ""
    for line in process.stdout:
        printed += line
        found = re.search(r"Beeline is at (http\S+)", line)
        if found:
            reader.start()
            return found.group(1).rstrip("/")
    raise AssertionError(f"the server ended before it was ready:\n{printed}")


@dataclass
class Event:
    """One Server-Sent Event."""

    id: str
    name: str
    data: dict


@dataclass
class Listener:
    """Reads a session's stream in the background, as the page does."""

    url: str
    token: str
    last_event_id: str | None = None
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream"}
        if self.last_event_id:
            headers["Last-Event-ID"] = self.last_event_id
        fields: dict[str, str] = {}
        with httpx.stream("GET", self.url, headers=headers, timeout=None) as response:
            assert response.status_code == 200, response.read()
            for line in response.iter_lines():
                if line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                elif not line and fields:
                    event = Event(fields.get("id", ""), fields.get("event", ""), json.loads(fields.get("data", "{}")))
                    self.events.append(event)
                    fields = {}

    def named(self, name: str) -> list[Event]:
        return [event for event in self.events if event.name == name]

    def wait_for(self, name: str, *, within_s: float = 20.0) -> Event:
        """Return the first event of a name, or fail saying which came instead."""
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            if found := self.named(name):
                return found[0]
            time.sleep(0.05)
        raise AssertionError(f"no {name!r} within {within_s} s; came: {[event.name for event in self.events][-20:]}")
