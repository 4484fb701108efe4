"""Keeping a draft that was moved, and with it the pictures that lie under it."""

from dataclasses import replace

from api.store import Store
from maps.affine import Affine
from maps.draft import VenueDraft
from maps.ids import LevelId
from maps.publish import examine


def save_moved(store: Store, moved: VenueDraft, affine: Affine, *, level_id: LevelId | None, version: int) -> int:
    """Keep a draft that was moved, and move its pictures; return the draft's new version.

    Raises
    ------
    ConflictError
        If the draft is no longer at the version that was moved.
    """
    saved = store.save_draft(moved, examine(moved)[1], expected_version=version)
    for underlay in store.list_underlays(moved.id):
        if level_id in (None, underlay.level_id):
            store.move_underlay(moved.id, replace(underlay, affine=affine.after(underlay.affine)))
    return saved
