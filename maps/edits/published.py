"""A draft as publishing would shape it, whether it may be published or not: to compare it with revisions."""

from dataclasses import replace

from maps.assemble import assemble_feature, is_left_out
from maps.disassemble import disassemble_feature
from maps.draft import DraftFeature, VenueDraft
from maps.errors import BadInputError
from maps.feature_types import FEATURE_TYPES
from maps.publish import with_readable_values
from maps.topology import infer


def as_published(draft: VenueDraft) -> VenueDraft:
    """Return the draft with all that is inferred, its geometry mended, and nothing about where it came from.

    Of a draft that can be published this is what `maps.disassemble.disassemble` makes of the venue; in one that cannot,
    a feature that could not be built is as it is.
    """
    inferred = infer(with_readable_values(draft))
    features = tuple(_shaped(each) for each in inferred.features if not is_left_out(each))
    return replace(inferred, features=features, unread=())


def _shaped(feature: DraftFeature) -> DraftFeature:
    try:
        return disassemble_feature(assemble_feature(feature), FEATURE_TYPES[feature.feature_type])
    except BadInputError:
        return replace(feature, source="", confidence=1.0)
