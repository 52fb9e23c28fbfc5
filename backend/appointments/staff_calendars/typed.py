"""Reads what people type to say where their calendar is."""

from typing import Final

from backend.core.errors import InvalidInput

_MOST: Final = 500


def read_address(text: str) -> str:
    """The address, which people also type without "https://". Raises `InvalidInput`, as the others here do."""
    address = _line("address", text, needed="calendar-address-needed")
    return address if "://" in address else f"https://{address}"


def read_user_name(text: str) -> str:
    return _line("user_name", text, needed="calendar-user-needed")


def read_password(text: str) -> str:
    """As it was typed: blanks may belong to it."""
    if not text:
        raise InvalidInput({"password": "calendar-password-needed"})
    return text


def read_access(*, address: str, user_name: str, password: str) -> tuple[str, str, str]:
    """All three. Raises `InvalidInput` with everything that is wrong, not only the first."""
    errors: dict[str, str] = {}
    read = []
    for reader, text in ((read_address, address), (read_user_name, user_name), (read_password, password)):
        try:
            read.append(reader(text))
        except InvalidInput as error:
            errors |= error.errors
    if errors:
        raise InvalidInput(errors)
    return read[0], read[1], read[2]


def _line(field: str, text: str, *, needed: str) -> str:
    line = text.strip()
    if not line:
        raise InvalidInput({field: needed})
    if len(line) > _MOST or not line.isprintable():
        raise InvalidInput({field: "calendar-line"})
    return line
