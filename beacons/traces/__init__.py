"""Trace readers and writers, one file per format."""
