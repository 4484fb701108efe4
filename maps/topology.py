"""What joins what: fills in the openings and portals that a source left implicit."""

from dataclasses import replace

from maps.connectors import infer_portals, locate_stops
from maps.draft import VenueDraft
from maps.joints import clear_doorways, cut_voids, infer_openings
from maps.paths import lay_paths


def infer(draft: VenueDraft) -> VenueDraft:
    """Return the draft with openings laid on walls and joined to units, and with portals between stacked connectors.

    Paths drawn as lines become ground and openings; doors drawn as points become lines on the wall they stand on;
    openings learn which units they join; open areas that touch are joined; lifts and stairs drawn as rooms above each
    other become portals; stops of portals find their units; voids drawn on a floor and doorways in free-standing walls
    are cut out. Whatever the source states wins, what is inferred has a confidence below 1, and a second call changes
    nothing.

    Parameters
    ----------
    draft : VenueDraft
        Straight from a reader; anything in it may be invalid.

    Notes
    -----
    A building known only for positioning keeps its floors as they are.
    """
    if draft.purpose == "positioning":
        return draft
    features, lost = locate_stops(clear_doorways(infer_openings(cut_voids(lay_paths(draft.features)))))
    return replace(draft, features=infer_portals(features), unread=(*draft.unread, *lost))
