"""Walkable space, search, instructions and live guidance. Imports `maps` only."""
