"""What those who try a draft may ask."""

from pydantic import Field

from api.requests import Body, EndBody, Language, ProfileName, Query, Text, Wishes, with_examples


class TrialRouteBody(Body):
    """From where, to where, and how."""

    model_config = with_examples(
        {"from": {"x_m": 5.0, "y_m": 1.0, "level": "F1"}, "to": {"place": "F1-pharma"}, "profile": "wheelchair"}
    )

    from_: EndBody = Field(alias="from")
    to: EndBody
    profile: ProfileName = "walk"
    wishes: Wishes = Field(default=[])
    lang: Language = "en"


class TrialReachBody(Body):
    """From where, and how somebody travels."""

    model_config = with_examples({"profile": "wheelchair"}, {"from": {"place": "F1-pharma"}})

    from_: EndBody | None = Field(default=None, alias="from", description="Left out: from every public entrance.")
    profile: ProfileName = "walk"
    wishes: Wishes = Field(default=[])


class SpaceQuery(Query):
    """Of which level, and for whom."""

    level: Text = Field(description="The id of a level.")
    profile: ProfileName = "wheelchair"
