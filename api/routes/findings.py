"""What is wrong with a draft, and repairing it."""

from pydantic import Field
from typing_extensions import TypedDict

from api.feed_requests import By
from api.findings import FindingDocument, RepairDocument, chosen, counted, finding_document, repair_document
from api.openapi import Noun
from api.requests import Body, Text, with_examples
from api.routes.drafts import told
from api.staff.person import Role
from api.wiring import Services
from maps.audit.repairs import propose
from maps.ids import parse_venue_id

NOUN = Noun("findings", "What is wrong with a draft, and what would mend it. All of it needs a role or the feed key.")
_CHANGES = "changes of this venue"


class RepairBody(Body):
    """Which of the proposed repairs to apply: of one code, about one feature, or all that are safe."""

    model_config = with_examples({"safe_only": True, "by": "facilities"}, {"finding": "M305"})

    finding: Text | None = Field(default=None, description="A code, such as M305.")
    feature: Text | None = Field(default=None, description="The id of a feature that a finding is about.")
    safe_only: bool = Field(default=False, description="Those alone that need nobody to look at the place.")
    by: By = ""


class FindingsDocument(TypedDict):
    """The findings of a draft, the worst first, and how many there are of each severity."""

    version: int
    counts: dict[str, int]
    findings: list[FindingDocument]


class RepairsDocument(TypedDict):
    """The repairs that are proposed for a draft; each was tried."""

    version: int
    repairs: list[RepairDocument]


class RepairedDocument(TypedDict):
    """The version that the draft has now, what was done, what would not have helped, and what is left."""

    version: int
    applied: list[RepairDocument]
    refused: list[RepairDocument]
    counts: dict[str, int]


@NOUN.endpoint(
    "GET", "/v1/venues/{venue_id}/draft/findings", answer=FindingsDocument, role=Role.VIEWER, problems=("not-found",)
)
def list_findings(services: Services, venue_id: str) -> FindingsDocument:
    """List what is wrong with the draft."""
    examined = services.drafting.examined(parse_venue_id(venue_id))
    return {
        "version": examined.stored.version,
        "counts": counted(examined.findings),
        "findings": [finding_document(each) for each in examined.findings],
    }


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/draft/repairs",
    answer=RepairsDocument,
    role=Role.VIEWER,
    problems=("not-found", "too-many-requests"),
)
def list_repairs(services: Services, venue_id: str) -> RepairsDocument:
    """List the repairs that are proposed for the findings of the draft."""
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    stored = services.store.get_stored_draft(venue)
    return {"version": stored.version, "repairs": [repair_document(each) for each in propose(stored.draft)]}


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/draft/repairs",
    body=RepairBody,
    answer=RepairedDocument,
    role=Role.EDITOR,
    if_match=True,
    problems=("not-found", "conflict", "too-many-requests"),
)
def repair(services: Services, venue_id: str, version: int, body: RepairBody) -> RepairedDocument:
    """Apply proposed repairs as one change, which can be undone like any other."""
    venue = parse_venue_id(venue_id)
    services.feeds.take(venue, _CHANGES)
    wanted = chosen(body.finding, body.feature, safe_only=body.safe_only)
    with told(services, venue):
        repaired = services.drafting.repair(venue, wanted, body.by, version=version)
    return {
        "version": repaired.version,
        "applied": [repair_document(each) for each in repaired.mended.done],
        "refused": [repair_document(each) for each in repaired.mended.refused],
        "counts": counted(repaired.findings),
    }
