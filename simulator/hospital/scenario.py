"""Scenario files: everything about a day except how people are guided. Read and checked."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from maps.errors import BadInputError, UnreadableFileError
from simulator.hospital.scenario_checks import check, clock_s

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0, le=86_400)]
AtLeast0 = Annotated[float, Meta(ge=0, le=86_400)]
Count = Annotated[int, Meta(ge=1, le=200)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
LARGEST_FILE = 1_000_000
"""Bytes of a scenario file."""


class Part(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of a scenario file; an unknown key is an error."""


class Peak(Part, frozen=True):
    """People who come around a time of day, normally distributed. Times are `HH:MM`."""

    at: str
    sd_min: AtLeast0
    share: Share = 1.0


class Appointments(Part, frozen=True):
    """A share of the people has an appointment, early by so much, and some do not come."""

    share: Share = 0.0
    every_min: Positive = 15.0
    early_min: AtLeast0 = 10.0
    early_sd_min: AtLeast0 = 8.0
    no_show: Share = 0.0


class Walker(Part, frozen=True):
    """A group of people by how they move; `priority` people are called first."""

    name: Name
    share: Share
    speed_m_s: Annotated[float, Meta(ge=0.1, le=3)]
    sd_m_s: AtLeast0 = 0.0
    wheelchair: bool = False
    priority: bool = False


class Counter(Part, frozen=True):
    """A place with its own line: in a venue by id or name, else by `at` = x, y [m] and floor."""

    place: Name
    servers: Count = 1
    at: tuple[float, float, float] | None = None


class Shift(Part, frozen=True):
    """From one time to another (`HH:MM`) only so many servers work; without `counters`, at all of the stage."""

    since: str
    until: str
    servers: Annotated[int, Meta(ge=0, le=200)] = 0
    counters: tuple[Name, ...] = ()


class Stage(Part, frozen=True):
    """Counters that do the same job.

    Parameters
    ----------
    service_s, cv : float
        Mean [s] and relative spread of a service (lognormal).
    report_min, report_cv : float
        A report is ready so long after [min]; 0 for no report.
    patience_min : float
        Mean of how long people wait before they give up and go home [min]; 0 for ever.
    closes : str
        Who joins later is turned away; who stands in line is served.
    """

    name: Name
    counters: tuple[Counter, ...]
    service_s: Positive
    cv: Annotated[float, Meta(ge=0, le=3)] = 0.6
    report_min: AtLeast0 = 0.0
    report_cv: Annotated[float, Meta(ge=0, le=3)] = 0.3
    patience_min: AtLeast0 = 0.0
    opens: str = "00:00"
    closes: str = "24:00"
    shifts: tuple[Shift, ...] = ()


class Step(Part, frozen=True):
    """Something to be done, by a share of people.

    Parameters
    ----------
    any_order : bool
        Neighbouring steps of this kind may be done in any order.
    fasting : bool
        Comes before the other steps of its neighbourhood.
    after_reports : bool
        Begins when all reports are ready; nobody without a report does it.
    service_s : float or None
        Mean service where it differs from that of the stage [s].
    """

    stage: Name
    chance: Share = 1.0
    any_order: bool = False
    fasting: bool = False
    after_reports: bool = False
    service_s: Positive | None = None


class Department(Part, frozen=True):
    """People with the same kind of visit."""

    name: Name
    share: Share
    steps: tuple[Step, ...]


class Fault(Part, frozen=True):
    """The feed is silent for some stages, or for all."""

    since: str
    until: str
    stages: tuple[Name, ...] = ()


class Feed(Part, frozen=True):
    """How often the queues are read [s]; 0 for always."""

    every_s: AtLeast0 = 0.0
    faults: tuple[Fault, ...] = ()


class Lifts(Part, frozen=True):
    """A bank of lifts: a car leaves every `cycle_s` / `cars` with up to `capacity` people; riding takes `ride_s`."""

    cars: Annotated[int, Meta(ge=1, le=50)] = 4
    capacity: Annotated[int, Meta(ge=1, le=100)] = 12
    cycle_s: Positive = 120.0
    ride_s: AtLeast0 = 20.0


class Corridors(Part, frozen=True):
    """Where people walk: the more of them, the slower (Weidmann)."""

    area_m2: Annotated[float, Meta(gt=0)]


class Parking(Part, frozen=True):
    """A share comes by car, walks from the bay, and looks for a bay when the car park is full."""

    share: Share
    spaces: Annotated[int, Meta(ge=1)]
    walk_s: AtLeast0 = 120.0
    search_min: AtLeast0 = 8.0


class Scenario(Part, frozen=True):
    """A day.

    Parameters
    ----------
    venue : str
        ``demo`` for the demo hospital, else empty: counters say where they are.
    entrance : str
        A place of the venue; without one, the point 0, 0 on floor 0.
    guided : float
        The share of people who follow the guidance.
    walk_cv : float
        Relative spread of a walk about its expected time.
    """

    name: Name
    people: Annotated[int, Meta(ge=1, le=100_000)]
    opens: str
    peaks: tuple[Peak, ...]
    walkers: tuple[Walker, ...]
    stages: tuple[Stage, ...]
    departments: tuple[Department, ...]
    venue: str = ""
    entrance: str = ""
    guided: Share = 1.0
    walk_cv: Annotated[float, Meta(ge=0, le=1)] = 0.15
    appointments: Appointments = Appointments()
    feed: Feed = Feed()
    lifts: Lifts | None = None
    corridors: Corridors | None = None
    parking: Parking | None = None

    @property
    def opens_s(self) -> float:
        """When the first people come [s of the day]."""
        return clock_s(self.opens)


def read_scenario(path: Path | str) -> Scenario:
    """Read a scenario: a file, or the name of one that comes with Beeline.

    Raises
    ------
    UnreadableFileError
        If it is no TOML or is too large.
    BadInputError
        If it describes an impossible day; the message names what and where.
    """
    shipped = files("simulator.hospital") / "scenarios" / f"{path}.toml"
    source = Path(path) if Path(path).exists() or not shipped.is_file() else Path(str(shipped))
    try:
        data = source.read_bytes()
        if len(data) > LARGEST_FILE:
            raise UnreadableFileError(
                f"{source.name} has {len(data)} bytes.", remedy=f"A scenario has at most {LARGEST_FILE}."
            )
        return parse_scenario(tomllib.loads(data.decode()))
    except OSError as error:
        raise UnreadableFileError(
            f"The scenario {str(path)!r} cannot be read: {error.strerror}.",
            remedy=f"Give a file, or one of: {', '.join(shipped_names())}.",
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(f"{source.name} is no TOML: {error}.", remedy="Correct the file.") from error


def parse_scenario(document: object) -> Scenario:
    """Check a scenario that was read from somewhere, such as a request.

    Raises
    ------
    BadInputError
        If it describes an impossible day.
    """
    try:
        scenario = msgspec.convert(document, Scenario)
    except msgspec.ValidationError as error:
        raise BadInputError(
            f"The scenario is wrong: {error}.", remedy="Correct that entry; docs/hospital-day.md lists all."
        ) from error
    check(scenario)
    return scenario


def shipped_names() -> tuple[str, ...]:
    """Return the names of the scenarios that come with Beeline."""
    folder = files("simulator.hospital") / "scenarios"
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))
