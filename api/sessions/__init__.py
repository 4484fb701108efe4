"""Guided walks: what a session knows, how readings advance it, and what its readers are told."""
