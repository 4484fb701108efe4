"""Which level somebody means: by its id, its short name, its name or its ordinal."""

from maps.errors import BadInputError, NotFoundError
from maps.labels import label
from maps.venue import Level, Venue


def get_level_named(venue: Venue, text: str) -> Level:
    """Return the level that people call so.

    An id is looked for first, then names in any language and letter case, then an ordinal.

    Raises
    ------
    NotFoundError
        If no level is called so; it lists those there are.
    BadInputError
        If several are, side by side.
    """
    wanted = text.strip().casefold()
    for names_of in (_ids, _names, _ordinals):
        found = [level for level in venue.levels if wanted in names_of(level)]
        if len(found) > 1:
            raise BadInputError(
                f"{len(found)} levels are called {text!r}: {', '.join(level.id for level in found)}.",
                remedy="Name one of them by its id.",
            )
        if found:
            return found[0]
    there = ", ".join(_called(level) for level in sorted(venue.levels, key=lambda each: each.ordinal))
    raise NotFoundError(f"Venue {venue.id!r} has no level {text[:80]!r}.", remedy=f"Its levels are {there}.")


def _ids(level: Level) -> set[str]:
    return {level.id.casefold()}


def _names(level: Level) -> set[str]:
    return {name.casefold() for labels in (level.short_labels, level.labels) for name in labels.values()}


def _ordinals(level: Level) -> set[str]:
    return {str(level.ordinal)}


def _called(level: Level) -> str:
    return label(level.short_labels, "und") or label(level.labels, "en") or level.id
