"""A cloud of weighted guesses, and the one position it stands for."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons.walkable import WalkableSpace

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LEAST_VARIANCE_M2 = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Particles:
    """Guesses of where the walker is and how they move.

    Parameters
    ----------
    level : array of int
        Index of the level in the venue.
    x_m, y_m : arrays
        Place [local m], always walkable.
    turn_rad : array
        With steps: how much the phone's heading is wrong; without: the walking direction. Clockwise from north.
    pace : array
        Step length, or walking speed without steps, as a multiple of the usual one.
    log_w : array
        Logarithm of the weight, unnormalised.
    """

    level: Ints
    x_m: Floats
    y_m: Floats
    turn_rad: Floats
    pace: Floats
    log_w: Floats

    def __len__(self) -> int:
        return len(self.x_m)

    def weights(self) -> Floats:
        """Return the weights, summing to 1."""
        weight = np.exp(self.log_w - self.log_w.max())
        result: Floats = weight / weight.sum()
        return result

    def taken(self, index: Ints) -> "Particles":
        """Return the particles of these numbers, equally weighted."""
        return Particles(
            level=self.level[index],
            x_m=self.x_m[index],
            y_m=self.y_m[index],
            turn_rad=self.turn_rad[index],
            pace=self.pace[index],
            log_w=np.zeros(len(index)),
        )

    def reweighted(self, log_likelihood: Floats) -> "Particles":
        """Return the particles with a log-likelihood added."""
        log_w = self.log_w + log_likelihood
        return replace(self, log_w=log_w - log_w.max())

    def resampled(self, rng: np.random.Generator, count: int) -> "Particles":
        """Return `count` equal particles drawn by weight (systematic: one random number)."""
        picks = (rng.random() + np.arange(count)) / count
        index = np.searchsorted(np.cumsum(self.weights()), picks)
        return self.taken(np.minimum(index, len(self) - 1).astype(np.int64))

    def effective(self) -> float:
        """Return the effective number of particles."""
        return float(1.0 / (self.weights() ** 2).sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A cloud's position and spread, before calibration."""

    level: int
    x_m: float
    y_m: float
    cov_m2: tuple[tuple[float, float], tuple[float, float]]
    raw_68_m: float
    raw_95_m: float
    p_level: float


def estimate(particles: Particles, space: WalkableSpace) -> Estimate:
    """Return the mean place on the likeliest level, moved into walkable space, and how far the cloud spreads."""
    weight = particles.weights()
    p_level = np.bincount(particles.level, weights=weight, minlength=len(space.level_ids))
    level = int(p_level.argmax())
    on_level = particles.level == level
    share = weight[on_level] / weight[on_level].sum()
    x_m, y_m = particles.x_m[on_level], particles.y_m[on_level]
    mean_x, mean_y = space.snapped(np.array([level]), np.array([share @ x_m]), np.array([share @ y_m]))
    dx, dy = x_m - mean_x[0], y_m - mean_y[0]
    xy = float(share @ (dx * dy))
    distance = np.hypot(dx, dy)
    order = np.argsort(distance, kind="stable")
    reached = np.cumsum(share[order])
    raw_68, raw_95 = (distance[order[min(int(np.searchsorted(reached, p)), len(order) - 1)]] for p in (0.68, 0.95))
    return Estimate(
        level=level,
        x_m=float(mean_x[0]),
        y_m=float(mean_y[0]),
        cov_m2=(
            (float(share @ dx**2) + _LEAST_VARIANCE_M2, xy),
            (xy, float(share @ dy**2) + _LEAST_VARIANCE_M2),
        ),
        raw_68_m=float(raw_68),
        raw_95_m=float(raw_95),
        p_level=float(min(1.0, p_level[level])),
    )
