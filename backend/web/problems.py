"""Every error leaves as application/problem+json (RFC 9457), without stack trace, SQL or personal data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from backend.core.errors import (
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    Problem,
    SecondFactorNeeded,
    StepUpNeeded,
    TooManyAttempts,
)

MEDIA_TYPE = "application/problem+json"

_log = structlog.get_logger(__name__)

# What PostgreSQL says of values it cannot hold (NUL in a text, a number out of range): the sender's fault, not ours.
_UNUSABLE_VALUES = (
    asyncpg.DataError,
    asyncpg.CharacterNotInRepertoireError,
    asyncpg.UntranslatableCharacterError,
)

_SLUGS = {
    400: "bad-request",
    401: "not-signed-in",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
}


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field; `message_key` names a sentence that the page has in both languages."""

    field: str
    message_key: str


@dataclass(frozen=True)
class ProblemDetails:
    """The body of every error answer. `type` is stable; `request_id` is what to tell on the phone."""

    type: str
    title: str
    status: int
    request_id: str
    detail: str = ""
    errors: list[FieldError] = field(default_factory=list)
    parameters: dict[str, str | int] = field(default_factory=dict)


def raises(*problems: type[Problem]) -> dict[int, ResponseSpec]:
    """The `responses=` of a route: the problems it names, and those that every route can answer with."""
    described: dict[int, list[str]] = {
        400: ["The request cannot be understood"],
        429: ["Too many requests"],
        500: ["Something broke"],
    }
    for problem in problems:
        described.setdefault(problem.status, []).append(f"{problem.title} ({problem.slug})")
    return {
        status: ResponseSpec(
            ProblemDetails, description="; ".join(lines), media_type=MEDIA_TYPE, generate_examples=False
        )
        for status, lines in sorted(described.items())
    }


GUARDED = (NotSignedIn, NotAllowed, SecondFactorNeeded)
"""What a route answers whose guard wants somebody signed in."""

FRESH = (*GUARDED, StepUpNeeded)
"""What a route answers whose guard wants them to have proven just now who they are."""


def problem_response(details: ProblemDetails, headers: Mapping[str, str] | None = None) -> Response[ProblemDetails]:
    return Response(details, status_code=details.status, media_type=MEDIA_TYPE, headers=dict(headers or {}))


def _details(request: Request[Any, Any, Any], *, slug: str, title: str, status: int, **more: Any) -> ProblemDetails:
    request_id = request.scope.get("state", {}).get("request_id", "")
    return ProblemDetails(type=f"/problems/{slug}", title=title, status=status, request_id=request_id, **more)


def answer_problem(request: Request[Any, Any, Any], error: Problem) -> Response[ProblemDetails]:
    """A fact that an operation raised."""
    errors = [FieldError(name, key) for name, key in error.errors.items()] if isinstance(error, InvalidInput) else []
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooManyAttempts) else None
    details = _details(
        request,
        slug=error.slug,
        title=error.title,
        status=error.status,
        detail=error.detail,
        errors=errors,
        parameters=error.parameters,
    )
    return problem_response(details, headers)


def answer_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[ProblemDetails]:
    """What Litestar itself refuses: unknown paths, wrong methods, bodies that do not fit the schema."""
    status = error.status_code
    if status >= 500:
        return answer_anything(request, error)
    if isinstance(error, ValidationException):
        details = _details(
            request,
            slug="invalid-input",
            title=InvalidInput.title,
            status=status,
            errors=_field_errors(error),
        )
    else:
        slug = _SLUGS.get(status, "bad-request")
        details = _details(request, slug=slug, title=slug.replace("-", " ").capitalize(), status=status)
    return problem_response(details, error.headers)


def _field_errors(error: ValidationException) -> list[FieldError]:
    extra = error.extra if isinstance(error.extra, list) else []
    return [FieldError(str(item.get("key", "")), "invalid") for item in extra if isinstance(item, dict)]


def answer_unusable_value(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemDetails]:
    """A value that no column can hold."""
    _log.info("unusable value", error=type(error).__name__)
    return problem_response(_details(request, slug="invalid-input", title="A value cannot be stored", status=400))


def answer_anything(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemDetails]:
    """What nobody expected. The log gets the trace, the person a number to mention."""
    _log.error("unexpected error", exc_info=error)
    return problem_response(_details(request, slug="unexpected", title="Something broke on our side", status=500))


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    Problem: answer_problem,
    HTTPException: answer_http_error,
    **dict.fromkeys(_UNUSABLE_VALUES, answer_unusable_value),
    msgspec.DecodeError: answer_unusable_value,
    RecursionError: answer_unusable_value,  # JSON nested so deeply that msgspec gives up.
    Exception: answer_anything,
}
