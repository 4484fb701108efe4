"""Radio readings in, honest fixes out. Imports `maps` only."""
