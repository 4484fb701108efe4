"""What those who publish may say."""

from typing import Annotated

from pydantic import Field

from api.draft_requests import Words
from api.feed_requests import By
from api.requests import Body, Query, Text, with_examples

LongerShare = Annotated[
    float, Field(ge=0.0, le=10.0, description="List ways that grow by more than this share of their time.")
]


class ProofsQuery(Query):
    """How the proofs are to be told."""

    longer_share: LongerShare = 0.2


class OverrideBody(Body):
    """Somebody's word that what a release loses may be lost."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Why, in their own words.")]
    by: Text = Field(description="Who they are, in their own words.")


class ReleaseBody(Body):
    """Under which conditions to publish the draft."""

    model_config = with_examples(
        {},
        {"override": {"reason": "The east wing is given up on Monday.", "by": "facilities"}},
    )

    words: Words = ""
    by: By = ""
    override: OverrideBody | None = None
