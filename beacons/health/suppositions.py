"""What may be so of a transmitter, and how well each explains what was heard and not heard."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.health.likelihood import Counts, log_likelihoods
from beacons.health.patches import PATCH_M, Patches
from beacons.health.places import Places
from beacons.health.verdict import Elsewhere, Health
from beacons.observation import RadioKind
from maps.ids import LevelId
from maps.position import Position

Floats = npt.NDArray[np.float64]

USUAL_DB = (-4.0, -2.0, 0.0, 2.0, 4.0)
"""A transmitter as the plan says may differ by this: makes, ceilings, bodies [dB]."""
DROPS_DB = (9.0, 12.0, 15.0, 18.0, 22.0)
PATCH_VARIANCE_M2 = PATCH_M**2 / 12.0
"""Of a place anywhere within a patch."""
LADDER_DBM = np.arange(-115.0, -50.0, 8.0)
"""Powers of which the best is taken patch by patch, to see whether any place could explain more [dBm]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """The likeliest of its kind.

    Parameters
    ----------
    log_likelihood : float
        Less what was tried to find it: the logarithm of the number of powers or places.
    drop_db : float or None
        How much weaker the transmitter is than the plan says [dB].
    elsewhere : Elsewhere or None
        Where else it hangs.
    """

    health: Health
    log_likelihood: float
    drop_db: float | None = None
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppositions:
    """Tries what may be so of the transmitters of a venue.

    Parameters
    ----------
    least_gain : float
        Places are tried only where a field that fits at will would gain this much log-likelihood.
    """

    patches: Patches
    places: Places
    level_ids: tuple[LevelId, ...]
    least_gain: float

    def tried(self, row: int, counts: Counts, field_dbm: Floats, kind: RadioKind) -> Iterator[Supposition]:
        """Yield "as the plan says" first, then the likeliest of each fault.

        Parameters
        ----------
        field_dbm : array (m,)
            Mean power in the patches of `counts` by the plan [dBm].
        """
        everywhere, by_plan_dbm = counts, field_dbm
        telling = counts.telling(field_dbm)
        counts, field_dbm = counts.at(telling), field_dbm[telling]
        shifts = np.array([*USUAL_DB, *(-drop_db for drop_db in DROPS_DB)])
        fits = log_likelihoods(counts, field_dbm + shifts[:, np.newaxis], kind).sum(axis=1)
        usual, weak = np.split(fits, [len(USUAL_DB)])
        well = float(usual.max())
        yield Supposition(health=Health.OK, log_likelihood=well)
        yield Supposition(
            health=Health.WEAK,
            log_likelihood=float(weak.max() - np.log(len(DROPS_DB))),
            drop_db=DROPS_DB[int(weak.argmax())],
        )
        silent = float(log_likelihoods(counts, np.full(len(field_dbm), -np.inf), kind).sum())
        yield Supposition(health=Health.SILENT, log_likelihood=silent)
        at_will = np.broadcast_to(LADDER_DBM[:, np.newaxis], (len(LADDER_DBM), len(field_dbm)))
        at_best = float(log_likelihoods(counts, np.vstack([field_dbm, at_will]), kind).max(axis=0).sum())
        if counts.heard.any() and at_best > well + self.least_gain:
            yield from self._elsewhere(row, everywhere, by_plan_dbm, kind)

    def _elsewhere(self, row: int, counts: Counts, field_dbm: Floats, kind: RadioKind) -> Iterator[Supposition]:
        places = self.places.near_loudest(counts, row)
        if not len(places):
            return
        there = np.stack([self.places.field_dbm(int(place), row, counts.patch, kind) for place in places])
        telling = counts.telling(np.maximum(there.max(axis=0), field_dbm))
        counts, there, field_dbm = counts.at(telling), there[:, telling], field_dbm[telling]
        paid = np.log(len(self.patches))
        for health, fields in ((Health.MOVED, there), (Health.CLONED, np.maximum(there, field_dbm))):
            fits = log_likelihoods(counts, fields, kind).sum(axis=1)
            visits = int(counts.heard[there[fits.argmax()] > field_dbm].sum())
            yield Supposition(
                health=health,
                log_likelihood=float(fits.max() - paid),
                elsewhere=self._place(places, fits, visits),
            )

    def _place(self, places: npt.NDArray[np.int64], fits: Floats, visits: int) -> Elsewhere:
        """Return the mean place and its spread, on the level of the likeliest one."""
        best = places[fits.argmax()]
        mine = self.patches.level[places] == self.patches.level[best]
        share = np.where(mine, np.exp(fits - fits.max()), 0.0)
        share /= share.sum()
        spots = np.stack([self.patches.x_m[places], self.patches.y_m[places]])
        mean = spots @ share
        off = spots - mean[:, np.newaxis]
        cov = (off * share) @ off.T + np.eye(2) * PATCH_VARIANCE_M2
        return Elsewhere(
            position=Position(
                x_m=float(mean[0]), y_m=float(mean[1]), level_id=self.level_ids[self.patches.level[best]]
            ),
            cov_m2=((float(cov[0, 0]), float(cov[0, 1])), (float(cov[1, 0]), float(cov[1, 1]))),
            visits=visits,
        )
