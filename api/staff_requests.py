"""What people of the staff may say: who they are, who is invited, who may do what."""

from typing import Annotated

from pydantic import Field

from api.requests import Body, Query, with_examples
from api.staff.person import Role

Login = Annotated[str, Field(min_length=1, max_length=80, description="An e-mail address, or another short name.")]
Password = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra={"format": "password"})]
Name = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$", description="What others see.")]


class SignInBody(Body):
    """Who wants to sign in."""

    login: Login
    password: Password


class PasswordBody(Body):
    """Another password for oneself."""

    old: Password
    new: Password


class JoinBody(Body):
    """An invitation taken up."""

    token: Annotated[str, Field(min_length=1, max_length=200, description="From the link of the invitation.")]
    login: Login
    name: Name = ""
    password: Password


class RoleBody(Body):
    """What somebody may do at a venue: each role includes those before it."""

    model_config = with_examples({"role": "editor"})

    role: Role


class DeedsQuery(Query):
    """Which part of the audit log."""

    before: int | None = Field(default=None, ge=1, description="Only entries with smaller numbers.")
    limit: int = Field(default=50, ge=1, le=500)
