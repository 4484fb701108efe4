"""Which level somebody means: by its id, its short name, its name or its ordinal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maps.draft import VenueDraft
from maps.errors import BadInputError, NotFoundError
from maps.ids import LevelId, VenueId
from maps.labels import Labels, label
from maps.venue import Level, Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """A level by all that it is called."""

    id: LevelId
    ordinal: int | None
    short_labels: Labels
    labels: Labels

    def ways(self) -> tuple[set[str], set[str], set[str]]:
        """Return what finds it, in lower case: its id before its names before its ordinal."""
        names = {name.casefold() for labels in (self.short_labels, self.labels) for name in labels.values()}
        return {self.id.casefold()}, names, {str(self.ordinal)} if self.ordinal is not None else set()

    def shown(self) -> str:
        """Return what to call it."""
        return label(self.short_labels, "und") or label(self.labels, "en") or self.id


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
    levels = (
        _Called(id=each.id, ordinal=each.ordinal, short_labels=each.short_labels, labels=each.labels)
        for each in sorted(venue.levels, key=lambda level: level.ordinal)
    )
    return venue.get_level(_named(levels, text, venue.id))


def get_draft_level_named(draft: VenueDraft, text: str) -> LevelId:
    """Return the id of the level of a draft that people call so; raises as `get_level_named`."""
    levels = (
        _Called(
            id=LevelId(each.id),
            ordinal=each.properties.get("ordinal"),
            short_labels=each.properties.get("short_labels", {}),
            labels=each.properties.get("labels", {}),
        )
        for each in draft.of_type("level")
    )
    return _named(levels, text, draft.id)


def _named(levels: Iterable[_Called], text: str, venue_id: VenueId) -> LevelId:
    wanted, all_levels = text.strip().casefold(), tuple(levels)
    for way in range(3):
        found = [level for level in all_levels if wanted in level.ways()[way]]
        if len(found) > 1:
            raise BadInputError(
                f"{len(found)} levels are called {text!r}: {', '.join(level.id for level in found)}.",
                remedy="Name one of them by its id.",
            )
        if found:
            return found[0].id
    raise NotFoundError(f"Venue {venue_id!r} has no level {text[:80]!r}.", remedy=_those(all_levels))


def _those(levels: Sequence[_Called]) -> str:
    return f"Its levels are {', '.join(level.shown() for level in levels)}." if levels else "It has none yet."
