"""Compiling what will be asked for, before the first person asks."""

import logging

from api.wiring import Services
from maps.errors import BeelineError

_LOG = logging.getLogger("beeline.api")


def warm(services: Services) -> None:
    """Compile the latest revisions, as many as are kept; one that cannot be compiled must not stop the others."""
    published = [summary for summary in services.store.list_venues() if summary.revision]
    for summary in published[: services.settings.engine_cache]:
        try:
            engine = services.engines.get(summary.id)
            for level in engine.venue.levels:
                engine.plan(level.id)
        except BeelineError as error:
            _LOG.error("Venue %s cannot be served: %s", summary.id, error)
