"""One family of errors: each names the thing, the value and the remedy."""


class BeelineError(Exception):
    """Something the caller can understand and mend.

    Parameters
    ----------
    detail : str
        What is wrong, naming the thing and the value.
    remedy : str
        What to do about it, in one sentence; may be empty.

    Notes
    -----
    `code` is the stable, machine-readable name of the class of error. HTTP renders it as problem+json, the
    command line as one line; neither needs to know the class.
    """

    code = "error"

    def __init__(self, detail: str, *, remedy: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.detail} {self.remedy}".strip()


class BadInputError(BeelineError):
    """A value that came from outside is not what it must be."""

    code = "bad-input"


class UnreadableFileError(BadInputError):
    """A file is broken, truncated, of another format or unsafe to open."""

    code = "unreadable-file"


class NotFoundError(BeelineError):
    """A named thing does not exist here."""

    code = "not-found"


class ConflictError(BeelineError):
    """The thing changed meanwhile, or is in a state that forbids the request."""

    code = "conflict"


class TooLargeError(BeelineError):
    """Input is beyond a stated limit of size, count or time."""

    code = "too-large"


class AuditBlockedError(BeelineError):
    """A draft has findings that forbid publishing it."""

    code = "audit-blocked"
