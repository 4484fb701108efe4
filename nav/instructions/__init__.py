"""A route as things to do on the way, in no language."""
