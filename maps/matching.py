"""How well a text fits a name: the ladder from the same text down to a typing error."""

from dataclasses import dataclass
from functools import cached_property

from maps.text import bigrams, edit_distance, has_han, is_subsequence, pinyin, words

SAME = 1.0
BEGINS = 0.92
WORD_BEGINS = 0.86
CONTAINS = 0.8
SAID_IN_A_SENTENCE = 0.8
PINYIN_SAME = 0.9
PINYIN_BEGINS = 0.8
INITIALS_SAME = 0.78
INITIALS_BEGIN = 0.66
ABBREVIATES = 0.7
TYPING_ERROR = 0.6
PER_ERROR = 0.08
LEAST_OVERLAP = 0.5
"""Share of a Chinese text's bigrams that must be in the name."""

_LITTLE_WORDS = frozenset(
    words("a an are at can do find for get go how i in is me my need of the to want we what where")
)


@dataclass(frozen=True)
class Term:
    """A plain text that is searched, with its other spellings made once."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(self.text.split())

    @cached_property
    def close(self) -> str:
        """It without spaces."""
        return self.text.replace(" ", "")

    @cached_property
    def pinyin(self) -> tuple[str, str]:
        """Its pinyin and initials; empty for a text without Han characters."""
        return pinyin(self.text) if has_han(self.text) else ("", "")

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """Its pairs of characters."""
        return bigrams(self.text)


def match_score(query: str, term: Term, *, spoken: bool = False) -> float:
    """Return how well a plain query fits a term, from 0 (not at all) to 1 (the same).

    Parameters
    ----------
    query : str
        Plain text (`maps.text.plain_text`), not empty.
    spoken : bool
        Whether the term may also stand inside the query, as a need in a sentence.
    """
    if query == term.text:
        return SAME
    best = _han_score(query, term) if has_han(query) else _latin_score(query, term)
    if spoken and best < SAID_IN_A_SENTENCE and _says(query, term):
        best = SAID_IN_A_SENTENCE
    return best


def _says(query: str, term: Term) -> bool:
    if has_han(term.text):
        return len(term.close) > 1 and term.close in query.replace(" ", "")
    return f" {term.text} " in f" {query} "


def _han_score(query: str, term: Term) -> float:
    close = query.replace(" ", "")
    if close == term.close:
        return SAME
    if term.close.startswith(close):
        return BEGINS
    if close in term.close:
        return CONTAINS
    if len(close) < 2 or not has_han(term.text):
        return 0.0
    if is_subsequence(close, term.close):
        return ABBREVIATES
    wanted = bigrams(close)
    overlap = len(wanted & term.bigrams) / len(wanted)
    return overlap * ABBREVIATES if overlap >= LEAST_OVERLAP else 0.0


def _latin_score(query: str, term: Term) -> float:
    by_sound = _pinyin_score(query.replace(" ", ""), term)
    if has_han(term.text) and by_sound > 0:
        return by_sound
    if term.text.startswith(query):
        return BEGINS
    if any(word.startswith(query) for word in term.words):
        return WORD_BEGINS
    return _words_score(query, term)


def _pinyin_score(query: str, term: Term) -> float:
    full, initials = term.pinyin
    if not full or not query.isascii():
        return 0.0
    if query == full:
        return PINYIN_SAME
    if len(query) > 1 and full.startswith(query):
        return PINYIN_BEGINS
    if len(query) > 1 and query == initials:
        return INITIALS_SAME
    if len(query) > 1 and initials.startswith(query):
        return INITIALS_BEGIN
    errors = _errors(query, full)
    return TYPING_ERROR - PER_ERROR * errors if errors is not None else 0.0


def _words_score(query: str, term: Term) -> float:
    """Every word that says something must be found in the term; words of the term left over cost a little."""
    asked = [word for word in query.split() if word not in _LITTLE_WORDS] or query.split()
    found = [max((_word_score(word, other) for other in term.words), default=0.0) for word in asked]
    if min(found) == 0.0:
        whole = _errors(query, term.text)
        return TYPING_ERROR - PER_ERROR * whole if whole is not None else 0.0
    spare = max(0, len(term.words) - len(asked))
    return WORD_BEGINS * sum(found) / len(found) - 0.01 * min(spare, 5)


def _word_score(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.95
    if len(word) > 2 and word in other:
        return 0.85
    errors = _errors(word, other)
    if errors is None and len(word) > 4:
        errors = _errors(word, other[: len(word)])
    return 0.0 if errors is None else (TYPING_ERROR - PER_ERROR * errors) / WORD_BEGINS


def _errors(typed: str, meant: str) -> int | None:
    """Return the number of typing errors if they are few for the length, else None."""
    allowed = 0 if len(typed) < 4 else 1 if len(typed) < 7 else 2
    errors = edit_distance(typed, meant, at_most=allowed)
    return errors if 0 < errors <= allowed else None
