"""One visitor's days at the hospital, lived in real time through the real server."""

import logging
import threading
import time
from itertools import groupby

import numpy as np

from beacons.traces.trace import TruthPoint
from maps.errors import BeelineError
from maps.ids import FeatureId, VenueId
from maps.position import Position
from nav.profile import get_profile
from nav.route import End, Place, Route
from nav.router import Router
from simulator.radio import RadioWorld
from simulator.replay import find_place
from simulator.server import Json, RefusedError, Server, ServerAwayError
from simulator.session import Session, begin
from simulator.visitors import Visitor
from simulator.walking import TICK_S, stand, walk

_log = logging.getLogger(__name__)

BETWEEN_VISITS_S = (4.0, 12.0)
AWAY_S = 3.0
"""How long to wait for a server that does not answer, or refuses [s]."""


class Day:
    """One visitor's days, in a thread of their own.

    Parameters
    ----------
    server_url : str
        Where readings go; it may come up later, go away and come back.
    rng : numpy.random.Generator
        This visitor's own.
    speed : float
        Times life, up to the 20 posts a second that a server takes.
    stop : threading.Event
        Ends the day wherever the visitor is.
    """

    def __init__(
        self,
        *,
        visitor: Visitor,
        venue_id: VenueId,
        server_url: str,
        router: Router,
        world: RadioWorld,
        rng: np.random.Generator,
        stop: threading.Event,
        speed: float = 1.0,
    ) -> None:
        self.visitor, self.venue_id, self.router, self.world = visitor, venue_id, router, world
        self.rng, self.stop, self.speed = rng, stop, speed
        self.server = Server(url=server_url, sleep=stop.wait, tries=2)
        self.session: Session | None = None
        self.trouble = ""
        self.left: dict[str, None] = {}

    def live(self, after_s: float) -> None:
        """Visit the hospital again and again; a server that is away or refuses is tried again later."""
        self.stop.wait(after_s)
        while not self.stop.is_set():
            try:
                self._visit()
                self.trouble = ""
                wait_s = float(self.rng.uniform(*BETWEEN_VISITS_S)) / self.speed
            except BeelineError as error:
                self._say_once(error)
                wait_s = AWAY_S
            self._end()
            self.stop.wait(wait_s)

    def _say_once(self, error: BeelineError) -> None:
        """Log that the visitor waits, by the error's code only: its words may name where somebody goes."""
        if error.code != self.trouble:
            _log.warning("a visitor waits for the server: %s", error.code)
        self.trouble = error.code

    def _visit(self) -> None:
        here: End = self._find(self.visitor.comes_by)
        self.left = dict.fromkeys(self.visitor.stops)
        while not self.stop.is_set():
            there = self._aim(here)
            here = self._go(here, there) or here
            if not self.left:
                return
            self._get_done()

    def _find(self, words: str) -> Place:
        return find_place(self.server, self.venue_id, words, "zh-Hans")

    def _aim(self, here: End) -> Place | None:
        """Return where the session leads; begin one for what is left to do if there is none."""
        if self.session is None:
            self.session = begin(
                self.server,
                self.venue_id,
                self._find(self.visitor.leaves_by),
                profile=self.visitor.profile,
                language=self.visitor.language,
                origin=here,
                visit=self._rest() if self.left else None,
                public_labels=self.visitor.labels,
            )
        route = self.session.state()["route"]
        return Place(id=FeatureId(route["destination_id"])) if route and route["destination_id"] else None

    def _rest(self) -> Json:
        stops = [{"id": words, "places": [self._find(words).id]} for words in self.left]
        first = [pair for pair in self.visitor.first if pair[0] in self.left and pair[1] in self.left]
        return {"stops": stops, "rules": [{"rule": "before", "stop": one, "then": two} for one, two in first]}

    def _get_done(self) -> None:
        """Say that the stop that was next is done; what cannot be reached is given up by the same word."""
        if self.session is None:
            return
        visit = self.session.state()["visit"]
        coming = [each["stop"] for each in visit["stops"] if each["status"] in ("here", "next")] if visit else []
        for stop in coming:
            self.session.tell_visit({"done": stop})
            self.left.pop(stop, None)

    def _go(self, here: End, there: Place | None) -> Position | None:
        """Walk to a place and stay there a while; return where that is, or None if there is no way."""
        profile = get_profile(self.visitor.profile)
        route = self.router.route(here, there, profile) if there else None
        if not isinstance(route, Route):
            return None
        truth = walk(route, self.world.venue, profile, self.rng)
        end = truth[-1]
        stay_s = float(self.rng.uniform(*self.visitor.stay_s))
        truth = (*truth, *stand(end.position, stay_s, start_s=end.t_s + TICK_S))
        self._play(truth)
        return end.position

    def _play(self, truth: tuple[TruthPoint, ...]) -> None:
        """Post each second what the phone heard in it; while nobody answers, the visitor walks on."""
        packets = self.world.hear(truth, self.rng)
        heard = {second: list(group) for second, group in groupby(packets, lambda packet: int(packet.t_s))}
        begun_s, offset_s = time.monotonic(), time.time()
        for second in range(int(truth[-1].t_s) + 1):
            if self.stop.wait(max(begun_s + (second + 1) / self.speed - time.monotonic(), 0.0)):
                return
            try:
                if self.session is None:
                    self._aim(truth[round(second / TICK_S)].position)
                if self.session is not None:
                    self.session.send(heard.get(second, []), offset_s=offset_s)
            except ServerAwayError:
                continue
            except RefusedError:
                self.session = None

    def _end(self) -> None:
        session, self.session = self.session, None
        if session is None:
            return
        try:
            session.end()
        except BeelineError:
            return  # the server forgot it already, or will
