"""Where a phone is from a few transmitters at known places, without a model: the weighted centroid."""

import numpy as np
import numpy.typing as npt

from beacons.transmitters import Heard, TransmitterTable

Floats = npt.NDArray[np.float64]

_STRONGEST = 6


def weighted_centroid(table: TransmitterTable, heard: Heard) -> tuple[float, float]:
    """Return the mean place of the six strongest transmitters, weighted by received power.

    Where only ranges are heard, they weigh by 1/range². The start and the fallback of every other estimate: it needs
    no model. All count as in one plane.

    Raises
    ------
    ValueError
        If nothing was heard.
    """
    if heard.value.size == 0:
        raise ValueError("a centroid needs at least one reading")
    powers = not heard.is_range.all()
    kept = ~heard.is_range if powers else heard.is_range
    value, spot = heard.value[kept], heard.transmitter[kept]
    weight = 10.0 ** (value / 10.0) if powers else 1.0 / np.maximum(value, 1.0) ** 2
    return strongest_centroid(table.x_m[spot], table.y_m[spot], weight)


def strongest_centroid(x_m: Floats, y_m: Floats, weight: Floats) -> tuple[float, float]:
    """Return the weighted mean of the six places that weigh most; of equals the later ones count."""
    top = np.argsort(weight, kind="stable")[::-1][:_STRONGEST]
    share = weight[top] / weight[top].sum()
    return float(share @ x_m[top]), float(share @ y_m[top])
