"""The one form of e-mail addresses."""

import pytest

from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Erika.Muster@Example.ORG\n", "erika.muster@example.org"),
        ("o'hara+bills@sub.example.co.uk", "o'hara+bills@sub.example.co.uk"),
        ("mu\u0308ller@bu\u0308ro.example", "müller@büro.example"),
        ("MÜLLER@BÜRO.EXAMPLE", "müller@büro.example"),
        ("a" * 64 + "@example.org", "a" * 64 + "@example.org"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept
    assert normalise_email(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "erika",
        "erika@",
        "@example.org",
        "erika@example",
        "erika@example.o",
        "erika@@example.org",
        "erika@example.org, max@example.org",
        "Erika <erika@example.org>",
        '"erika muster"@example.org',
        "erika muster@example.org",
        "erika@exam\u00a0ple.org",
        "erika@example.org\r\nBcc: max@example.org",
        "erika\0@example.org",
        "er\u200bika@example.org",
        "er\u202eika@example.org",
        "er\ud800ika@example.org",
        "er\U0010fffeika@example.org",
        "a" * 65 + "@example.org",
        "erika@" + "a" * 250 + ".org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        normalise_email(typed)
    assert caught.value.errors == {"email": "email"}
