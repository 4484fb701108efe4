"""The commands of `beeline`, one file per noun; with `beeline.py` the only place that may import every package."""
