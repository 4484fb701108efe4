"""Venue writers, one file per format."""
