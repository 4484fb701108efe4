"""What a scenario file must fulfil beyond its types."""

import re
from typing import TYPE_CHECKING, Never

from maps.errors import BadInputError

if TYPE_CHECKING:
    from simulator.hospital.scenario import Scenario

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


def clock_s(text: str) -> float:
    """Return `HH:MM` as seconds of the day.

    Raises
    ------
    BadInputError
        If it is no time of day.
    """
    found = _CLOCK.fullmatch(text)
    if not found or int(found[1]) > 24 or int(found[2]) > 59 or (int(found[1]) == 24 and int(found[2])):
        _refuse(f"{text!r} is no time of day", "Write times as HH:MM, from 00:00 to 24:00.")
    return 3600.0 * int(found[1]) + 60.0 * int(found[2])


def check(scenario: "Scenario") -> None:
    """Refuse an impossible day.

    Raises
    ------
    BadInputError
        Naming the first thing that is impossible.
    """
    if scenario.venue not in ("", "demo"):
        _refuse(f"There is no venue {scenario.venue!r}", 'Write "demo", or leave it out and give counters an `at`.')
    clock_s(scenario.opens)
    for peak in scenario.peaks:
        clock_s(peak.at)
    for what, parts in (
        ("peaks", scenario.peaks),
        ("walkers", scenario.walkers),
        ("stages", scenario.stages),
        ("departments", scenario.departments),
    ):
        if not parts:
            _refuse(f"It has no {what}", f"Add at least one of [[{what}]].")
    for what, total in (
        ("peaks", sum(each.share for each in scenario.peaks)),
        ("walkers", sum(each.share for each in scenario.walkers)),
        ("departments", sum(each.share for each in scenario.departments)),
    ):
        if abs(total - 1) > 1e-6:
            _refuse(f"The shares of {what} add up to {total:g}", "Make them add up to 1.")
    _check_names("walkers", [each.name for each in scenario.walkers])
    _check_names("departments", [each.name for each in scenario.departments])
    _check_names("stages", [each.name for each in scenario.stages])
    _check_names("places", [each.place for stage in scenario.stages for each in stage.counters])
    _check_stages(scenario)
    known = {each.name for each in scenario.stages}
    for department in scenario.departments:
        if not department.steps or len(department.steps) > 16:
            _refuse(f"Department {department.name!r} has {len(department.steps)} steps", "Give it 1 to 16.")
        _check_known("stage", {each.stage for each in department.steps}, known)
    for fault in scenario.feed.faults:
        _check_span(fault.since, fault.until)
        _check_known("stage", set(fault.stages), known)
    if scenario.venue and not scenario.entrance:
        _refuse("It has no entrance", "Name a place of the venue.")


def _check_stages(scenario: "Scenario") -> None:
    for stage in scenario.stages:
        if not stage.counters:
            _refuse(f"Stage {stage.name!r} has no counters", "Add one.")
        _check_span(stage.opens, stage.closes)
        places = {each.place for each in stage.counters}
        for shift in stage.shifts:
            _check_span(shift.since, shift.until)
            _check_known("counter", set(shift.counters), places)
        for counter in stage.counters:
            if (counter.at is None) != bool(scenario.venue):
                _refuse(
                    f"Counter {counter.place!r} {'has' if counter.at else 'lacks'} a point `at`",
                    "Give points in a scenario without a venue only, and to every counter there.",
                )


def _check_span(since: str, until: str) -> None:
    if clock_s(since) >= clock_s(until):
        _refuse(f"{since} to {until} is no span of time", "Let it end after it begins.")


def _check_known(what: str, names: set[str], known: set[str]) -> None:
    for name in sorted(names - known):
        _refuse(f"There is no {what} {name!r}", f"Choose from {', '.join(sorted(known))}.")


def _check_names(what: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            _refuse(f"{name!r} is there twice among the {what}", "Give each a name of its own.")


def _refuse(problem: str, remedy: str) -> Never:
    raise BadInputError(f"The scenario is impossible. {problem}.", remedy=remedy)
