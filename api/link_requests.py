"""What a signed link may hold."""

from typing import Annotated

from pydantic import AwareDatetime, Field, model_validator

from api.requests import Body, EndBody, Language, ProfileName, with_examples
from api.visit_requests import StopsBody


class LinkBody(Body):
    """Where somebody goes, or the stops of their visit; never who they are."""

    model_config = with_examples(
        {
            "visit": {
                "stops": [{"id": "blood", "places": ["svc-blood"]}, {"id": "doctor", "places": ["F2-cardio"]}],
                "rules": [
                    {
                        "rule": "appointment",
                        "stop": "doctor",
                        "earliest_at": "2026-11-27T09:30:00+08:00",
                        "latest_at": "2026-11-27T09:50:00+08:00",
                    }
                ],
            },
            "lang": "zh-Hans",
            "ends_at": "2026-11-27T18:00:00+08:00",
        },
        {"to": {"place": "F1-pharma"}},
    )

    from_: EndBody | None = Field(default=None, alias="from", description="Where they are when they open it.")
    to: EndBody | None = Field(default=None, description="The destination; of a visit, where it ends.")
    visit: StopsBody | None = None
    profile: ProfileName | None = Field(default=None, description="How they travel, where that is known.")
    lang: Language | None = None
    ends_at: AwareDatetime | None = Field(default=None, description="Until when it opens; a day when left out.")

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "LinkBody":
        if self.to is None and self.visit is None:
            raise ValueError("name a destination with to, or several stops with visit")
        return self


class TokenBody(Body):
    """The part of a link after `#link=`."""

    token: Annotated[str, Field(min_length=1, max_length=8000, pattern=r"^[A-Za-z0-9._-]+$")]
