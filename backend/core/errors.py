"""Facts that stop an operation.

An operation raises a subclass of `Problem`, defined beside it. One handler in `backend.web.problems`
turns it into `application/problem+json` (RFC 9457); the page maps the slug to a sentence that says what
to do next. The texts here are for developers and logs: they name no person.
"""

from typing import ClassVar


class Problem(Exception):
    """Something that the caller can understand and act on.

    `slug` becomes the problem's stable `type`, "/problems/<slug>"; `status` the HTTP status. `parameters` are safe
    to show: numbers, limits, names of fields, never personal data.
    """

    status: ClassVar[int] = 400
    slug: ClassVar[str] = "bad-request"
    title: ClassVar[str] = "The request cannot be carried out"

    def __init__(self, detail: str = "", **parameters: str | int) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.parameters = parameters


class NotFound(Problem):
    """There is no such thing, or it belongs to somebody else; the answer does not tell which."""

    status = 404
    slug = "not-found"
    title = "There is nothing here"


class NotSignedIn(Problem):
    """The request carries no session, or one that has ended."""

    status = 401
    slug = "not-signed-in"
    title = "Sign in first"


class NotAllowed(Problem):
    """The person is known but may not do this."""

    status = 403
    slug = "not-allowed"
    title = "This is not allowed for this account"


class SecondFactorNeeded(Problem):
    """Who works for others must have signed in with two factors; this session has proven one."""

    status = 403
    slug = "second-factor-needed"
    title = "Sign in with a passkey or an authenticator app"


class StepUpNeeded(Problem):
    """The action is sensitive, and the person has not proven in the last minutes who they are."""

    status = 403
    slug = "step-up-needed"
    title = "Confirm first that it is you"


class InvalidInput(Problem):
    """One or several fields hold something that cannot be used; `errors` maps each field to a message key."""

    status = 400
    slug = "invalid-input"
    title = "Some fields need another value"

    def __init__(self, errors: dict[str, str], detail: str = "") -> None:
        super().__init__(detail)
        self.errors = errors


class TooManyAttempts(Problem):
    """A limit was reached; `retry_after` says after how many seconds another try makes sense."""

    status = 429
    slug = "too-many-attempts"
    title = "Too many attempts"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)
        self.retry_after = retry_after
