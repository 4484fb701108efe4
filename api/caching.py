"""Answers that browsers may keep: a digest to ask again with, compressed where wanted."""

import hashlib

from flask import Response, request

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"


def cached_response(
    plain: bytes, gzipped: bytes | None, *, mimetype: str, immutable: bool, etag: str | None = None
) -> Response:
    """Return a document, or 304 when the asker has it.

    Parameters
    ----------
    gzipped : bytes or None
        The same compressed, sent to who accepts that.
    immutable : bool
        Whether this address will never hold anything else.
    etag : str or None
        Digest of the content; made when not given.
    """
    compressed = gzipped is not None and request.accept_encodings["gzip"] > 0
    response = Response(gzipped if compressed else plain, mimetype=mimetype)
    if gzipped is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = IMMUTABLE if immutable else REVALIDATE
    # Weak: plain and compressed are the same content, not the same bytes.
    response.set_etag(etag or hashlib.sha256(plain).hexdigest()[:32], weak=True)
    response.make_conditional(request)
    return response
