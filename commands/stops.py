"""The stops of a visit as people write them: a few words on the command line, or a TOML or JSON file."""

import re
from pathlib import Path
from typing import Any

import msgspec

from commands.clock import parse_span_s
from commands.counters import Counters
from maps.errors import BadInputError, UnreadableFileError
from nav.visits import Appointment, Before, Fasting, OpeningHours, ReadyAfter, Rule, SameCounter, Stop

SERVICE_MIN = 5.0
"""Where nothing is said about how long a stop takes."""

_FLAGS = ("fasting", "breaks-fast")
_LISTS = ("after", "before", "report", "open")
_KEYS = ("id", "service", *_LISTS, "same", "start", *_FLAGS)
_KEY = re.compile(rf":(?=(?:{'|'.join(_KEYS)})(?:[=:]|$))")


class StopSpec(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, rename="kebab"):
    """A stop as it is written.

    Parameters
    ----------
    places : list of str
        Ids or names of counters, or groups of them; any will do.
    id : str
        What rules call the stop, if not by its first place.
    service : float
        How long it takes [min].
    after, before : list of str
        Stops that come earlier, or later.
    report : list of str
        ``stop@minutes``: begins at least so long after that stop ended.
    same : str
        The stop at whose counter this one is, later.
    start : str
        ``HH:MM-HH:MM``: begins within that window.
    open : list of str
        ``HH:MM-HH:MM``: when its counters are open; always, if there is none.
    fasting, breaks_fast : bool
        Comes before every stop that breaks the fast; breaks it.
    """

    places: list[str]
    id: str = ""
    service: float = SERVICE_MIN
    after: list[str] = []
    before: list[str] = []
    report: list[str] = []
    same: str = ""
    start: str = ""
    open: list[str] = []
    fasting: bool = False
    breaks_fast: bool = False

    @property
    def name(self) -> str:
        """What rules call the stop."""
        return self.id or self.places[0]


class _StopsFile(msgspec.Struct, forbid_unknown_fields=True):
    stops: list[StopSpec]


def read_stops(text: str) -> list[StopSpec]:
    """Return the stops that a file or a line of words names.

    Parameters
    ----------
    text : str
        The path of a ``.toml`` or ``.json`` file with `StopSpec` in ``stops``; or the same in words: stops between
        commas, each ``place/place:key=value+value:flag``.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read or has another shape.
    BadInputError
        If the words have another shape.
    """
    if text.endswith((".toml", ".json")):
        return _read_file(Path(text))
    specs = [_parse_stop(words.strip()) for words in text.split(",") if words.strip()]
    if not specs:
        raise BadInputError("There are no stops.", remedy="Name at least one, for example: blood-draw,pharmacy")
    return specs


def stops_and_rules(specs: list[StopSpec], counters: Counters) -> tuple[tuple[Stop, ...], tuple[Rule, ...]]:
    """Return the stops of a visit and its rules.

    Raises
    ------
    NotFoundError
        If the venue has no such place.
    BadInputError
        If a time is not one.
    """
    stops = tuple(
        Stop(
            id=spec.name,
            place_ids=tuple(dict.fromkeys(place_id for name in spec.places for place_id in counters.called(name))),
            service_s=60.0 * spec.service,
            breaks_fast=spec.breaks_fast,
        )
        for spec in specs
    )
    return stops, tuple(rule for spec in specs for rule in _rules(spec))


def _rules(spec: StopSpec) -> list[Rule]:
    name = spec.name
    rules: list[Rule] = [Before(stop=earlier, then=name) for earlier in spec.after]
    rules += [Before(stop=name, then=later) for later in spec.before]
    rules += [_report(name, text) for text in spec.report]
    if spec.same:
        rules.append(SameCounter(stop=name, as_stop=spec.same))
    if spec.fasting:
        rules.append(Fasting(stop=name))
    if spec.start:
        earliest_s, latest_s = parse_span_s(spec.start)
        rules.append(Appointment(stop=name, earliest_s=earliest_s, latest_s=latest_s))
    if spec.open:
        rules.append(OpeningHours(stop=name, spans_s=tuple(map(parse_span_s, spec.open))))
    return rules


def _report(name: str, text: str) -> ReadyAfter:
    of, _, minutes = text.rpartition("@")
    try:
        return ReadyAfter(stop=name, of=of, after_s=60.0 * float(minutes))
    except ValueError:
        raise BadInputError(
            f"{text!r} does not say after how many minutes the report is ready.", remedy="Write report=blood-draw@35."
        ) from None


def _read_file(path: Path) -> list[StopSpec]:
    decode = msgspec.toml.decode if path.suffix == ".toml" else msgspec.json.decode
    try:
        stops = decode(path.read_bytes(), type=_StopsFile).stops
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise UnreadableFileError(f"{path} does not hold stops: {error}.", remedy="See: beeline plan --help") from error
    if not stops or not all(spec.places for spec in stops):
        raise UnreadableFileError(f"{path} has no stops, or one without places.", remedy="See: beeline plan --help")
    return stops


def _parse_stop(words: str) -> StopSpec:
    """Return a stop from ``place/place:key=value+value:flag``."""
    places, *options = _KEY.split(words)
    if ":" in places or not places.strip("/ "):
        raise BadInputError(f"{words!r} is not a stop.", remedy=f"After a colon comes one of {', '.join(_KEYS)}.")
    given: dict[str, Any] = {"places": [place.strip() for place in places.split("/")]}
    for option in options:
        key, equals, value = option.partition("=")
        if (key in _FLAGS) == bool(equals):
            raise BadInputError(f"{option!r} is not an option of a stop.", remedy="See: beeline plan --help")
        given[key] = True if key in _FLAGS else value.split("+") if key in _LISTS else value
    try:
        return msgspec.convert(given, StopSpec, strict=False)
    except msgspec.ValidationError as error:
        raise BadInputError(f"{words!r} is not a stop: {error}.", remedy="See: beeline plan --help") from error
