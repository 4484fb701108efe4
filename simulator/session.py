"""A guided session over HTTP: what a phone's app does."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import httpx

from beacons.observation import Observation
from maps.position import Position
from nav.route import End
from simulator.server import Json, Server

MOST_READINGS = 1000
"""Readings in one post; the server takes twice as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerEvent:
    """One Server-Sent Event."""

    id: str
    name: str
    data: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that was begun.

    Parameters
    ----------
    path : str
        ``/v1/sessions/…``
    token : str
        Only its holder may post.
    """

    server: Server
    path: str
    token: str

    def send(self, observations: Iterable[Observation], *, offset_s: float) -> tuple[int, Mapping[str, int]]:
        """Post what was heard; return how many readings were accepted, and the others by reason.

        Parameters
        ----------
        offset_s : float
            Added to the readings' times to make them Unix seconds.
        """
        readings = [_reading(each, offset_s) for each in observations]
        accepted, ignored = 0, dict[str, int]()
        for start in range(0, max(len(readings), 1), MOST_READINGS):
            batch: Json = {"observations": readings[start : start + MOST_READINGS]}
            counted = self.server.ask("POST", f"{self.path}/observations", body=batch, token=self.token)
            accepted += int(counted.get("accepted", 0))
            for reason, count in dict(counted.get("ignored", {})).items():
                ignored[reason] = ignored.get(reason, 0) + int(count)
        return accepted, ignored

    def tell_visit(self, news: Json) -> Json:
        """Say that a stop of the visit is done or not wanted; return everything that the server shows then."""
        return self.server.ask("POST", f"{self.path}/visit", body=news, token=self.token)

    def state(self) -> Json:
        """Return everything that the server shows of the session."""
        return self.server.ask("GET", self.path, token=self.token)

    def end(self) -> None:
        """End the session; the server forgets it."""
        self.server.ask("DELETE", self.path, token=self.token)

    def events(self) -> Iterator[ServerEvent]:
        """Yield the session's events as they come, until the session or the connection ends."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream"}
        timeout = httpx.Timeout(10.0, read=60.0)
        with self.server.client.stream("GET", f"{self.path}/events", headers=headers, timeout=timeout) as answer:
            answer.raise_for_status()
            yield from _parsed(answer.iter_lines())


def begin(
    server: Server,
    venue_id: str,
    destination: End,
    *,
    profile: str,
    language: str,
    origin: End | None = None,
    visit: Json | None = None,
    public_labels: Mapping[str, str] | None = None,
) -> Session:
    """Begin a session.

    Parameters
    ----------
    visit : dict or None
        Stops and rules, as the interface wants them; the destination is where the visit ends.
    public_labels : mapping or None
        Who walks: given for one that everybody may watch, where the server's demo is on.
    """
    body: Json = {"venue": venue_id, "to": end_json(destination), "profile": profile, "lang": language}
    if origin is not None:
        body["from"] = end_json(origin)
    if visit is not None:
        body["visit"] = visit
    if public_labels is not None:
        body |= {"public": True, "labels": dict(public_labels)}
    ticket = server.ask("POST", "/v1/sessions", body=body)
    return Session(server=server, path=f"/v1/sessions/{ticket['session']}", token=str(ticket["token"]))


def end_json(end: End) -> Json:
    """Return one end of a route as the HTTP interface writes it."""
    if isinstance(end, Position):
        return {"x_m": end.x_m, "y_m": end.y_m, "level": end.level_id}
    return {"place": end.id}


def _reading(each: Observation, offset_s: float) -> Json:
    reading: Json = {"t_s": round(offset_s + each.t_s, 3), "kind": each.kind.value, "address": each.address}
    if each.range_m is not None:
        return {**reading, "range_m": each.range_m}
    return {**reading, "rssi_dbm": each.rssi_dbm}


def _parsed(lines: Iterable[str]) -> Iterator[ServerEvent]:
    """Yield the events of a stream's lines; comments are heartbeats."""
    fields: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith(":"):
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        elif not line and fields:
            yield ServerEvent(id=fields.get("id", ""), name=fields.get("event", ""), data=json.loads(fields["data"]))
            fields = {}
