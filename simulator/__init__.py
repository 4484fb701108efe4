"""People, radio and walks with ground truth; replay against the running server."""
