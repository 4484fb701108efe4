"""Random edits, as people ask for them, of drafts that hold everything a venue can hold."""

import random
from collections.abc import Iterator

import shapely

from maps.codec import decode_draft, digest, encode_draft
from maps.disassemble import disassemble
from maps.draft import DraftFeature, VenueDraft
from maps.edits.diff import diff
from maps.edits.locate import Coordinates
from maps.edits.wanted import Add, Alter, AlterVenue, Remove, Wanted, make_edits
from tests.scenes import small_hospital

LOCAL = Coordinates.LOCAL
TEXTS = ("药房", "Pharmacy", "א", "🏥", "<b>", "a" * 200)


def hospital_draft() -> VenueDraft:
    """Return the small hospital as a draft that was kept and loaded."""
    return decode_draft(encode_draft(disassemble(small_hospital())))


def state(draft: VenueDraft) -> str:
    """Return what is the same for the same content."""
    return digest(encode_draft(draft))


def random_wish(rng: random.Random, draft: VenueDraft, name: str) -> Wanted:
    """Return one edit that the draft can take."""
    feature = rng.choice(draft.features) if draft.features else None
    kind = rng.random()
    if feature is None or kind < 0.15:
        return _new_room(rng, name)
    if kind < 0.25:
        return Remove(id=feature.id)
    if kind < 0.30:
        return AlterVenue(facts={"labels": _labels(rng)})
    if kind < 0.65:
        return Alter(id=feature.id, move_m=(rng.randint(-2000, 2000) / 1000, rng.randint(-2000, 2000) / 1000))
    return Alter(id=feature.id, properties=_properties(rng, feature))


def random_edits(rng: random.Random, draft: VenueDraft, count: int, prefix: str) -> Iterator[tuple[Wanted, VenueDraft]]:
    """Yield edits and the draft after each."""
    from maps.edits.edit import apply

    for index in range(count):
        wish = random_wish(rng, draft, f"{prefix}-{index}")
        draft = apply(draft, make_edits([wish], draft, coordinates=LOCAL))
        yield wish, draft


def _new_room(rng: random.Random, name: str) -> Add:
    x, y = rng.randint(0, 30), rng.randint(0, 15)
    area = shapely.geometry.mapping(shapely.box(x, y, x + rng.randint(1, 5), y + rng.randint(1, 5)))
    properties = {"level_id": rng.choice(["F1", "F2"]), "category": "room", "labels": _labels(rng)}
    return Add(id=name, feature_type="unit", geometry=area, properties=properties)


def _labels(rng: random.Random) -> dict[str, str]:
    return {language: rng.choice(TEXTS) for language in rng.sample(["en", "zh-Hans", "und"], rng.randint(0, 2))}


def _properties(rng: random.Random, feature: DraftFeature) -> dict[str, object]:
    choices: dict[str, object] = {
        "labels": rng.choice([None, _labels(rng)]),
        "access": rng.choice(["public", "staff", "closed", None]),
        "aliases": rng.choice([None, [], ["a", "b"]]),
        "has_door": rng.choice([True, False, None]),
    }
    return {name: choices[name] for name in rng.sample(sorted(choices), rng.randint(1, 3))}


def same(a: VenueDraft, b: VenueDraft) -> bool:
    """Return whether two drafts hold the same, told without regard to the order."""
    return not diff(a, b) and state(a) == state(b)
