"""Durable truth: drafts, immutable revisions and radio maps, in SQLite or PostgreSQL by the same code."""

from api.store.audit_log import AuditLog
from api.store.changes import ChangeLine
from api.store.drafts import Entry, StoredDraft
from api.store.errors import CorruptDataError, StaleDraftError, StorageFullError, StoreUnavailableError
from api.store.releases import Override, Release
from api.store.reviews import ReviewComment
from api.store.revisions import PublishedRevision, VenueSummary
from api.store.store import Store, open_store

__all__ = [
    "AuditLog",
    "ChangeLine",
    "CorruptDataError",
    "Entry",
    "Override",
    "PublishedRevision",
    "Release",
    "ReviewComment",
    "StaleDraftError",
    "StorageFullError",
    "Store",
    "StoreUnavailableError",
    "StoredDraft",
    "VenueSummary",
    "open_store",
]
