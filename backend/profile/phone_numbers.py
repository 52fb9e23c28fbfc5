"""Phone numbers: read as people type them, kept in one form (ITU-T E.164)."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from backend.core.errors import InvalidInput

_COUNTRY = "DE"
_LONGEST = 40


def read_phone_number(typed: str) -> str:
    """The number in E.164, such as "+496990009120". One without country code is taken for a German one.

    Raises `InvalidInput` for what nobody can call, and for a number with an extension that E.164 cannot hold.
    """
    try:
        if len(typed) > _LONGEST:
            raise InvalidInput({"number": "phone"})
        number = phonenumbers.parse(typed, _COUNTRY)
    except NumberParseException:
        raise InvalidInput({"number": "phone"}) from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise InvalidInput({"number": "phone"})
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def shown_phone_number(number: str) -> str:
    """A number in E.164 as people read it: "069 90009120" in Germany, "+43 1 234567" elsewhere."""
    parsed = phonenumbers.parse(number)
    is_german = parsed.country_code == phonenumbers.country_code_for_region(_COUNTRY)
    style = PhoneNumberFormat.NATIONAL if is_german else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)
