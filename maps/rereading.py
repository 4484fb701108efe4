"""The drafts of one venue as they follow each other: what did not change is the same object as before."""

from maps.codec import DRAFT, decode_document, draft_of, read_feature
from maps.draft import DraftFeature, VenueDraft


class Rereader:
    """Reads drafts; a feature whose bytes were in the one before is not decoded again.

    So whatever is known of a feature (`maps.facts`) stays known while nobody edits it. The drafts are those that
    `maps.codec.decode_draft` returns. Any number of threads may read.

    Examples
    --------
    >>> from maps.codec import encode_draft
    >>> from maps.frame import LocalFrame
    >>> from maps.ids import VenueId
    >>> frame = LocalFrame(origin_lon_deg=121.0, origin_lat_deg=31.0)
    >>> level = DraftFeature(id="F1", feature_type="level", geometry=None)
    >>> data = encode_draft(VenueDraft(id=VenueId("clinic"), frame=frame, features=(level,)))
    >>> reader = Rereader()
    >>> reader.read(data).features[0] is reader.read(data).features[0]
    True
    """

    def __init__(self) -> None:
        self._read: dict[bytes, DraftFeature] = {}

    def read(self, data: bytes) -> VenueDraft:
        """Return the draft of canonical bytes.

        Raises
        ------
        UnreadableFileError
            If the bytes are not a draft, or one of a newer Beeline.
        """
        document = decode_document(DRAFT, data)
        before, now = self._read, dict[bytes, DraftFeature]()
        features = []
        for raw in map(bytes, document.features):
            # Features that were copied, id and all, have the same bytes; they are two, and so are their objects.
            feature = before[raw] if raw in before and raw not in now else read_feature(raw)
            now[raw] = feature
            features.append(feature)
        self._read = now
        return draft_of(document, features)
