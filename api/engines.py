"""Everything compiled from one published revision, made once and shared."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from api.documents import LevelDocument, drawing_document, level_document, plan_bytes
from api.presenting.layers import Layer, make_layer
from api.store import Store
from beacons.radiomap import RadioMap
from beacons.tracker import Tracker
from maps.errors import BeelineError, NotFoundError
from maps.ids import LevelId, VenueId
from maps.search import SearchIndex
from maps.spatial import SpatialIndex
from maps.venue import Venue
from nav.guidance.guide import Guide
from nav.profile import get_profile
from nav.proofs.impact import Impacts
from nav.route import Place
from nav.router import Router
from nav.visits import ReadyAfter, Stop, Visit, plan, walks_of
from nav.waits.forecasts import forecast
from nav.waits.queues import QueueState

_LOG = logging.getLogger("beeline.api")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One revision of a venue, ready to answer.

    Parameters
    ----------
    radio_map_sha256 : str
        Digest of the radio map the tracker uses; empty without one.
    """

    venue: Venue
    router: Router
    guide: Guide
    tracker: Tracker
    search: SearchIndex
    spatial: SpatialIndex
    radio_map_sha256: str = ""
    _impacts: list[Impacts] = field(default_factory=list)
    _levels: dict[tuple[LevelId, bool], LevelDocument] = field(default_factory=dict)
    _plans: dict[LevelId, LevelDocument] = field(default_factory=dict)
    _layers: dict[str, Layer] = field(default_factory=dict)
    _drawings: dict[tuple[LevelId, str], LevelDocument] = field(default_factory=dict)

    @property
    def impacts(self) -> Impacts:
        """What closures do to people's ways, prepared at the first asking."""
        if not self._impacts:
            self._impacts.append(Impacts(self.router))
        return self._impacts[0]

    def level(self, level_id: LevelId, *, transmitters: bool) -> LevelDocument:
        """Return a level as GeoJSON, made at the first asking.

        Raises
        ------
        NotFoundError
            If the venue has no such level.
        """
        key = (level_id, transmitters)
        if key not in self._levels:
            self.venue.get_level(level_id)
            self._levels[key] = level_document(self.venue, level_id, transmitters=transmitters)
        return self._levels[key]

    def plan(self, level_id: LevelId) -> LevelDocument:
        """Return a level as a plan to draw, made at the first asking.

        Raises
        ------
        NotFoundError
            If the venue has no such level.
        """
        if level_id not in self._plans:
            self._plans[level_id] = plan_bytes(self.venue, level_id)
        return self._plans[level_id]

    def drawing(self, level_id: LevelId, language: str) -> LevelDocument:
        """Return a level that there is as SVG, made at the first asking."""
        key = (level_id, language)
        if key not in self._drawings:
            self._drawings[key] = drawing_document(self.venue, level_id, language)
        return self._drawings[key]

    def layer(self, name: str) -> Layer:
        """Return all features of one kind, made at the first asking.

        Raises
        ------
        NotFoundError
            If there is no such kind.
        """
        if name not in self._layers:
            self._layers[name] = make_layer(self.venue, name)
        return self._layers[name]


Made = TypeVar("Made")


class Compute(Protocol):
    """Where to do what is slow and pure."""

    def __call__(self, make: Callable[[], Made]) -> Made:
        """Return what `make` returns."""


def compute_here(make: Callable[[], Made]) -> Made:
    """Compute on the calling thread."""
    return make()


