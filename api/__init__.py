"""HTTP, live events, storage and settings: the only place that knows Flask and SQLAlchemy."""
