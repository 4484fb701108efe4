"""From broken wishes to sentences."""

from collections.abc import Iterable

from maps.ids import FeatureId
from maps.labels import label
from maps.venue import Opening, Portal, Unit, Venue
from nav.costs.rooms import is_room
from nav.phrases.catalogue import Catalogue, get_catalogue
from nav.phrases.messages import explain
from nav.profile import HELPED
from nav.route import BrokenWish, NoRoute

_NAMED = 3
"""More places than this are counted, not named."""


def tell_broken(broken: BrokenWish, venue: Venue, language: str) -> str:
    """Return which wish a route breaks, and where, as a sentence.

    Examples
    --------
    ``It is not known whether a wheelchair passes: the door of Cardiology.``
    """
    words = get_catalogue(language)
    return words.get(f"wish.{broken.wish}", places=_listed(broken.feature_ids, venue, words))


def explain_no_route(found: NoRoute, venue: Venue, language: str) -> str:
    """Return why there is no way and, where a helper gets somebody through, who has to help where."""
    reason = explain(found.reason, language)
    if found.with_help is None:
        return reason
    words = get_catalogue(language)
    needs = [tell_broken(each, venue, language) for each in found.with_help.broken_wishes if each.wish in HELPED]
    return words.get("list.sentences").join([reason, words.get("no_route.with_help"), *needs])


def _listed(feature_ids: tuple[FeatureId, ...], venue: Venue, words: Catalogue) -> str:
    names = list(dict.fromkeys(_name(each, venue, words) for each in feature_ids))
    listed = words.get("list.comma").join(names[:_NAMED])
    more = len(names) - _NAMED
    return words.get("list.more", places=listed, n=words.number(more)) if more > 0 else listed


def _name(feature_id: FeatureId, venue: Venue, words: Catalogue) -> str:
    """Return what to call a feature: its own name, an opening by its room, anything else by its kind."""
    feature = venue.feature_by_id[feature_id]
    own = label(getattr(feature, "labels", {}), words.tag)
    if own:
        return own
    if isinstance(feature, Opening):
        beside = _best_known(venue.unit_by_id[each] for each in feature.unit_ids)
        place = label(beside.labels, words.tag) if beside else ""
        kind = "door" if feature.has_door else "way"
        return words.get(f"name.{kind}_of", place=place) if place else words.get(f"name.{kind}")
    if isinstance(feature, Portal):
        return words.get(f"name.the_{feature.kind}")
    return words.get("name.way")


def _best_known(units: Iterable[Unit]) -> Unit | None:
    """Return the unit a door is best described by: a room before a corridor, of those that have a name."""
    named = [unit for unit in units if unit.labels]
    return max(named, key=is_room, default=None)
