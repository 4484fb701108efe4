"""As much of a draft as makes a venue: to try what cannot be published yet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from maps.assemble import assemble, assemble_feature, is_left_out
from maps.audit.finding import Finding, Severity
from maps.audit.identity import BAD_VALUE, references_of, units_on
from maps.audit.plan import ids, level_of
from maps.draft import DraftFeature, VenueDraft
from maps.errors import AuditBlockedError, BadInputError
from maps.publish import with_readable_values
from maps.topology import infer
from maps.venue import Venue

Freeze = Callable[[DraftFeature], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A feature that is not in a partial venue.

    Parameters
    ----------
    finding : Finding or None
        What is wrong with it; None when it only belongs to something else that is left out.
    """

    feature_id: str
    finding: Finding | None = None


def assemble_part(
    inferred: VenueDraft, findings: Sequence[Finding], *, freeze: Freeze = assemble_feature
) -> tuple[Venue, tuple[LeftOut, ...]]:
    """Return a venue of everything that can be part of one, with revision 0, and what cannot.

    Of several features with one id the first is taken. What names something that is left out is left out too. A draft
    that can be published makes the same venue as publishing does.

    Parameters
    ----------
    inferred : VenueDraft
        As `maps.publish.examine` returns it.
    findings : sequence of Finding
        What is wrong with it.
    freeze : callable
        Makes a feature a part of a venue; see `maps.assemble.assemble`.

    Raises
    ------
    AuditBlockedError
        If no level or no unit is left.
    """
    if any(each.code == BAD_VALUE.code for each in findings):
        inferred = infer(with_readable_values(inferred))
    used = [each for each in inferred.features if not is_left_out(each)]
    kept = _with_all_they_name([each for each in _first_of_each_id(used) if _can_be_frozen(each, freeze)])
    if not {"level", "unit"} <= {each.feature_type for each in kept}:
        raise AuditBlockedError(
            f"The draft of {inferred.id!r} has no floor with a room that could be walked in.",
            remedy="Draw one, or mend what the findings name.",
        )
    venue = assemble(replace(inferred, features=tuple(kept)), revision=0, freeze=freeze)
    staying = {id(each) for each in kept}
    blocking = {each.feature_ids[0]: each for each in _blocking(findings)}
    left = (each.id for each in used if id(each) not in staying)
    return venue, tuple(LeftOut(feature_id=name, finding=blocking.get(name)) for name in dict.fromkeys(left))


def _blocking(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that forbid publishing, the most telling last."""
    return (each for each in reversed(findings) if each.severity is Severity.BLOCK and each.feature_ids)


def _first_of_each_id(features: Iterable[DraftFeature]) -> Iterator[DraftFeature]:
    seen: set[str] = set()
    for each in features:
        if each.id not in seen:
            seen.add(each.id)
            yield each


def _can_be_frozen(feature: DraftFeature, freeze: Freeze) -> bool:
    try:
        freeze(feature)
    except BadInputError:
        return False
    return feature.feature_type != "opening" or len(ids(feature, "unit_ids")) <= 2


def _with_all_they_name(features: list[DraftFeature]) -> list[DraftFeature]:
    """Return the features that name only each other, and only units of their own level."""
    while True:
        there = {(each.feature_type, each.id): each for each in features}
        kept = [each for each in features if _names_only(each, there)]
        if len(kept) == len(features):
            return kept
        features = kept


def _names_only(feature: DraftFeature, there: dict[tuple[str, str], DraftFeature]) -> bool:
    if any((kind, identity) not in there for _, kind, identity in references_of(feature)):
        return False
    placed = ((level_id, there.get(("unit", str(unit_id)))) for level_id, unit_id in units_on(feature))
    return all(unit is None or level_of(unit) == level_id for level_id, unit in placed)
