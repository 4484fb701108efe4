"""Documents as somebody broken, or hostile, would write them: valid ones with a few things wrong."""

import copy
import random

from hypothesis import strategies as st
from lxml import etree

_NUMBERS = ["0", "-1", "nan", "inf", "1e400", "99999999999999999999", "0;1", "-3-5", "0.5"]
ODD_TEXTS = st.sampled_from([*_NUMBERS, "", "yes", "null", "../..", "\u202e", "药"]) | st.text(max_size=12)
ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 1e-300, 1e300, 2**63, 10**30, float("nan"), float("inf"), [], {}, [[]], [[[]]]]),
    st.integers(-200, 200),
    st.floats(-200, 200),
    ODD_TEXTS,
    st.lists(st.floats(-180, 180), max_size=4),
    st.dictionaries(st.sampled_from(["type", "coordinates", "id", "en"]), ODD_TEXTS, max_size=3),
)
_SEEDS = st.randoms(use_true_random=False)


@st.composite
def mutated_json(draw, document):
    """Return a JSON document with up to six of its values replaced, removed, doubled or exchanged."""
    changed = copy.deepcopy(document)
    chance = draw(_SEEDS)
    for _ in range(draw(st.integers(1, 6))):
        holder, key = chance.choice(_places(changed))
        kind = draw(st.sampled_from(["odd", "odd", "remove", "double", "exchange", "wrap"]))
        if kind == "odd":
            holder[key] = copy.deepcopy(draw(ODD_VALUES))  # or it would be changed for the next example too
        elif kind == "wrap":
            holder[key] = [holder[key]] * 2
        elif kind == "exchange":
            other, name = chance.choice(_places(changed))
            holder[key] = copy.deepcopy(other[name])
        elif kind == "remove":
            del holder[key]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        if not _places(changed):
            break
    return changed


def _places(node):
    """Return every (container, key) of a document, spread over its depths."""
    found, stack = [], [node]
    while stack:
        each = stack.pop()
        keys = range(len(each)) if isinstance(each, list) else each
        for key in keys:
            found.append((each, key))
            if isinstance(each[key], dict | list):
                stack.append(each[key])
    return found


@st.composite
def mutated_xml(draw, data: bytes) -> bytes:
    """Return an XML document with up to six of its elements removed, doubled or moved, or attributes spoilt."""
    root = etree.fromstring(data)
    chance: random.Random = draw(_SEEDS)
    for _ in range(draw(st.integers(1, 6))):
        elements = [each for each in root.iter() if isinstance(each.tag, str) and each is not root]
        if not elements:
            break
        element = chance.choice(elements)
        kind = draw(st.sampled_from(["attribute", "attribute", "text", "remove", "double", "move", "exchange"]))
        _mutate(element, chance.choice(elements), kind, chance, draw)
    return etree.tostring(root)


def _mutate(element, other, kind, chance, draw) -> None:
    if kind == "attribute" and element.attrib:
        element.set(chance.choice(sorted(element.attrib)), _for_xml(draw(ODD_TEXTS)))
    elif kind == "text" and element.text:
        element.text = _for_xml(draw(ODD_TEXTS))
    elif kind == "remove":
        element.getparent().remove(element)
    elif kind == "double":
        element.addnext(copy.deepcopy(element))
    elif kind == "move" and element not in other.iterancestors() and element is not other:
        other.append(element)
    elif kind == "exchange" and element.attrib and other.attrib:
        name = chance.choice(sorted(element.attrib))
        element.set(name, other.get(name, chance.choice(sorted(other.attrib.values()))))


def _for_xml(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and not 0xD800 <= ord(letter) <= 0xDFFF)


@st.composite
def mutated_bytes(draw, data: bytes) -> bytes:
    """Return bytes of which some are others, and some are missing at a place or the end."""
    changed = bytearray(data)
    for place, value in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=8)):
        changed[place] = value
    if draw(st.booleans()):
        start = draw(st.integers(0, len(changed) - 1))
        del changed[start : start + draw(st.integers(1, len(changed)))]
    return bytes(changed)
