"""Structured logs that name nobody.

Personal data is kept out three times: keys that would carry it are dropped, texts that look like it are masked, and of
an exception only its types and places are written, because messages quote values (PostgreSQL's "Key (email)=(…)").
The request id is bound by the gate through structlog's context variables.
"""

import ipaddress
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from typing import Final, Literal

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

_PERSONAL: Final = frozenset(
    {"account", "address", "body", "city", "client", "code", "cookie", "customer", "customer_number", "display_name"}
    | {
        "email",
        "family_name",
        "given_name",
        "holder",
        "iban",
        "ip",
        "mail",
        "name",
        "number",
        "parameters",
        "payload",
        "password",
    }
    | {
        "phone",
        "postal_code",
        "recipient",
        "salutation",
        "search",
        "sender",
        "street",
        "subject",
        "to",
        "token",
        "user",
    }
)
"""Keys whose values are dropped, whatever they are. Ids of rows (`account_id`) are no names and stay."""

_EMAIL: Final = re.compile(r"[^\s@<>\"'(),:;=]+@[^\s@<>\"'(),:;]+")
_QUERY: Final = re.compile(r"(?<=/|\w)\?[^\s\"'<>]+")
"""The query of an address: uvicorn logs websocket addresses, and theirs carry tokens."""
_ADDRESS: Final = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w.])"
)

_FACTS: Final = ("errno", "code", "sqlstate", "table_name", "column_name", "constraint_name")
"""What exceptions of the system, SMTP and PostgreSQL know that is a number or a name of the schema, and no value."""

_QUIET: Final = ("httpx", "httpcore", "asyncio", "uvicorn.access")
"""Loggers that tell addresses or too much; their warnings still come through."""


def set_up_logging(log_format: Literal["console", "json"] | str, *, level: int = logging.INFO) -> None:
    """Send everything that is logged, by structlog or by the standard library, through the same processors to stderr.

    Start uvicorn with `log_config=None, access_log=False`, or it brings its own handlers back.
    """
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        trace_without_messages,
        without_personal_data,
    ]
    as_json = log_format == "json"
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *common,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=common,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.raiseExceptions = False  # Else a line that cannot be written is printed with all its arguments.
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def trace_without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its types and the places it came through."""
    error = _exception(event.pop("exc_info", None))
    event.pop("exc_text", None)
    if error is not None:
        event["exception"] = "\n".join(_lines(error))
    return event


def without_personal_data(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop the values of personal keys, and mask what looks like personal data in the others."""
    return {key: _cleaned(key, value) for key, value in event.items()}


def masked(text: str) -> str:
    """`text` without e-mail addresses, network addresses and queries of URLs."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _QUERY.sub("?[query]", text)
    return _ADDRESS.sub(lambda match: match[0] if _is_harmless(match[0]) else "[ip]", text)


def _cleaned(key: str, value: object) -> object:
    if key.lower() in _PERSONAL:
        return "[removed]"
    if isinstance(value, str):
        return value if key == "exception" else masked(value)
    if isinstance(value, Mapping):
        return {inner: _cleaned(str(inner), part) for inner, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned("", part) for part in value]
    if value is None or isinstance(value, bool | int | float) or key.startswith("_"):
        return value
    return masked(str(value))


def _is_harmless(text: str) -> bool:
    """Whether an address is nobody's: this machine, or all of its interfaces. What is no address is left alone."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return True
    return address.is_loopback or address.is_unspecified


def _exception(exc_info: ExcInfo | BaseException | bool | None) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info else None


def _lines(error: BaseException, indent: str = "") -> Iterator[str]:
    for link in reversed(_chain(error)):
        for frame in traceback.extract_tb(link.__traceback__):
            yield f"{indent}  {frame.filename}:{frame.lineno} in {frame.name}"
        facts = (f"{name}={value}" for name in _FACTS if _is_fact(value := getattr(link, name, None)))
        yield " ".join([f"{indent}{type(link).__module__}.{type(link).__qualname__}", *facts])
        if isinstance(link, BaseExceptionGroup):
            for part in link.exceptions:
                yield from _lines(part, indent + "    ")


def _chain(error: BaseException) -> list[BaseException]:
    """The exception and those it came from, latest first."""
    chain: list[BaseException] = []
    earlier: BaseException | None = error
    while earlier is not None and earlier not in chain:
        chain.append(earlier)
        earlier = earlier.__cause__ or (None if earlier.__suppress_context__ else earlier.__context__)
    return chain


def _is_fact(value: object) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"\w{1,63}", value) is not None)
