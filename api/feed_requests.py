"""What those who say what is so may say: closures and lift states."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from api.requests import Body, Language, Text, with_examples

Reason = Annotated[dict[Language, Text], Field(max_length=8, description="Why, by language; shown to people as it is.")]
By = Annotated[str, Field(max_length=100, description="Who says so, in their own words.")]


class ClosureBody(Body):
    """What is closed, from when until when, and why."""

    model_config = with_examples(
        {
            "feature": "lift-2",
            "ends_at": "2026-11-25T18:00:00+08:00",
            "reason": {"zh-Hans": "检修", "en": "Maintenance"},
            "by": "facilities",
        }
    )

    feature: Text = Field(description="The id of an opening, a unit or a portal.")
    starts_at: AwareDatetime | None = Field(default=None, description="With its offset; now when left out.")
    ends_at: AwareDatetime | None = Field(default=None, description="Left out: until it is opened again.")
    reason: Reason = Field(default_factory=dict)
    by: By = ""


class LiftBody(Body):
    """How a lift serves."""

    model_config = with_examples(
        {"state": "slow", "wait_s": 120, "reason": {"zh-Hans": "高峰", "en": "Rush hour"}},
        {"state": "out_of_service", "reason": {"en": "Broken door"}, "by": "lift controller"},
    )

    state: Literal["in_service", "slow", "out_of_service"]
    wait_s: float | None = Field(default=None, gt=0, le=3600, description="Of a slow lift: the wait for it now [s].")
    at: AwareDatetime | None = Field(default=None, description="When it was so; now when left out.")
    reason: Reason = Field(default_factory=dict)
    by: By = ""

    @model_validator(mode="after")
    def _is_slow_by_some_time(self) -> "LiftBody":
        if (self.state == "slow") != (self.wait_s is not None):
            raise ValueError("a slow lift has a wait_s, and no other has")
        return self
