"""Releases and their proofs as JSON; the command line prints the same."""

from typing_extensions import TypedDict

from api.presenting.times import utc_text
from api.store import PublishedRevision
from maps.audit.finding import Severity
from nav.proofs.report import Named, ProofReport, WayChange


class NamedDocument(TypedDict):
    """An entrance or a destination; its name in English where it has one, and its names by language."""

    id: str
    name: str
    labels: dict[str, str]


class WayChangeDocument(TypedDict):
    """What a release does to the ways of one profile to one destination.

    `kind` is `unreachable`, `no_step_free`, `longer`, `reachable` or `step_free`. The figures are of the first of the
    entrances [s, m], null without a way; `reason` and `blocked_by` say why there is none.
    """

    kind: str
    profile: str
    destination: NamedDocument
    entrances: list[NamedDocument]
    old_s: float | None
    new_s: float | None
    old_m: float | None
    new_m: float | None
    reason: str | None
    blocked_by: list[str]


class ProofsDocument(TypedDict):
    """The ways from every entrance to every public destination, compared with a published revision (0: none).

    `refused` says whether publishing needs an override. No entrance leads to what is `unreached`, on foot, and to what
    is `without_step_free`, in a wheelchair.
    """

    venue: str
    base_revision: int
    refused: bool
    longer_share: float
    entrances: int
    destinations: int
    changes: list[WayChangeDocument]
    gone: list[NamedDocument]
    added: list[NamedDocument]
    unreached: list[NamedDocument]
    without_step_free: list[NamedDocument]


class OverrideDocument(TypedDict):
    """Who took a loss upon themselves when the revision was published, and why."""

    reason: str
    by: str


class RevisionDocument(TypedDict):
    """What is recorded of a revision; `proofs` is null where nothing was proven."""

    venue: str
    revision: int
    sha256: str
    published_at: str
    findings: dict[str, int]
    override: OverrideDocument | None
    proofs: ProofsDocument | None


def proofs_document(proofs: ProofReport) -> ProofsDocument:
    """Return the proofs of a release."""
    return {
        "venue": proofs.venue_id,
        "base_revision": proofs.base_revision,
        "refused": proofs.is_refused,
        "longer_share": proofs.longer_share,
        "entrances": proofs.entrances,
        "destinations": proofs.destinations,
        "changes": [_change_document(each) for each in proofs.changes],
        "gone": _named_documents(proofs.gone),
        "added": _named_documents(proofs.added),
        "unreached": _named_documents(proofs.unreached),
        "without_step_free": _named_documents(proofs.without_step_free),
    }


def revision_document(revision: PublishedRevision) -> RevisionDocument:
    """Return what is recorded of a revision."""
    release = revision.release
    override = release.override if release else None
    return {
        "venue": revision.venue_id,
        "revision": revision.revision,
        "sha256": revision.sha256,
        "published_at": utc_text(revision.published_at.timestamp()),
        "findings": {each.value: sum(f.severity is each for f in revision.findings) for each in Severity},
        "override": {"reason": override.reason, "by": override.by} if override else None,
        "proofs": proofs_document(release.proofs) if release else None,
    }


def _change_document(change: WayChange) -> WayChangeDocument:
    return {
        "kind": change.kind.value,
        "profile": change.profile,
        "destination": _named_document(change.destination),
        "entrances": _named_documents(change.entrances),
        "old_s": _rounded(change.old_s),
        "new_s": _rounded(change.new_s),
        "old_m": _rounded(change.old_m),
        "new_m": _rounded(change.new_m),
        "reason": change.reason.value if change.reason else None,
        "blocked_by": list(change.blocked_by),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _named_document(named: Named) -> NamedDocument:
    return {"id": named.id, "name": named.name, "labels": dict(named.labels)}


def _named_documents(names: tuple[Named, ...]) -> list[NamedDocument]:
    return [_named_document(each) for each in names]
