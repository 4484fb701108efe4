"""Which end of one revision is which of another: by id, and where ids were changed by place."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point

from maps.ids import FeatureId
from nav.proofs.ends import ProofEnd

SAME_PLACE_M = 2.0
"""Ends of one kind on levels of one ordinal that are this near each other may be one under two ids [m]."""


def match(old: Sequence[ProofEnd], new: Sequence[ProofEnd]) -> Mapping[FeatureId, FeatureId]:
    """Return old id → new id of the ends that are in both.

    Those whose id is in only one of the two are matched with the nearest of their kind, nearest pairs first.
    """
    there = {each.id for each in new}
    matched = {each.id: each.id for each in old if each.id in there}
    lost = [each for each in old if each.id not in matched]
    found = [each for each in new if each.id not in matched]
    tree = shapely.STRtree(_points(found))
    near = sorted(
        (lost[i].position.distance_m(found[j].position), lost[i].name != found[j].name, lost[i].id, found[j].id)
        for i, j in tree.query(_points(lost), predicate="dwithin", distance=SAME_PLACE_M).T.tolist()
        if (lost[i].kind, lost[i].ordinal) == (found[j].kind, found[j].ordinal)
    )
    taken: set[FeatureId] = set()
    for _, _, one_id, other_id in near:
        if one_id not in matched and other_id not in taken:
            matched[one_id] = other_id
            taken.add(other_id)
    return matched


def _points(ends: Sequence[ProofEnd]) -> npt.NDArray[np.object_]:
    return np.array([Point(each.position.x_m, each.position.y_m) for each in ends], dtype=object)
