"""Numbered findings, one file per rule family."""
