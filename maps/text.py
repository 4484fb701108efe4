"""Text as search sees it: one form for every way of writing, in both scripts."""

import re
import unicodedata
from functools import lru_cache

import pypinyin

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\uf900-\ufaff]+|[^\W_]+")
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\s\u3400-\u9fff\uf900-\ufaff]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_APOSTROPHES = re.compile(r"['\u2019\u02bc]")


def plain_text(text: str) -> str:
    """Return a text without differences of case, width, accents and punctuation; words parted by one space.

    Examples
    --------
    >>> plain_text("  Café－Ｘ光 (2F)!")
    'cafe x光 2f'
    """
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their plain form; Han characters in a row are one word with what they touch.

    Examples
    --------
    >>> words("Women's Toilet 2"), words("CT室")
    (('womens', 'toilet', '2'), ('ct室',))
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = _APOSTROPHES.sub("", _MARKS.sub("", unicodedata.normalize("NFKD", folded)))
    return tuple("".join(_WORD.findall(part)) for part in re.split(r"[\W_]+", folded) if part)


def has_han(text: str) -> bool:
    """Return whether a text has any Han character."""
    return HAN.search(text) is not None


@lru_cache(maxsize=16384)
def pinyin(text: str) -> tuple[str, str]:
    """Return the pinyin of a plain text without tones or spaces, and its initials; what is not Han stays.

    Examples
    --------
    >>> pinyin("心内科")
    ('xinneike', 'xnk')
    """
    syllables = [syllable for part in _RUN.findall(text) for syllable in _syllables(part)]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def _syllables(run: str) -> list[str]:
    """Return the syllables of a run of Han characters, or each character of any other run."""
    return pypinyin.lazy_pinyin(run, v_to_u=False) if HAN.match(run) else list(run)


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, spaces left out.

    Examples
    --------
    >>> sorted(bigrams("abba"))
    ['ab', 'ba', 'bb']
    """
    close = text.replace(" ", "")
    return frozenset(close[index : index + 2] for index in range(len(close) - 1))


def is_subsequence(short: str, long: str) -> bool:
    """Return whether the characters of one text appear in the other in their order.

    Examples
    --------
    >>> is_subsequence("心内科", "心血管内科")
    True
    """
    rest = iter(long)
    return all(character in rest for character in short)


def edit_distance(one: str, other: str, *, at_most: int) -> int:
    """Return how many insertions, deletions, changes and swaps of neighbours part two texts.

    Parameters
    ----------
    at_most : int
        Beyond this the answer is ``at_most + 1`` and the work stops early.

    Notes
    -----
    Optimal string alignment: Damerau, A technique for computer detection and correction of spelling errors (1964),
    doi:10.1145/363958.363994.

    Examples
    --------
    >>> edit_distance("radiology", "raidology", at_most=2)
    1
    """
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return at_most + 1
        before, above = above, row
    return min(above[-1], at_most + 1)
