"""Changes of a draft as values: each knows what was there and what is there now."""
