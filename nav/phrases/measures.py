"""Distances, times and numbers of people in a language."""

from nav.phrases.catalogue import Catalogue, get_catalogue

TELLABLE_M = 5.0
"""A shorter distance is not worth saying: the thing is here [m]."""
_LONGEST_IN_STEPS_M = 200.0
"""Nobody counts more steps than this [m]."""


def distance(distance_m: float, language: str, *, step_m: float | None = None, spoken: bool = False) -> str:
    """Return a distance as people use it: to 5 m, from 50 to 10 m, from 100 to 50 m, from 1 km to 0.1 km.

    Parameters
    ----------
    step_m : float or None
        The walker's step (`nav.instructions.steps`), to tell short ways in steps; None tells all in metres.
    spoken : bool
        To be heard, with units in full.

    Examples
    --------
    >>> distance(23.0, "en"), distance(7.0, "zh-Hans"), distance(1260.0, "en"), distance(0.2, "en")
    ('25 m', '5米', '1.3 km', '5 m')
    >>> distance(23.0, "en", step_m=0.7), distance(23.0, "en", spoken=True)
    ('35 steps', '25 metres')
    """
    words = get_catalogue(language)
    section = "spoken_distance" if spoken else "distance"
    if step_m is not None and distance_m < _LONGEST_IN_STEPS_M:
        return words.count(f"{section}.steps", _rounded(distance_m / step_m))
    rounded_m = _rounded(distance_m)
    if rounded_m >= 1000:
        return words.get(f"{section}.kilometres", n=words.number(distance_m / 1000, decimals=1))
    return words.count(f"{section}.metres", rounded_m)


def minutes(minutes: float, language: str) -> str:
    """Return a time in whole minutes, at least one."""
    return get_catalogue(language).count("duration.minutes", max(1, round(minutes)))


def people_waiting(count: int, words: Catalogue) -> str:
    """Return how many people wait."""
    return words.count("waiting.people", count) if count > 0 else words.get("waiting.nobody")


def _rounded(count: float) -> int:
    grain = 5 if count < 50 else 10 if count < 100 else 50
    return max(5, grain * round(count / grain))
