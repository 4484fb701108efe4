"""Names in several languages."""

from collections.abc import Mapping

Labels = Mapping[str, str]
"""Language tag (BCP 47, such as ``zh-Hans`` or ``en``) to text. Without a stated language the tag is ``und``."""


def label(labels: Labels, language: str, default: str = "") -> str:
    """Return the text in the wanted language, else its nearest relative, else any, else `default`.

    Parameters
    ----------
    labels : mapping
        Language tag to text.
    language : str
        BCP 47 tag; ``zh`` finds ``zh-Hans`` and the other way round.

    Examples
    --------
    >>> label({"zh-Hans": "药房", "en": "Pharmacy"}, "zh")
    '药房'
    >>> label({}, "en", "Room 12")
    'Room 12'
    """
    found = find_label(labels, language)
    if found is not None:
        return found
    for tag in ("en", "und", *sorted(labels)):
        if tag in labels:
            return labels[tag]
    return default


def find_label(labels: Labels, language: str) -> str | None:
    """Return the text in the wanted language or its nearest relative, or None.

    Examples
    --------
    >>> find_label({"zh-Hans": "药房"}, "en") is None
    True
    """
    if language in labels:
        return labels[language]
    primary = language.split("-")[0]
    return next((labels[tag] for tag in sorted(labels) if tag.split("-")[0] == primary), None)
