"""What kind of space a cell of IndoorGML is, from whatever its tool says of it."""

import re

from maps.readers.indoorgml_file import Cell

DOOR = "door"
"""The category of a cell that is itself a door: it becomes an opening."""

_CODES = {"1110": "elevator", "1120": "stairs"}
"""Functions of vertical transition spaces, in the code lists that come with the navigation module."""
_KINDS = {
    "TransitionSpace": "walkway",
    "ConnectionSpace": DOOR,
    "AnchorSpace": "lobby",
    "NonNavigableSpace": "structure",
    "ObjectSpace": "structure",
}
_WORDS = {
    "elevator": "elevator|lift",
    "escalator": "escalator",
    "stairs": "stairs?|staircase|stairwell|treppe(nhaus)?",
    "ramp": "ramp",
    "restroom": "toilets?|restroom|wc",
    "lobby": "lobby|foyer|hall|entrance",
    "walkway": "corridor|hallway|passage|aisle|flur",
    DOOR: "door|doorway|entry",
    "room": "room|office|classroom",
}
_PATTERNS = {
    category: re.compile(rf"(?<![a-z])({words})(?![a-z])", re.IGNORECASE) for category, words in _WORDS.items()
}


def category_of(cell: Cell) -> str:
    """Return the unit category of a cell: stated, in words, by code, by kind; else a room."""
    if cell.says.get("category"):
        return cell.says["category"]
    texts = [cell.says.get(key, "") for key in ("indoor", "usage", "function", "class", "type")]
    for text in (*texts, *cell.labels.values()):
        for category, pattern in _PATTERNS.items():
            if pattern.search(text):
                return category
    return _CODES.get(cell.says.get("function", ""), _KINDS.get(cell.kind, "room"))
