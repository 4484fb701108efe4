"""What a closure would do to people's ways, as JSON."""

from typing_extensions import TypedDict

from nav.proofs.ends import ProofEnd
from nav.proofs.impact import Added, Hit, Impact

Labels = dict[str, str]

GROUP = 10
"""Groups of people are told in steps of so many: no exact number, and none of a small group."""


class EndDocument(TypedDict):
    """An entrance or a public destination, and its names."""

    id: str
    labels: Labels


class HitDocument(TypedDict):
    """What happens to the ways of a profile to one destination: `unreachable`, `no_step_free` or `longer`.

    From these entrances; `cut_off` when no entrance leads there any more. Longer ways grow by so much at worst and in
    the median of the entrances [s]; null where the way is lost.
    """

    kind: str
    profile: str
    destination: EndDocument
    entrances: list[EndDocument]
    cut_off: bool
    worst_added_s: float | None
    median_added_s: float | None


class AddedDocument(TypedDict):
    """By how much the ways of a profile grow: how many do, and by how much at worst and in the median [s]."""

    profile: str
    ways: int
    worst_s: float
    median_s: float


class PeopleDocument(TypedDict):
    """How many people are meant, in steps of ten: `at_least` 0 and `fewer_than` 10 of any group that is small."""

    at_least: int
    fewer_than: int


class ImpactDocument(TypedDict):
    """The ways from every entrance to every public destination, compared with those under what holds now.

    `version` is that of the conditions that hold now; `people` are on the way to a
    counter among the destinations hit: who is guided elsewhere makes no commitment, and is not counted. `day` are those
    who set out to any of them within the last 24 hours.
    """

    version: int
    entrances: int
    destinations: int
    hits: list[HitDocument]
    added: list[AddedDocument]
    people: PeopleDocument
    day: PeopleDocument


def impact_document(impact: Impact, people: int, day: int, version: int) -> ImpactDocument:
    """Return an impact, and how many people it hits, now and in a day, without saying exactly."""
    return {
        "version": version,
        "entrances": impact.entrances,
        "destinations": impact.destinations,
        "hits": [_hit(each) for each in impact.hits],
        "added": [_added(each) for each in impact.added],
        "people": people_document(people),
        "day": people_document(day),
    }


def people_document(count: int) -> PeopleDocument:
    """Return a number of people in steps of ten."""
    at_least = count // GROUP * GROUP
    return {"at_least": at_least, "fewer_than": at_least + GROUP}


def _hit(hit: Hit) -> HitDocument:
    return {
        "kind": hit.kind.value,
        "profile": hit.profile,
        "destination": _end(hit.destination),
        "entrances": [_end(each) for each in hit.entrances],
        "cut_off": hit.is_cut_off,
        "worst_added_s": None if hit.worst_added_s is None else round(hit.worst_added_s, 1),
        "median_added_s": None if hit.median_added_s is None else round(hit.median_added_s, 1),
    }


def _added(added: Added) -> AddedDocument:
    return {
        "profile": added.profile,
        "ways": added.ways,
        "worst_s": round(added.worst_s, 1),
        "median_s": round(added.median_s, 1),
    }


def _end(end: ProofEnd) -> EndDocument:
    return {"id": end.id, "labels": dict(end.labels)}
