"""What a visit to plan may say: stops, rules, times."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from api.requests import Body, EndBody, Language, ProfileName, Text, Wishes, with_examples

StopId = Annotated[str, Field(min_length=1, max_length=80)]


class StopBody(Body):
    """Something to get done at any of some places."""

    id: StopId = Field(description="What rules call it.")
    places: Annotated[list[Text], Field(min_length=1, max_length=20)] = Field(
        description="Service points, groups of them, or any places: any one will do."
    )
    service_s: float = Field(default=300.0, ge=0, le=86_400, description="How long being served takes [s].")
    breaks_fast: bool = Field(default=False, description="What needs fasting comes before.")


class BeforeRule(Body):
    """One stop ends before another begins."""

    rule: Literal["before"]
    stop: StopId
    then: StopId


class FastingRule(Body):
    """A stop comes before every other that breaks the fast."""

    rule: Literal["fasting"]
    stop: StopId


class ReadyAfterRule(Body):
    """A stop begins at least so long after another ended: its report has to be ready."""

    rule: Literal["ready_after"]
    stop: StopId
    of: StopId
    after_s: float = Field(ge=0, le=604_800)


class SameCounterRule(Body):
    """A stop comes after another and at the same counter."""

    rule: Literal["same_counter"]
    stop: StopId
    as_stop: StopId


class AppointmentRule(Body):
    """A stop begins within a window."""

    rule: Literal["appointment"]
    stop: StopId
    earliest_at: AwareDatetime
    latest_at: AwareDatetime


class SpanBody(Body):
    """When something is open."""

    opens_at: AwareDatetime
    closes_at: AwareDatetime


class OpeningHoursRule(Body):
    """When the counters of a stop are open."""

    rule: Literal["opening_hours"]
    stop: StopId
    spans: Annotated[list[SpanBody], Field(max_length=20)]


RuleBody = Annotated[
    BeforeRule | FastingRule | ReadyAfterRule | SameCounterRule | AppointmentRule | OpeningHoursRule,
    Field(discriminator="rule"),
]


class StopsBody(Body):
    """Several stops to be done in any order that the rules allow."""

    stops: Annotated[list[StopBody], Field(min_length=1, max_length=12)]
    rules: Annotated[list[RuleBody], Field(max_length=50)] = Field(default_factory=list)


class VisitBody(StopsBody):
    """A visit to plan: from where, to where, when and how."""

    model_config = with_examples(
        {
            "from": {"place": "qr-entrance"},
            "stops": [
                {"id": "blood", "places": ["svc-blood"], "service_s": 180},
                {"id": "doctor", "places": ["F2-cardio"], "service_s": 600},
                {"id": "pharmacy", "places": ["svc-pharmacy"], "service_s": 120, "breaks_fast": True},
            ],
            "rules": [
                {"rule": "fasting", "stop": "blood"},
                {"rule": "ready_after", "stop": "doctor", "of": "blood", "after_s": 1800},
            ],
        }
    )

    from_: EndBody = Field(alias="from")
    to: EndBody | None = Field(default=None, description="Where it ends; at the last stop when left out.")
    starts_at: AwareDatetime | None = Field(default=None, description="When it begins; now when left out.")
    profile: ProfileName = "walk"
    wishes: Wishes = Field(default_factory=list)
    lang: Language = "en"
