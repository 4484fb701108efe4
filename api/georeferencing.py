"""Georeferencing at the edge: what was moved is kept, with the pictures under it; how well it fits is told."""

from dataclasses import replace

from typing_extensions import TypedDict

from api.drafting import Drafting
from api.store import Store
from maps.affine import Affine
from maps.draft import VenueDraft
from maps.edits import Note
from maps.georeference import Georeference
from maps.ids import LevelId


class ResidualDocument(TypedDict):
    """How far a point comes to lie from where it should."""

    name: str
    residual_m: float
    used: bool


class GeoreferenceDocument(TypedDict):
    """What was done: x' = a x + b y + x_m, y' = c x + d y + y_m, as [a, b, x_m, c, d, y_m]; and how well it fits.

    Without an `rms_m` nothing is left over to check with.
    """

    kind: str
    scale: float
    rotation_deg: float
    transformation: list[float]
    rms_m: float | None
    outliers: list[str]
    residuals: list[ResidualDocument]


def save_moved(
    store: Store, moved: VenueDraft, affine: Affine, *, level_id: LevelId | None, version: int, author: str
) -> int:
    """Keep a draft that was moved, and move its pictures; return the draft's new version.

    Raises
    ------
    StaleDraftError
        If the draft is no longer at the version that was moved.
    """
    words = "Place the draft" if level_id is None else f"Place level {level_id}"
    saved = Drafting(store).rewrite(moved, Note(words=words, author=author), version=version).version
    for underlay in store.list_underlays(moved.id):
        if level_id in (None, underlay.level_id):
            store.move_underlay(moved.id, replace(underlay, affine=affine.after(underlay.affine)))
    return saved


def georeference_document(found: Georeference) -> GeoreferenceDocument:
    """Return how well control points fit."""
    return {
        "kind": found.kind,
        "scale": found.affine.scale,
        "rotation_deg": found.affine.rotation_deg,
        "transformation": list(found.affine.numbers),
        "rms_m": found.rms_m,
        "outliers": list(found.outliers),
        "residuals": [
            {"name": point.name, "residual_m": residual, "used": point.name not in found.outliers}
            for point, residual in zip(found.points, found.residuals_m, strict=True)
        ],
    }
