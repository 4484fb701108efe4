"""What those who say what is so may say: closures and lift states, made or only supposed."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from api.requests import Body, Language, Metres, Text, with_examples

Reason = Annotated[dict[Language, Text], Field(max_length=8, description="Why, by language; shown to people as it is.")]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$", description="Such as 22:00.")]
By = Annotated[str, Field(max_length=100, description="Who says so, in their own words.")]


class AreaBody(Body):
    """An area drawn on a level: closes the units that lie mostly in it, and the openings in it."""

    level: Text
    polygon: list[Annotated[list[Metres], Field(min_length=2, max_length=2)]] = Field(
        min_length=3, max_length=200, description="Corners [x_m, y_m] in the venue's own metres."
    )


class SpanBody(Body):
    """From when until when, on the days on which it starts; an end not after the start is one of the next day."""

    days: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = Field(min_length=1, max_length=7)
    starts: ClockTime
    ends: ClockTime


class HoursBody(Body):
    """Hours of every week."""

    time_zone: Text = Field(description="Whose clock is meant: an IANA name.", examples=["Asia/Shanghai"])
    spans: list[SpanBody] = Field(min_length=1, max_length=50)


class ClosureBody(Body):
    """What is closed, from when until when, at which hours, to whom, and why."""

    model_config = with_examples(
        {
            "feature": "lift-2",
            "ends_at": "2026-11-25T18:00:00+08:00",
            "reason": {"zh-Hans": "检修", "en": "Maintenance"},
            "by": "facilities",
        },
        {
            "feature": "lift-1",
            "hours": {
                "time_zone": "Asia/Shanghai",
                "spans": [{"days": ["sat", "sun"], "starts": "20:00", "ends": "06:00"}],
            },
            "staff_pass": True,
        },
    )

    feature: Text | None = Field(default=None, description="The id of an opening, a unit or a portal.")
    features: list[Text] | None = Field(default=None, min_length=1, max_length=500, description="Several of them.")
    area: AreaBody | None = None
    one_way_to: Text | None = Field(
        default=None, description="With a single opening: the unit that it may still be passed into."
    )
    staff_pass: bool = Field(default=False, description="Staff pass all the same.")
    hours: HoursBody | None = Field(default=None, description="Closed only within these; left out: all the time.")
    starts_at: AwareDatetime | None = Field(default=None, description="With its offset; now when left out.")
    ends_at: AwareDatetime | None = Field(default=None, description="Left out: until it is opened again.")
    reason: Reason = Field(default_factory=dict)
    by: By = ""

    @model_validator(mode="after")
    def _says_once_what(self) -> "ClosureBody":
        if sum(each is not None for each in (self.feature, self.features, self.area)) != 1:
            raise ValueError("say what is closed by one of feature, features and area")
        return self


class ImpactBody(Body):
    """What is supposed to be closed, and which lifts out of service."""

    model_config = with_examples({"lifts_out": ["lift-2"]}, {"closures": [{"feature": "corridor-b"}]})

    closures: list[ClosureBody] = Field(default_factory=list, max_length=20)
    lifts_out: list[Text] = Field(default_factory=list, max_length=50, description="The ids of lifts.")

    @model_validator(mode="after")
    def _supposes_something(self) -> "ImpactBody":
        if not self.closures and not self.lifts_out:
            raise ValueError("name what is supposed to be closed in closures, or in lifts_out")
        return self


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
