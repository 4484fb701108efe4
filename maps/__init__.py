"""Floor plans in, published venues out. Imports nothing else of Beeline."""

__version__ = "0.1.0"
