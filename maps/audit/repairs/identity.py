"""Repairs of M1: copies removed or renamed, references and values that mean nothing taken away."""

import itertools
from dataclasses import replace

from shapely.geometry import Point

from maps.assemble import assemble_feature
from maps.audit.finding import Finding
from maps.audit.identity import (
    BAD_VALUE,
    DANGLING,
    DUPLICATE_ID,
    WRONG_LEVEL,
    references_of,
    units_on,
)
from maps.audit.plan import ids, level_of, named
from maps.audit.portals import stops_of
from maps.audit.repairs.places import find_nearest_unit
from maps.audit.repairs.references import forget, redirect
from maps.audit.repairs.repair import Propose, Repair, Site, Sketch
from maps.draft import DraftFeature
from maps.errors import BadInputError
from maps.facts import stand_in
from maps.values import spoilt_names
from maps.venue import Access

_AT_M = 0.3


def _separate(site: Site, finding: Finding) -> Repair | None:
    first, *copies = site.with_id(finding.feature_ids[0])
    sketch, names, free = Sketch(site), [], _free_ids(site, first.id)
    kept = [first]
    for copy in copies:
        if any(_is_same(copy, each) for each in kept):
            sketch.remove(copy)
            continue
        name = next(free)
        sketch.put(copy, replace(copy, id=name))
        if copy.feature_type not in {each.feature_type for each in kept}:
            redirect(sketch, copy.feature_type, copy.id, name)
        kept.append(copy)
        names.append(name)
    done = f"Rename the others {', '.join(names)}" if names else "Remove the others, which are copies"
    return sketch.repair(finding, f"{done}; {first.feature_type} {first.id!r} stays.", is_safe=not names)


def _free_ids(site: Site, identity: str) -> "itertools.filterfalse[str]":
    taken = {feature.id for feature in site.seen.features}
    return itertools.filterfalse(taken.__contains__, (f"{identity}-{number}" for number in itertools.count(2)))


def _is_same(one: DraftFeature, other: DraftFeature) -> bool:
    return replace(one, source="", confidence=1.0) == replace(other, source="", confidence=1.0)


def _forget_missing(site: Site, finding: Finding) -> Repair | None:
    sketch = Sketch(site)
    words = []
    for feature in site.with_id(finding.feature_ids[0]):
        missing = {(kind, identity) for _, kind, identity in references_of(feature)} - site.plan.by_id.keys()
        if not missing:
            continue
        gone = ", ".join(sorted(identity for _, identity in missing))
        unit = _unit_instead(site, feature, missing)
        if unit is not None:
            sketch.change(feature, unit_id=unit)
            words.append(f"Let {feature.feature_type} {named(feature)} be in {unit!r}, where it lies")
            continue
        forget(sketch, feature, missing)
        does = "Take the references to {} away from" if sketch.current(feature) else "Remove, for want of {},"
        words.append(f"{does.format(gone)} {feature.feature_type} {named(feature)}")
    return sketch.repair(finding, "; ".join(words) + ".", is_safe=not sketch.removed)


def _unit_instead(site: Site, feature: DraftFeature, missing: set[tuple[str, str]]) -> str | None:
    """Return the unit a desk stands in, if all it lacks is the unit it names."""
    if missing != {("unit", str(feature.properties.get("unit_id")))} or not isinstance(feature.geometry, Point):
        return None
    unit = find_nearest_unit(site, level_of(feature), feature.geometry, _AT_M)
    return unit.feature.id if unit else None


def _without_wrong_values(site: Site, finding: Finding) -> Repair | None:
    """Take wrong values away that a feature can do without; an access that nobody knows is closed."""
    sketch = Sketch(site)
    names: list[str] = []
    for feature in site.with_id(finding.feature_ids[0]):
        for name in spoilt_names(feature.feature_type, feature.properties):
            sketch.set(feature, name, Access.CLOSED.value if name == "access" else None)
            names.append(name)
        if not _is_whole(sketch.current(feature)):
            return None
    said = ", ".join(dict.fromkeys(names))
    return sketch.repair(finding, f"Take {said} away from {finding.feature_ids[0]!r}.", is_safe="access" not in names)


def _is_whole(feature: DraftFeature | None) -> bool:
    if feature is None:
        return False
    try:
        assemble_feature(replace(feature, geometry=stand_in(feature)))
    except BadInputError:
        return False
    return True


def _on_one_level(site: Site, finding: Finding) -> Repair | None:
    sketch = Sketch(site)
    (feature,) = site.with_id(finding.feature_ids[0])[:1]
    levels = {level_of(unit) for _, unit_id in units_on(feature) if (unit := site.plan.find_unit(unit_id)) is not None}
    if feature.feature_type == "portal":
        stops = [{**stop, "level_id": _level_of_unit(site, stop.get("unit_id"))} for stop in stops_of(feature)]
        sketch.change(feature, stops=[stop for stop in stops if stop["level_id"] is not None])
        words = f"Put each stop of portal {named(feature)} on the level of its unit."
    elif len(levels) == 1:
        (level_id,) = levels
        sketch.change(feature, level_id=level_id)
        words = f"Put {feature.feature_type} {named(feature)} on level {level_id!r}, where its unit is."
    else:
        here = [each for each in ids(feature, "unit_ids") if _level_of_unit(site, each) == level_of(feature)]
        sketch.change(feature, unit_ids=here if len(here) > 1 else None)
        words = f"Let opening {named(feature)} join what lies at it on level {level_of(feature)!r}."
    return sketch.repair(finding, words, is_safe=False)


def _level_of_unit(site: Site, unit_id: object) -> str | None:
    unit = site.plan.find_unit(unit_id)
    return None if unit is None else level_of(unit)


REPAIRS: dict[str, Propose] = {
    DUPLICATE_ID.code: _separate,
    DANGLING.code: _forget_missing,
    BAD_VALUE.code: _without_wrong_values,
    WRONG_LEVEL.code: _on_one_level,
}
