"""Durable truth: drafts, immutable revisions and radio maps, in SQLite or PostgreSQL by the same code."""

from api.store.errors import CorruptDataError, StorageFullError, StoreUnavailableError
from api.store.store import PublishedRevision, Store, VenueSummary, open_store

__all__ = [
    "CorruptDataError",
    "PublishedRevision",
    "StorageFullError",
    "Store",
    "StoreUnavailableError",
    "VenueSummary",
    "open_store",
]
