"""Long work as jobs: imports of floor plans, each in a process of its own, within limits."""
