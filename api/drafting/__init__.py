"""What people do to a draft: edit, undo, redo, rebase, roll back, import again, repair, place, compare.

Each is one entry in the log, or an error and nothing.
"""

from api.drafting.comparing import Comparing
from api.drafting.editing import Editing
from api.drafting.examining import Examined, Examining
from api.drafting.following import Following, RolledBack
from api.drafting.importing import Imported, Importing
from api.drafting.mending import Mending
from api.drafting.work import Edited

__all__ = ["Drafting", "Edited", "Examined", "Imported", "RolledBack"]


class Drafting(Editing, Following, Importing, Mending, Comparing, Examining):
    """The work on the drafts of a store. Every method that changes one may be told the version it must have.

    Raises
    ------
    StaleDraftError
        By every method that changes a draft, if it has another version than was given, or gets one meanwhile.
    """
