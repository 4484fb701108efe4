"""Random numbers that depend on the person and the purpose alone, so that nothing else can change them."""

import hashlib

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from simulator.hospital.record import Floats, Ints

_STEP, _SECOND, _THIRD = (np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


class Draws:
    """The random numbers of one day.

    Parameters
    ----------
    seed, day : int
        The same pair gives the same numbers.

    Notes
    -----
    Counter-based: the mixing is that of SplitMix64 (doi:10.1145/2714064.2660195) over a key of seed, day and purpose
    and the number of the person.
    """

    def __init__(self, seed: int, day: int) -> None:
        self._seed, self._day = seed, day

    def key(self, purpose: str) -> int:
        """Return the key of a purpose."""
        text = f"{self._seed}/{self._day}/{purpose}".encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")

    def uniform(self, purpose: str, people: Ints) -> Floats:
        """Return one number between 0 and 1, both excluded, for each of some people, given by number."""
        with np.errstate(over="ignore"):
            mixed: npt.NDArray[np.uint64] = (people + 1).astype(np.uint64) * _STEP
            mixed += np.uint64(self.key(purpose))
            mixed = (mixed ^ (mixed >> np.uint64(30))) * _SECOND
            mixed = (mixed ^ (mixed >> np.uint64(27))) * _THIRD
            mixed ^= mixed >> np.uint64(31)
        drawn: Floats = ((mixed >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
        return drawn

    def normal(self, purpose: str, people: Ints) -> Floats:
        """Return one standard normal number for each person."""
        drawn: Floats = ndtri(self.uniform(purpose, people))
        return drawn

    def lognormal(self, purpose: str, people: Ints, mean: float, cv: float) -> Floats:
        """Return one lognormal number of this mean and relative spread for each person."""
        spread = np.sqrt(np.log1p(cv**2))
        drawn: Floats = mean * np.exp(spread * self.normal(purpose, people) - spread**2 / 2)
        return drawn
