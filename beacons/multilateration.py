"""Where a phone is from a few transmitters at known places, without a model: the weighted centroid."""

import math

from beacons.transmitters import Heard, TransmitterTable

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
    weighted = [
        (10.0 ** (value / 10.0) if powers else 1.0 / max(value, 1.0) ** 2, index)
        for index, value, is_range in zip(
            heard.transmitter.tolist(), heard.value.tolist(), heard.is_range.tolist(), strict=True
        )
        if is_range is not powers
    ]
    strongest = sorted(weighted, reverse=True)[:_STRONGEST]
    total = math.fsum(weight for weight, _ in strongest)
    x_m = math.fsum(weight * float(table.x_m[index]) for weight, index in strongest) / total
    y_m = math.fsum(weight * float(table.y_m[index]) for weight, index in strongest) / total
    return x_m, y_m
