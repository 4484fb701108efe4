"""YAML from outside: plain values of bounded size, number and depth; no aliases, no objects."""

from typing import Any

from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.readers.archive import SourceFile

MAX_BYTES = 6 * 1024 * 1024
"""The largest file [bytes]: a clinic of 130 doors takes 0.3 MB. More takes over ten seconds and 400 MB to read."""
MAX_EVENTS = 1_000_000
"""The most scalars, lists and maps."""
MAX_DEPTH = 40
"""The deepest nesting: a building needs ten."""


def parse_yaml(source: SourceFile) -> Any:
    """Return the YAML document of a file as dicts, lists, texts and numbers.

    Raises
    ------
    UnreadableFileError
        If it is not YAML, holds more than one document, or an alias (``*name``): no floor plan needs one, and a few
        lines of them unfold to gigabytes.
    TooLargeError
        If it is larger than `MAX_BYTES`, `MAX_EVENTS` or `MAX_DEPTH`.
    BadInputError
        If the reader of YAML is not installed.
    """
    if len(source.data) > MAX_BYTES:
        raise TooLargeError(
            f"{source.label} is larger than {MAX_BYTES >> 20} MiB.", remedy="Import one building at a time."
        )
    try:
        import yaml
    except ImportError as error:
        raise BadInputError(
            f"{source.label} is YAML, and PyYAML is not installed.",
            remedy="Install Beeline with the extra 'plans': pip install 'beeline-indoor[plans]'.",
        ) from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_bounds(source, yaml.parse(source.data, Loader=loader))
        return yaml.load(source.data, Loader=loader)  # noqa: S506  # both loaders make plain values only
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _unreadable(source, " ".join(str(error).split())[:200]) from error


def _check_bounds(source: SourceFile, events: Any) -> None:
    """Look at the stream before anything is built from it."""
    depth = 0
    for count, event in enumerate(events):
        kind = type(event).__name__
        if kind == "AliasEvent":
            raise _unreadable(source, f"it holds the alias *{event.anchor}, which no floor plan needs")
        depth += kind.endswith(("SequenceStartEvent", "MappingStartEvent"))
        depth -= kind.endswith(("SequenceEndEvent", "MappingEndEvent"))
        if depth > MAX_DEPTH or count > MAX_EVENTS:
            raise TooLargeError(
                f"{source.label} holds more than {MAX_EVENTS} values or is nested deeper than {MAX_DEPTH}.",
                remedy="Check where the file comes from.",
            )


def _unreadable(source: SourceFile, why: str) -> UnreadableFileError:
    return UnreadableFileError(f"{source.label} cannot be read as YAML: {why}.", remedy="Save it again.")
