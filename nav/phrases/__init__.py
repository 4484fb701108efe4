"""Instructions and reasons in the words of each language. One catalogue file per language."""

from nav.phrases.broken import explain_no_route, tell_broken
from nav.phrases.catalogue import catalogues
from nav.phrases.render import arrived, distance, explain, render

LANGUAGES = tuple(catalogues())
"""Tags of the languages there are phrases in, in order."""

__all__ = ["LANGUAGES", "arrived", "distance", "explain", "explain_no_route", "render", "tell_broken"]
