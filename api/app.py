"""The application: routes, problems, headers."""

from flask import Flask

from api import headers, openapi, problems
from api.engines import Compute, compute_here
from api.routes import (
    closures,
    coverage,
    demo,
    description,
    drafts,
    drawings,
    exports,
    findings,
    georeference,
    health,
    impact,
    imports,
    itineraries,
    lifts,
    links,
    live,
    locating,
    ogc,
    pages,
    people,
    places,
    queues,
    reach,
    releases,
    reviews,
    rollbacks,
    routes,
    sessions,
    signs,
    staff,
    trials,
    underlays,
    usage,
    venues,
)
from api.settings import Settings
from api.wiring import Clock, Services, wire

NOUNS = (
    venues.NOUN,
    places.NOUN,
    routes.NOUN,
    reach.NOUN,
    itineraries.NOUN,
    sessions.NOUN,
    locating.NOUN,
    live.NOUN,
    closures.NOUN,
    lifts.NOUN,
    links.NOUN,
    queues.NOUN,
    drafts.NOUN,
    findings.NOUN,
    trials.NOUN,
    rollbacks.NOUN,
    coverage.NOUN,
    drawings.NOUN,
    signs.NOUN,
    exports.NOUN,
    ogc.NOUN,
    impact.NOUN,
    usage.NOUN,
    imports.NOUN,
    georeference.NOUN,
    underlays.NOUN,
    releases.NOUN,
    reviews.NOUN,
    staff.NOUN,
    people.NOUN,
    demo.NOUN,
    health.NOUN,
)


_BODY_LIMITS = ("max_body_bytes", "max_observation_bytes", "max_feed_bytes", "max_edit_bytes")


def create_app(settings: Settings, *, clock: Clock | None = None, compute: Compute = compute_here) -> Flask:
    """Return the WSGI application of a server with these settings.

    Parameters
    ----------
    clock : Clock or None
        The time, for tests that move it.
    compute : callable
        Where to compile venues; see `Engines`.

    Raises
    ------
    BeelineError
        If a store that the settings name cannot be used.
    """
    services = wire(settings, clock=clock, compute=compute)
    app = Flask("beeline", static_folder=None)
    app.extensions["beeline"] = services
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    limits = {name: getattr(settings, name) for name in _BODY_LIMITS}
    openapi.install(app, NOUNS, services, limits, services.gate)
    description.install(app, openapi.describe(NOUNS))
    pages.install(app, settings)
    problems.install(app)
    app.after_request(headers.secure)
    return app


def services_of(app: Flask) -> Services:
    """Return the services of an application made by `create_app`."""
    services: Services = app.extensions["beeline"]
    return services
