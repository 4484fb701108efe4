"""Coordinates of the grids that plans come in (UTM, CGCS2000 Gauss–Krüger) as longitude and latitude."""

import cmath
import math
import re
from dataclasses import dataclass

_SEMI_MAJOR_M = 6_378_137.0
_FLATTENING = 1 / 298.257222101
"""GRS80; WGS84 differs from it by less than a millimetre."""
_EPSG = re.compile(r"EPSG\D{0,12}(\d{4,5})\s*$", re.IGNORECASE)
_NEWTON_STEPS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """A transverse Mercator grid.

    Parameters
    ----------
    meridian_deg : float
        Its middle meridian [degrees].
    scale : float
        Its scale there.
    east_m, north_m : float
        What its eastings and northings begin with [m].
    """

    meridian_deg: float
    scale: float = 1.0
    east_m: float = 500_000.0
    north_m: float = 0.0


def find_lonlat(crs: str, east_m: float, north_m: float) -> tuple[float, float] | None:
    """Return the longitude and latitude [degrees] of map coordinates, or None where the grid is not known.

    Parameters
    ----------
    crs : str
        ``EPSG:n`` of WGS84 or ETRS89 / UTM (326nn, 327nn, 258nn), or of CGCS2000 / 3-degree Gauss–Krüger (4513–4554).
    east_m, north_m : float
        Easting and northing [m]; within 1,000 km of the grid's middle meridian.

    Notes
    -----
    Krüger's series in n to the fourth order, to a millimetre: Karney, "Transverse Mercator with an accuracy of a few
    nanometers", J. Geodesy 85 (2011), doi:10.1007/s00190-011-0445-3, eq. 7 to 21 and 36.

    Examples
    --------
    >>> find_lonlat("EPSG:25832", 500_000.0, 0.0)
    (9.0, 0.0)
    >>> find_lonlat("local grid", 0.0, 0.0) is None
    True
    """
    match = _EPSG.search(crs)
    grid = _find_grid(int(match[1])) if match else None
    if grid is None or not (abs(east_m - grid.east_m) < 1e6 and abs(north_m - grid.north_m) < 1e7):
        return None
    n = _FLATTENING / (2 - _FLATTENING)
    series = (
        n / 2 - 2 / 3 * n**2 + 37 / 96 * n**3 - n**4 / 360,
        n**2 / 48 + n**3 / 15 - 437 / 1440 * n**4,
        17 / 480 * n**3 - 37 / 840 * n**4,
        4397 / 161_280 * n**4,
    )
    radius_m = grid.scale * _SEMI_MAJOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    stretched = complex(north_m - grid.north_m, east_m - grid.east_m) / radius_m
    plain = stretched - sum(beta * cmath.sin(2 * j * stretched) for j, beta in enumerate(series, start=1))
    lon = math.atan2(math.sinh(plain.imag), math.cos(plain.real))
    conformal = math.sin(plain.real) / math.hypot(math.sinh(plain.imag), math.cos(plain.real))
    return grid.meridian_deg + math.degrees(lon), math.degrees(math.atan(_geodetic(conformal)))


def _find_grid(code: int) -> _Grid | None:
    family, zone = divmod(code, 100)
    if family in (258, 326, 327) and 1 <= zone <= 60:
        return _Grid(meridian_deg=6.0 * zone - 183.0, scale=0.9996, north_m=1e7 if family == 327 else 0.0)
    if 4513 <= code <= 4533:  # zones 25 to 45, whose number stands before the easting
        zone = code - 4488
        return _Grid(meridian_deg=3.0 * zone, east_m=zone * 1e6 + 500_000.0)
    return _Grid(meridian_deg=75.0 + 3.0 * (code - 4534)) if 4534 <= code <= 4554 else None


def _geodetic(conformal: float) -> float:
    """Return the tangent of the geodetic latitude from that of the conformal one, by Newton's method."""
    e = math.sqrt(_FLATTENING * (2 - _FLATTENING))
    tau = conformal
    for _ in range(_NEWTON_STEPS):
        secant = math.hypot(1, tau)
        sigma = math.sinh(e * math.atanh(e * tau / secant))
        found = tau * math.hypot(1, sigma) - sigma * secant
        slope = (math.hypot(1, found) * secant * (1 - e**2)) / (1 + (1 - e**2) * tau**2)
        tau += (conformal - found) / slope
    return tau
