"""What a feed may say of queues. Values that cannot be true are for `nav.waits.queue_checks`, which names them."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from api.requests import Body, Query, Text, with_examples

Count = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
Seconds = Annotated[float, Field(ge=-1e9, le=1e9)]


class QueueReading(Body):
    """How one queue was at one moment."""

    model_config = with_examples(
        {"waiting": 12, "servers_open": 3, "in_service": 3, "service_mean_s": 95.0, "sequence": 4711}
    )

    at: AwareDatetime | None = Field(default=None, description="When it was so; now when left out.")
    waiting: Count = Field(description="People who wait and are not yet being served.")
    servers_open: Count = Field(description="Servers at work.")
    in_service: Count | None = Field(default=None, description="People being served.")
    elapsed_s: list[Seconds] = Field(
        default_factory=list, max_length=1_000, description="How long each of them has been served already [s]."
    )
    service_mean_s: Seconds | None = Field(default=None, description="Mean of a service [s].")
    service_sd_s: Seconds | None = Field(default=None, description="Standard deviation of a service [s].")
    served_total: Annotated[int, Field(ge=0, le=2**53)] | None = Field(
        default=None, description="People served since the feed began."
    )
    opens_at: AwareDatetime | None = Field(default=None, description="Nobody is served before.")
    closes_at: AwareDatetime | None = Field(default=None, description="Nobody may join after.")
    sequence: Annotated[int, Field(ge=0, le=2**53)] | None = Field(
        default=None, description="The feed's own count of its readings."
    )


class PlacedReading(QueueReading):
    """How the queue of one place was at one moment."""

    model_config = with_examples(
        {"place": "svc-pharmacy", "waiting": 12, "servers_open": 3, "in_service": 3, "service_mean_s": 95.0}
    )

    place: Text = Field(description="A service point with a queue of its own, or a service group with one for all.")


class QueuesBody(Body):
    """Readings of queues, in any order, of any of the venue's places."""

    readings: list[PlacedReading] = Field(max_length=1_000)


class ForecastQuery(Query):
    """When somebody would come."""

    at: AwareDatetime | None = Field(
        default=None,
        description="Time of arrival, such as 2026-11-25T09:30:00Z, within half an hour; now when left out.",
    )
