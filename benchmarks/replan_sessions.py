"""Processor time to let live sessions catch up with a change: ``python -m benchmarks.replan_sessions [--sessions N]``.

Two thousand walks through the demo hospital, in the memory of one process. Two changes are measured: a lift that many
of them were to take goes out of service, and one that none of them takes. Every answer is checked: nobody is led
through what is closed, and who was not touched was told nothing.
"""

import argparse
import json
import tempfile
import time

import numpy as np

from api.app import create_app, services_of
from api.demo_venue import ensure_demo_venue
from api.settings import Settings
from api.store import open_store
from api.venue_live.facts import Closure
from maps.ids import VenueId
from maps.position import Position
from maps.venue import PortalKind
from nav.guidance.events import RouteChanged
from nav.profile import get_profile
from nav.route import Place

VENUE = VenueId("demo")


def begin_sessions(services, number, rng):
    """Begin walks between random rooms, wherever there is a way, and return their ids."""
    engine = services.engines.get(VENUE)
    rooms = [unit for unit in engine.venue.units if unit.category == "room" and unit.labels]
    ids = []
    while len(ids) < number:
        start, end = (rooms[index] for index in rng.choice(len(rooms), 2, replace=False))
        point = start.area.representative_point()
        ticket = services.sessions.create(
            engine,
            destination=Place(id=end.id),
            profile=get_profile("wheelchair" if len(ids) % 2 else "walk"),
            position=Position(x_m=point.x, y_m=point.y, level_id=start.level_id),
            language="zh-Hans",
        )
        if isinstance(services.live.find(ticket.session_id).record.timeline.now.view.route, RouteChanged):
            ids.append(ticket.session_id)
        else:
            services.live.erase(ticket.session_id)
    return ids


def routes_of(services, ids):
    found = {}
    for session_id in ids:
        route = services.live.find(session_id).record.timeline.now.view.route
        found[session_id] = route.route if isinstance(route, RouteChanged) else None
    return found


def portals_of(route):
    return {leg.portal_id for leg in route.legs if leg.portal_id} if route else set()


def measure(services, ids, portal_id, closed):
    """Close or open one portal and return the processor time of everybody's catching up, and how many changed."""
    before = routes_of(services, ids)
    now = time.time()
    if closed:
        services.venue_live.close_off(
            VENUE, Closure(id="bench", feature_id=portal_id, from_unix_s=now - 1, set_unix_s=now)
        )
    else:
        services.venue_live.reopen(VENUE, "bench")
    started = time.process_time()
    for session_id in ids:
        services.sessions.catch_up(session_id)
    took_s = time.process_time() - started
    after = routes_of(services, ids)
    if closed:
        assert not any(portal_id in portals_of(route) for route in after.values()), "led through what is closed"
        untouched = [key for key in ids if portal_id not in portals_of(before[key])]
        assert all(after[key] == before[key] for key in untouched), "an untouched walk was replanned"
    return took_s, sum(after[key] != before[key] for key in ids)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        store = open_store(url)
        ensure_demo_venue(store)
        store.close()
        services = services_of(create_app(Settings(database_url=url, max_sessions=arguments.sessions + 1)))
        services.venue_live.on_conditions.clear()
        ids = begin_sessions(services, arguments.sessions, np.random.default_rng(7))
        routes = routes_of(services, ids)
        lifts = [each.id for each in services.engines.get(VENUE).venue.portals if each.kind is PortalKind.ELEVATOR]
        users = {lift: sum(lift in portals_of(route) for route in routes.values()) for lift in lifts}
        busiest, idlest = max(lifts, key=users.__getitem__), min(lifts, key=users.__getitem__)
        results = {}
        for name, lift in (("busiest", busiest), ("idlest", idlest)):
            close_s, changed = measure(services, ids, lift, closed=True)
            open_s, changed_back = measure(services, ids, lift, closed=False)
            results[name] = {
                "users": users[lift],
                "closing_s": round(close_s, 3),
                "replanned": changed,
                "opening_s": round(open_s, 3),
                "replanned_back": changed_back,
            }
        services.close()
    if arguments.json:
        print(json.dumps({"sessions": arguments.sessions, **results}))
        return
    for name, row in results.items():
        print(f"{arguments.sessions} sessions, the {name} lift: {row}")


if __name__ == "__main__":
    main()
