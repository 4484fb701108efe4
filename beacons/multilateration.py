"""Where a phone is from a few transmitters at known places, without a model: the weighted centroid."""

import numpy as np

from beacons.transmitters import Heard, TransmitterTable

_STRONGEST = 6
_CENTROID_EXPONENT = 1.0


def weighted_centroid(table: TransmitterTable, heard: Heard) -> tuple[float, float]:
    """Return the mean place of the six strongest transmitters, weighted by received power (by 1/range² for ranges).

    The start and the fallback of every other estimate: it needs no model. Place all in one plane.

    Raises
    ------
    ValueError
        If nothing was heard.
    """
    if heard.value.size == 0:
        raise ValueError("a centroid needs at least one reading")
    ranges = 1.0 / np.maximum(heard.value, 1.0) ** 2
    power = 10.0 ** (_CENTROID_EXPONENT * np.where(heard.is_range, 0.0, heard.value) / 10.0)
    weight = np.where(heard.is_range, ranges, power) if heard.is_range.any() != heard.is_range.all() else None
    weight = (ranges if heard.is_range.all() else power) if weight is None else np.where(heard.is_range, weight, 0.0)
    strongest = np.argsort(-weight, kind="stable")[:_STRONGEST]
    chosen, share = heard.transmitter[strongest], weight[strongest] / weight[strongest].sum()
    return float(share @ table.x_m[chosen]), float(share @ table.y_m[chosen])
