"""Phrase catalogues: one TOML file per language beside this module, and nothing else to add a language.

A catalogue says three things about itself (`tag`, `language`, `order`), how its numbers are written (`[number]`), how
it counts (`[plural]`) and its phrases, in sections. A phrase is one text with ``{fields}``, or a list of texts, one for
each of the language's plural forms, with the number ``{n}`` in it.
"""

import string
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from maps.errors import BadInputError

FOLDER: Traversable = files("nav.phrases")
"""Where the catalogues are."""

_SETTINGS = frozenset({"number", "plural"})
_REFERENCE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The phrases of one language.

    Parameters
    ----------
    tag : str
        BCP 47 tag.
    name : str
        The language's name for itself.
    order : int
        Place in a list of languages.
    phrases : mapping
        ``section.key`` to its texts: one, or one for each plural form.
    plural_forms : int
        How many forms a counted thing has.
    plural_form : callable
        From a number to its form, 0 … `plural_forms` - 1: the rule of GNU gettext's ``Plural-Forms``, which is
        written down for some 150 languages.
    decimal, group, digits : str
        The decimal mark, what stands between thousands, and the digits 0 to 9.
    """

    tag: str
    name: str
    order: int
    phrases: Mapping[str, tuple[str, ...]]
    plural_forms: int
    plural_form: Callable[[int], int]
    decimal: str
    group: str
    digits: str

    def find(self, key: str, **fields: str) -> str | None:
        """Return a phrase with its fields filled in, or None if the catalogue has no such key."""
        texts = self.phrases.get(key)
        return None if texts is None else texts[0].format(**fields)

    def get(self, key: str, **fields: str) -> str:
        """Return a phrase; a missing one is a defect (a catalogue without a phrase of the others is not read)."""
        phrase = self.find(key, **fields)
        if phrase is None:
            raise KeyError(f"the {self.tag} phrase catalogue has no {key!r}")
        return phrase

    def count(self, key: str, n: int) -> str:
        """Return a counted phrase in the form that belongs to its number.

        Examples
        --------
        >>> [get_catalogue("en").count("waiting.people", n) for n in (1, 12)]
        ['1 person waiting', '12 people waiting']
        """
        texts = self.phrases[key]
        return texts[self.plural_form(n) if len(texts) > 1 else 0].format(n=self.number(n))

    def number(self, value: float, *, decimals: int = 0) -> str:
        """Return a number as it is written in this language.

        Examples
        --------
        >>> get_catalogue("en").number(1234.5, decimals=1)
        '1,234.5'
        """
        plain = f"{value:,.{decimals}f}"
        marks = {",": self.group, ".": self.decimal, **dict(zip(string.digits, self.digits, strict=True))}
        return "".join(marks.get(character, character) for character in plain)


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Return every catalogue by its tag, in order."""
    return read_catalogues(FOLDER)


def read_catalogues(folder: Traversable) -> Mapping[str, Catalogue]:
    """Return every catalogue of a folder by its tag, in order.

    Raises
    ------
    BadInputError
        If a catalogue lacks a phrase or a field that English has, has one too many, or counts in the wrong number of
        forms: the sentence names it.
    """
    texts = (entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    found = sorted((_parsed(tomllib.loads(text)) for text in texts), key=lambda each: (each.order, each.tag))
    known = {each.tag: each for each in found}
    for each in found:
        _check(each, known[_REFERENCE])
    return MappingProxyType(known)


def get_catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, else of its nearest relative, else English.

    Examples
    --------
    >>> get_catalogue("zh").tag, get_catalogue("en-GB").tag, get_catalogue("xx").tag
    ('zh-Hans', 'en', 'en')
    """
    known = catalogues()
    primary = language.split("-")[0].lower()
    relative = (tag for tag in known if tag.split("-")[0].lower() == primary)
    return known.get(language) or known[next(relative, _REFERENCE)]


def _parsed(source: Mapping[str, object]) -> Catalogue:
    sections = {name: texts for name, texts in source.items() if isinstance(texts, Mapping)}
    number, plural = sections["number"], sections["plural"]
    phrases = {
        f"{section}.{key}": tuple(text) if isinstance(text, list) else (str(text),)
        for section, texts in sections.items()
        if section not in _SETTINGS
        for key, text in texts.items()
    }
    return Catalogue(
        tag=str(source["tag"]),
        name=str(source["language"]),
        order=int(str(source["order"])),
        phrases=MappingProxyType(phrases),
        plural_forms=int(plural["forms"]),
        plural_form=c2py(str(plural["rule"])),
        decimal=str(number["decimal"]),
        group=str(number["group"]),
        digits=str(number["digits"]),
    )


def _check(catalogue: Catalogue, reference: Catalogue) -> None:
    for key in sorted({*catalogue.phrases, *reference.phrases}):
        ours, theirs = catalogue.phrases.get(key), reference.phrases.get(key)
        if ours is None or theirs is None:
            lacking = catalogue if ours is None else reference
            raise BadInputError(f"The {lacking.tag} phrases have no {key!r}.", remedy="Add it, or take it out of both.")
        if len(theirs) > 1 and len(ours) != catalogue.plural_forms:
            raise BadInputError(
                f"The {catalogue.tag} phrase {key!r} has {len(ours)} forms.",
                remedy=f"Write {catalogue.plural_forms}, as its plural rule says.",
            )
        for text in ours:
            if _fields(text) != _fields(theirs[0]):
                raise BadInputError(
                    f"The {catalogue.tag} phrase {key!r} has other fields than the {reference.tag} one.",
                    remedy=f"Use {', '.join(sorted(_fields(theirs[0]))) or 'none'}.",
                )


def _fields(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
