"""Somebody of the staff and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maps.ids import VenueId


class Role(StrEnum):
    """What somebody may do at a venue; each includes those before it."""

    VIEWER = "viewer"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Return whether whoever has this role may do what the other allows."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    Parameters
    ----------
    login : str
        What they sign in with.
    name : str
        What others see beside what they did.
    admin : bool
        Whether they may do everything at every venue of this server.
    roles : mapping of VenueId to Role
        At the venues where they have one.
    """

    id: str
    login: str
    name: str
    admin: bool = False
    roles: Mapping[VenueId, Role] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """How they stand in the audit log: a name alone may be two people's."""
        return f"{self.name} ({self.login})"

    def may(self, role: Role, venue_id: VenueId) -> bool:
        """Return whether they may do at a venue what a role allows."""
        mine = self.roles.get(venue_id)
        return self.admin or (mine is not None and mine.includes(role))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person with what it takes to sign in as them.

    Parameters
    ----------
    password_hash : str
        See `api.staff.passwords`.
    locked_until_unix_s : float
        Nobody signs in before; 0 when nothing is locked.
    """

    person: Person
    password_hash: str
    locked_until_unix_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A role at a venue, offered to whoever holds the token.

    Parameters
    ----------
    ends_unix_s : float
        Until when it can be taken up.
    by : str
        Who invited.
    """

    id: str
    venue_id: VenueId
    role: Role
    ends_unix_s: float
    by: str
