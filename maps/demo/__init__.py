"""The demo hospital: authored by code, kept as IMDF, read by the normal importer."""

from pathlib import Path

HOSPITAL_FOLDER = Path(__file__).parent / "hospital"
"""The committed IMDF folder."""
