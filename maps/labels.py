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
    if language in labels:
        return labels[language]
    primary = language.split("-")[0]
    for tag in sorted(labels):
        if tag.split("-")[0] == primary:
            return labels[tag]
    for tag in ("en", "und", *sorted(labels)):
        if tag in labels:
            return labels[tag]
    return default
