"""Instructions and reasons in the words of each language. One catalogue file per language."""

from nav.phrases.broken import explain_no_route, tell_broken
from nav.phrases.catalogue import catalogues
from nav.phrases.measures import distance
from nav.phrases.messages import arrived, explain, map_kept, on_the_way, queue_offer, rerouted, ticket
from nav.phrases.render import render
from nav.phrases.speech import speak
from nav.phrases.visit import at_stop, next_stop, visit_over

LANGUAGES = tuple(catalogues())
"""Tags of the languages there are phrases in, in order."""

__all__ = [
    "LANGUAGES",
    "arrived",
    "at_stop",
    "distance",
    "explain",
    "explain_no_route",
    "map_kept",
    "next_stop",
    "on_the_way",
    "queue_offer",
    "render",
    "rerouted",
    "speak",
    "tell_broken",
    "ticket",
    "visit_over",
]
