"""HTTP endpoints, one thin file per noun."""
