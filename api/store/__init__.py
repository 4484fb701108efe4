"""Durable truth: drafts, immutable revisions and radio maps, in SQLite or PostgreSQL by the same code."""

from api.store.errors import CorruptDataError, StorageFullError, StoreUnavailableError
from api.store.releases import Override, Release
from api.store.revisions import PublishedRevision, VenueSummary
from api.store.store import Store, open_store

__all__ = [
    "CorruptDataError",
    "Override",
    "PublishedRevision",
    "Release",
    "StorageFullError",
    "Store",
    "StoreUnavailableError",
    "VenueSummary",
    "open_store",
]
