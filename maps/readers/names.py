"""Names of a source as ids."""

import re


def plain_name(value: object) -> str:
    """Return a name as an id that is safe in a URL.

    Examples
    --------
    >>> plain_name("first floor / east")
    'first-floor-east'
    """
    return re.sub(r"[^\w.-]+", "-", str(value)[:80]).strip("-") or "unnamed"


def unused_id(name: str, taken: set[str]) -> str:
    """Return a name as an id that is not taken yet, and take it.

    Examples
    --------
    >>> unused_id("door", {"door"})
    'door-2'
    """
    plain = plain_name(name)
    number, identity = 1, plain
    while identity in taken:
        number += 1
        identity = f"{plain}-{number}"
    taken.add(identity)
    return identity
