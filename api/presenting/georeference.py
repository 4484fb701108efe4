"""How well control points fit, as JSON."""

from typing_extensions import TypedDict

from maps.georeference import Georeference


class ResidualDocument(TypedDict):
    """How far a point comes to lie from where it should."""

    name: str
    residual_m: float
    used: bool


class GeoreferenceDocument(TypedDict):
    """What was done: x' = a x + b y + x_m, y' = c x + d y + y_m, as [a, b, x_m, c, d, y_m]; and how well it fits.

    Without an `rms_m` nothing is left over to check with.
    """

    kind: str
    scale: float
    rotation_deg: float
    transformation: list[float]
    rms_m: float | None
    outliers: list[str]
    residuals: list[ResidualDocument]


def georeference_document(found: Georeference) -> GeoreferenceDocument:
    """Return how well control points fit."""
    return {
        "kind": found.kind,
        "scale": found.affine.scale,
        "rotation_deg": found.affine.rotation_deg,
        "transformation": list(found.affine.numbers),
        "rms_m": found.rms_m,
        "outliers": list(found.outliers),
        "residuals": [
            {"name": point.name, "residual_m": residual, "used": point.name not in found.outliers}
            for point, residual in zip(found.points, found.residuals_m, strict=True)
        ],
    }