class Engines:
    """The engines of a store's revisions: compiled at first use, the least recently used given up.

    Parameters
    ----------
    compute : callable
        Runs the slow, pure part of compiling where it holds up nobody else, and returns its result.
    monotonic_s : callable
        A clock [s] that never goes back.
    capacity : int
        Engines kept.
    check_s : float
        How long the number of the latest revision is believed [s].
    """

    def __init__(
        self,
        store: Store,
        *,
        monotonic_s: Callable[[], float],
        capacity: int,
        check_s: float,
        compute: Compute = compute_here,
    ) -> None:
        self._store = store
        self._compute = compute
        self._monotonic_s = monotonic_s
        self._capacity = capacity
        self._check_s = check_s
        self._lock = threading.Lock()
        self._engines: OrderedDict[tuple[VenueId, int], Engine] = OrderedDict()
        self._compiling: dict[tuple[VenueId, int], threading.Lock] = {}
        self._latest: dict[VenueId, tuple[float, int, str]] = {}

    def get(self, venue_id: VenueId, revision: int | None = None) -> Engine:
        """Return the engine of a revision, the latest when none is named.

        Raises
        ------
        NotFoundError
            If it is not published.
        """
        if revision is not None:
            return self._get(venue_id, revision, None)
        latest, radio_map_sha256 = self._find_latest(venue_id)
        if latest == 0:
            raise NotFoundError(
                f"There is no published venue {venue_id!r}.", remedy="See /v1/venues for those that are published."
            )
        return self._get(venue_id, latest, radio_map_sha256)

    def latest_revision(self, venue_id: VenueId) -> int:
        """Return the number of the latest revision, as it is believed; 0 without one."""
        return self._find_latest(venue_id)[0]

    def look_again(self, venue_id: VenueId) -> None:
        """Ask the store which revision is the latest at the next need: one was published."""
        self._latest.pop(venue_id, None)

    def _find_latest(self, venue_id: VenueId) -> tuple[int, str]:
        known = self._latest.get(venue_id)
        if known is not None and self._monotonic_s() - known[0] < self._check_s:
            return known[1], known[2]
        revision = self._store.latest_revision(venue_id)
        if revision == 0:
            return 0, ""
        radio_map_sha256 = self._store.find_radio_map_digest(venue_id, revision)
        self._latest[venue_id] = (self._monotonic_s(), revision, radio_map_sha256)
        return revision, radio_map_sha256

    def _get(self, venue_id: VenueId, revision: int, radio_map_sha256: str | None) -> Engine:
        """Return a compiled engine; a newer survey than it was compiled with makes it anew."""
        key = (venue_id, revision)
        found = self._find_compiled(key, radio_map_sha256)
        if found is not None:
            return found
        with self._lock:
            compiling = self._compiling.setdefault(key, threading.Lock())
        with compiling:
            found = self._find_compiled(key, radio_map_sha256)
            if found is not None:
                return found
            engine = self._compile(venue_id, revision)
        with self._lock:
            self._engines[key] = engine
            self._engines.move_to_end(key)
            self._compiling.pop(key, None)
            while len(self._engines) > self._capacity:
                self._engines.popitem(last=False)
        return engine

    def _find_compiled(self, key: tuple[VenueId, int], radio_map_sha256: str | None) -> Engine | None:
        with self._lock:
            engine = self._engines.get(key)
            if engine is None or radio_map_sha256 not in {None, engine.radio_map_sha256}:
                return None
            self._engines.move_to_end(key)
            return engine

    def _compile(self, venue_id: VenueId, revision: int) -> Engine:
        """Read here, where the store's locks are at home; compute wherever it is best done."""
        venue = self._store.get_venue(venue_id, revision)
        survey = self._store.find_radio_map(venue_id, revision)
        sha256 = self._store.find_radio_map_digest(venue_id, revision)
        earlier = self.find_router(venue_id)
        return self._compute(lambda: _make(venue, survey, sha256, earlier))

    def find_router(self, venue_id: VenueId) -> Router | None:
        """Return the router last used of any revision: another revision has most of it in common."""
        with self._lock:
            used = (engine.router for (known, _), engine in reversed(self._engines.items()) if known == venue_id)
            return next(used, None)


def _make(venue: Venue, survey: bytes | None, sha256: str, earlier: Router | None) -> Engine:
    router = Router.compile(venue, earlier=earlier)
    router.warm(get_profile("walk"))
    _warm_waits(router)
    return Engine(
        venue=venue,
        router=router,
        guide=Guide(router),
        tracker=Tracker(venue, _read_radio_map(venue, survey)),
        search=SearchIndex(venue),
        spatial=SpatialIndex(venue),
        radio_map_sha256=sha256,
    )


def _read_radio_map(venue: Venue, survey: bytes | None) -> RadioMap | None:
    """Return the survey if it fits the venue; one of an older revision may not, and is then left aside."""
    if survey is None:
        return None
    try:
        return RadioMap.decode(survey, venue)
    except BeelineError as error:
        _LOG.warning("The radio map of %s does not fit revision %d: %s", venue.id, venue.revision, error)
        return None


def _warm_waits(router: Router) -> None:
    """Have what weighs counters and orders compiled before somebody waits for it: compiled now, all would wait."""
    counters = [Place(id=point.id) for point in router.venue.service_points[:2]]
    if counters:
        router.matrix(counters, counters, get_profile("walk"))
        forecast(counters[0].id, QueueState(place_id=counters[0].id, t_s=0.0, waiting=1, servers_open=1), 0.0)
        stops = tuple(Stop(id=each.id, place_ids=(each.id,), service_s=60.0) for each in counters)
        report = ReadyAfter(stop=stops[-1].id, of=stops[0].id, after_s=600.0)
        visit = Visit(start=counters[0], t_s=0.0, stops=stops, rules=(report,) if len(stops) > 1 else ())
        plan(visit, walks_of(router, visit, get_profile("walk")))
