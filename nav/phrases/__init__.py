"""Catalogues of instructions, one file per language."""
