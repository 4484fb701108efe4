"""The store: drafts, revisions, radio maps, switches, jobs, pictures, people and counts of one database."""

from collections.abc import Callable
from datetime import datetime

from api.store.audit_log import AuditLog
from api.store.database import Database
from api.store.jobs import Jobs
from api.store.part import utc_now
from api.store.people import People
from api.store.reviews import Reviews
from api.store.rollbacks import Rollbacks
from api.store.switches import Switches
from api.store.underlays import Underlays
from api.store.usage import UsageCounts


class Store(Rollbacks, Switches, Jobs, Underlays, People, AuditLog, Reviews, UsageCounts):
    """What must survive."""

    def close(self) -> None:
        """Close every connection; a later use opens new ones."""
        self._database.close()


def open_store(url: str = "", *, now: Callable[[], datetime] = utc_now) -> Store:
    """Open a database, bring its tables up to date and return the store on it.

    Parameters
    ----------
    url : str
        SQLAlchemy URL; empty for an SQLite file in the user's data folder.

    Raises
    ------
    BadInputError
        If the URL is not one of SQLite or PostgreSQL.
    StoreUnavailableError
        If the database cannot be used.
    """
    return Store(Database(url), now=now)
