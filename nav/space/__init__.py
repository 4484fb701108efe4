"""Where somebody can walk on one level, and the exact ways there. Knows no graph and no cost."""
