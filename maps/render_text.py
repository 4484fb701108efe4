"""Labels that fit: broken into lines inside the room they name, never over one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely.geometry import Polygon, box

from maps.labels import Labels, label

_WIDE_FROM = 0x2E80
_LATIN_EM = 0.55
_CAPITAL_EM = 0.66
_LINE_EM = 1.22
_ENDINGS = (
    "医生办公室", "病区护士站", "候诊区", "候检区", "候诊厅", "等候区", "卫生间", "办公室",
    "治疗室", "检查室", "操作室", "诊疗区", "诊室", "走廊", "通道", "过道",
    "花园", "收费大厅", "大厅", "病房", "中心", "回廊", "连廊", "电梯厅",
    "药房", "收费室", "收费", "前厅", "广场",
)  # fmt: skip
"""Where a Chinese name may be broken: before the word for the kind of place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label; `size` is the height of its letters in metres of the plan."""

    text: str
    size: float
    bold: bool

    @property
    def width(self) -> float:
        """The estimated width, generous by a few percent."""
        return text_width_em(self.text) * self.size * (1.05 if self.bold else 1.0)


def text_width_em(text: str) -> float:
    """Return the width of a text [em]: Chinese characters are square, Latin ones about half as wide."""
    return sum(1.0 if ord(letter) >= _WIDE_FROM else _CAPITAL_EM if letter.isupper() else _LATIN_EM for letter in text)


def _is_chinese(text: str) -> bool:
    return any(ord(letter) >= _WIDE_FROM for letter in text)


def _tokens(text: str) -> list[str]:
    """Return the pieces a name may be broken into: words, or for Chinese the parts a reader would see."""
    if not _is_chinese(text):
        return text.split()
    *heads, tail = text.split(" · ")
    bare = tail.rstrip("0123456789")
    ending = next((word for word in _ENDINGS if bare.endswith(word) and len(bare) > len(word) + 1), "")
    last = [bare.removesuffix(ending), ending + tail[len(bare) :]] if ending else [tail]
    return [f"{head} ·" for head in heads] + last


def _wrapped(text: str, lines: int) -> list[str] | None:
    """Break a text into so many lines of similar length, or return None if it has too few parts."""
    tokens = _tokens(text)
    if lines == 1 or not text:
        return [text]
    if len(tokens) < lines:
        return None
    glue = "" if _is_chinese(text) else " "
    target = text_width_em(text) / lines
    broken: list[str] = []
    current = ""
    for index, token in enumerate(tokens):
        longer = f"{current}{glue if current else ''}{token}"
        left = lines - len(broken)
        too_long = text_width_em(longer) > target * 1.12 and left > 1
        if current and (too_long or len(tokens) - index < left):
            broken.append(current)
            current = token
        else:
            current = longer
    return [*broken, current]


def in_languages(labels: Labels, languages: Sequence[str], fallback: str = "") -> tuple[str, str]:
    """Return a label in the first language, and in the second where there is one and it says something else.

    Examples
    --------
    >>> in_languages({"zh-Hans": "药房", "en": "Pharmacy"}, ("zh-Hans", "en"))
    ('药房', 'Pharmacy')
    >>> in_languages({"en": "Pharmacy"}, ("zh-Hans", "en"))
    ('Pharmacy', '')
    """
    said = [label(labels, language, fallback) for language in languages]
    return said[0], next((each for each in said[1:] if each != said[0]), "")


def layouts(first: str, second: str, size: float) -> Iterator[list[Line]]:
    """Yield ways to write a label in two languages, best first: fewer lines, both of them, then the first alone."""
    small = size * 0.78
    for scale in (1.0, 0.86, 0.74):
        for first_lines, second_lines in ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3), (3, 4)):
            above, below = _wrapped(first, first_lines), _wrapped(second, second_lines)
            if above and below:
                yield [Line(text, size * scale, True) for text in above] + [
                    Line(text, small * scale, False) for text in below
                ]
    for scale in (1.0, 0.86, 0.74, 0.6):
        for count in (1, 2, 3):
            above = _wrapped(first, count)
            if above:
                yield [Line(text, size * scale, True) for text in above]


def block(lines: list[Line], x: float, y: float) -> Polygon:
    """Return the rectangle a label fills when centred at a point."""
    width, height = max(line.width for line in lines), sum(line.size * _LINE_EM for line in lines)
    return box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def baselines(lines: list[Line], y: float) -> list[float]:
    """Return the baseline of each line [m, y north] of a label centred at `y`."""
    top = y + sum(line.size * _LINE_EM for line in lines) / 2
    result = []
    for line in lines:
        result.append(top - line.size * 0.95)
        top -= line.size * _LINE_EM
    return result
