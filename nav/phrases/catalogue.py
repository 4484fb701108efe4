"""Phrase catalogues: one TOML file per language beside this module, and nothing else to add a language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


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
        ``section.key`` to text with ``{fields}``.
    """

    tag: str
    name: str
    order: int
    phrases: Mapping[str, str]

    def find(self, key: str, **fields: str) -> str | None:
        """Return a phrase with its fields filled in, or None if the catalogue has no such key."""
        phrase = self.phrases.get(key)
        return None if phrase is None else phrase.format(**fields)

    def get(self, key: str, **fields: str) -> str:
        """Return a phrase with its fields filled in; a missing one is a defect (a test reads every key)."""
        phrase = self.find(key, **fields)
        if phrase is None:
            raise KeyError(f"the {self.tag} phrase catalogue has no {key!r}")
        return phrase


@cache
def catalogues() -> Mapping[str, Catalogue]:
    """Return every catalogue by its tag, in order."""
    found = [
        _parsed(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in files("nav.phrases").iterdir()
        if entry.name.endswith(".toml")
    ]
    return MappingProxyType({each.tag: each for each in sorted(found, key=lambda each: (each.order, each.tag))})


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
    return known.get(language) or known[next(relative, "en")]


def _parsed(source: Mapping[str, object]) -> Catalogue:
    phrases = {
        f"{section}.{key}": str(text)
        for section, texts in source.items()
        if isinstance(texts, Mapping)
        for key, text in texts.items()
    }
    return Catalogue(
        tag=str(source["tag"]),
        name=str(source["language"]),
        order=int(str(source["order"])),
        phrases=MappingProxyType(phrases),
    )
