"""What people say of a draft before it is published."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from api.draft_requests import LogQuery
from api.feed_requests import By
from api.openapi import Noun
from api.presenting.times import utc_text
from api.requests import Body, with_examples
from api.staff.person import Role
from api.store import ReviewComment
from api.wiring import Services
from maps.ids import parse_venue_id

NOUN = Noun(
    "reviews",
    "What people say of a draft before it is published. Whoever may see a draft may comment on it: it changes nothing. "
    "All of it needs a role or the feed key.",
)
_PATH = "/v1/venues/{venue_id}/review/comments"
_COMMENTS = "comments on this draft"
Said = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"\S", description="In their own words.")]


class CommentBody(Body):
    """What somebody says of the draft."""

    model_config = with_examples({"words": "The new door of the ECG room is right: I was there.", "by": "ward 3"})

    words: Said
    by: By = ""


class CommentDocument(TypedDict):
    """A comment; `version` is that of the draft when it was made."""

    number: int
    version: int
    at: str
    by: str
    words: str


class CommentsDocument(TypedDict):
    """Comments, the newest first."""

    comments: list[CommentDocument]


@NOUN.endpoint("GET", _PATH, query=LogQuery, answer=CommentsDocument, role=Role.VIEWER, problems=("not-found",))
def list_comments(services: Services, venue_id: str, query: LogQuery) -> CommentsDocument:
    """List what was said of the draft, the newest first."""
    venue = parse_venue_id(venue_id)
    services.store.get_draft_version(venue)
    comments = services.store.list_comments(venue, before=query.before, limit=query.limit)
    return {"comments": [_document(each) for each in comments]}


@NOUN.endpoint(
    "POST",
    _PATH,
    body=CommentBody,
    answer=CommentDocument,
    status=201,
    role=Role.VIEWER,
    problems=("not-found", "conflict", "too-many-requests"),
)
def add_comment(services: Services, venue_id: str, body: CommentBody) -> CommentDocument:
    """Say something of the draft as it is now; the name of whoever is signed in stands beside it."""
    venue = parse_venue_id(venue_id)
    services.feeds.take(f"review {venue}", _COMMENTS)
    version = services.store.get_draft_version(venue)
    return _document(services.store.add_comment(venue, version, body.by, body.words))


def _document(comment: ReviewComment) -> CommentDocument:
    return {
        "number": comment.number,
        "version": comment.version,
        "at": utc_text(comment.at.timestamp()),
        "by": comment.author,
        "words": comment.words,
    }
