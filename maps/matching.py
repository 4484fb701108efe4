"""How well a text fits a name: the ladder from the same text down to a typing error."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from maps.text import bigrams, edit_distance, has_han, is_subsequence, pinyin, words

SAME = 1.0
BEGINS = 0.92
PINYIN_SAME = 0.9
WORD_BEGINS = 0.86
CONTAINS = 0.8
SAID_IN_A_SENTENCE = 0.8
PINYIN_BEGINS = 0.8
INITIALS_SAME = 0.78
SOUNDS_SAME = 0.72
ABBREVIATES = 0.7
INITIALS_BEGIN = 0.66
PINYIN_CONTAINS = 0.62
TYPING_ERROR = 0.6
PER_ERROR = 0.08
LEAST_OVERLAP = 0.5
"""Share of a Chinese text's bigrams that must be in the name."""

_LITTLE_WORDS = frozenset(
    words("a an at are can do find for get go how i in is me my need of the to want we what where")
)


@dataclass(frozen=True)
class Term:
    """A plain text (`maps.text.plain_text`), asked or searched, with its other spellings made once."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(self.text.split())

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """Its words without those that say nothing; all of them if none says anything."""
        return tuple(word for word in self.words if word not in _LITTLE_WORDS) or self.words

    @cached_property
    def close(self) -> str:
        """It without spaces."""
        return self.text.replace(" ", "")

    @cached_property
    def is_han(self) -> bool:
        """Whether it has any Han character."""
        return has_han(self.text)

    @cached_property
    def pinyin(self) -> tuple[str, str]:
        """Its pinyin and initials; empty for a text without Han characters."""
        return pinyin(self.text) if self.is_han else ("", "")

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """Its pairs of characters."""
        return bigrams(self.text)


def match_score(query: Term, term: Term, *, spoken: bool = False, forgiving: bool = True) -> float:
    """Return how well what was asked fits a term, from 0 (not at all) to 1 (the same).

    Parameters
    ----------
    query, term : Term
        Neither empty.
    spoken : bool
        Whether the term may also stand inside the query, as a need in a sentence.
    forgiving : bool
        Whether typing errors are allowed for. Words with digits are numbers of rooms: they allow none.
    """
    if query.text == term.text or query.close == term.close:
        return SAME
    best = _han_score(query, term) if query.is_han else _latin_score(query, term, forgiving)
    if spoken and best < SAID_IN_A_SENTENCE and _says(query, term):
        best = SAID_IN_A_SENTENCE
    return best


def _says(query: Term, term: Term) -> bool:
    if term.is_han:
        return len(term.close) > 1 and term.close in query.close
    return f" {term.text} " in f" {query.text} "


def _han_score(query: Term, term: Term) -> float:
    if term.close.startswith(query.close):
        return BEGINS
    if query.close in term.close:
        return CONTAINS
    if len(query.close) < 2 or not term.is_han:
        return 0.0
    if query.pinyin[0] == term.pinyin[0]:
        return SOUNDS_SAME
    if is_subsequence(query.close, term.close):
        return ABBREVIATES
    overlap = len(query.bigrams & term.bigrams) / len(query.bigrams)
    return overlap * ABBREVIATES if overlap >= LEAST_OVERLAP else 0.0


def _latin_score(query: Term, term: Term, forgiving: bool) -> float:
    if term.is_han:
        by_sound = _pinyin_score(query.close, term, forgiving)
        if by_sound > 0:
            return by_sound
    if term.text.startswith(query.text):
        return BEGINS
    if any(word.startswith(query.text) for word in term.words):
        return WORD_BEGINS
    return _words_score(query, term, forgiving)


def _pinyin_score(typed: str, term: Term, forgiving: bool) -> float:
    full, initials = term.pinyin
    if typed == full:
        return PINYIN_SAME
    if len(typed) < 2:
        return 0.0
    if full.startswith(typed):
        return PINYIN_BEGINS
    if initials.startswith(typed):
        return INITIALS_SAME if typed == initials else INITIALS_BEGIN
    if len(typed) > 3 and typed in full:
        return PINYIN_CONTAINS
    return _misspelt(typed, full) if forgiving else 0.0


def _words_score(query: Term, term: Term, forgiving: bool) -> float:
    """Every word that says something must be found in the term; words of the term left over cost a little."""
    total = 0.0
    for word in query.telling_words:
        best = max((_word_score(word, other, forgiving) for other in term.words), default=0.0)
        if best == 0.0:
            return _misspelt(query.text, term.text) if forgiving else 0.0
        total += best
    spare = max(0, len(term.words) - len(query.telling_words))
    return WORD_BEGINS * total / len(query.telling_words) - 0.01 * min(spare, 5)


def _word_score(word: str, other: str, forgiving: bool) -> float:
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.95
    if len(word) > 2 and word in other:
        return 0.85
    if not forgiving:
        return 0.0
    best = _misspelt(word, other)
    if best == 0.0 and len(word) > 4:
        best = _misspelt(word, other[: len(word)])
    return best / WORD_BEGINS


def _misspelt(typed: str, meant: str) -> float:
    """Return the score of a text with few typing errors for its length, 0 with more or with none."""
    allowed = 0 if len(typed) < 4 else 1 if len(typed) < 7 else 2
    if allowed == 0 or abs(len(typed) - len(meant)) > allowed:
        return 0.0
    ours, theirs = _letters(typed), _letters(meant)
    if (ours | theirs) & _DIGITS or (ours ^ theirs).bit_count() > 2 * allowed:
        return 0.0
    errors = edit_distance(typed, meant, at_most=allowed)
    return TYPING_ERROR - PER_ERROR * errors if 0 < errors <= allowed else 0.0


@lru_cache(maxsize=65536)
def _letters(text: str) -> int:
    """Return which characters a text has, as bits: texts few errors apart differ in few of them."""
    bits = 0
    for character in text:
        bits |= 1 << (ord(character) & 127)
    return bits


_DIGITS = _letters("0123456789")
