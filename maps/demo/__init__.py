"""The demo hospital: authored by code, kept as IMDF, read by the normal importer."""
