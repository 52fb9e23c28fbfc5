"""What people type as an IBAN, and the one thing that each mistake is told by."""

import subprocess
import sys

import pytest

from backend.core.errors import InvalidInput
from backend.core.iban import is_creditor_id, masked, read_iban

GERMAN = "DE89370400440532013000"


@pytest.mark.parametrize(
    "typed",
    [
        GERMAN,
        "de89 3704 0044 0532 0130 00",
        " DE89\u00a03704\u202f0044 0532 0130 00\n",
        "IBAN: DE89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "ＤＥ８９370400440532013000",
    ],
)
def test_it_is_read_as_people_type_it(typed: str) -> None:
    assert read_iban(typed) == GERMAN


@pytest.mark.parametrize(
    "typed",
    ["AT611904300234573201", "CH9300762011623852957", "NL91ABNA0417164300", "MT84MALT011000012345MTLCAST001S"],
)
def test_accounts_of_all_of_sepa_are_taken(typed: str) -> None:
    assert read_iban(typed) == typed


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("", "iban-needed"),
        (" - ", "iban-needed"),
        ("<script>alert(1)</script>", "iban-characters"),
        ("DE89370400440532013000\0", "iban-characters"),
        ("DE8９٣70400440532013000", "iban-characters"),
        ("1234567890", "iban-country"),
        ("D", "iban-country"),
        ("XX89370400440532013000", "iban-country"),
        ("US64SVBKUS6S3300958879", "iban-country"),
        ("TR330006100519786457841326", "iban-country"),
        ("DE8937040044053201300", "iban-length"),
        ("DE893704004405320130000", "iban-length"),
        ("DE", "iban-length"),
        ("AT6119043002345732010", "iban-length"),
        ("DE98370400440532013000", "iban-check-digits"),
        ("DE89370400440532013001", "iban-check-digits"),
        ("DE8937O400440532013000", "iban-check-digits"),
        ("DEXX370400440532013000", "iban-check-digits"),
        # The check digits are right, but no German account number has letters.
        ("DE85A70400440532013000", "iban-form"),
    ],
)
def test_each_mistake_is_told_apart(typed: str, mistake: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_iban(typed)
    assert refused.value.errors == {"iban": mistake}


def test_only_country_and_last_digits_are_shown() -> None:
    assert masked(GERMAN) == "DE•• •••• •••• •••• ••30 00"
    assert masked("NO9386011117947") == "NO•• •••• •••7 947"


@pytest.mark.parametrize(
    ("identifier", "is_one"),
    [
        ("DE98ZZZ09999999999", True),
        ("DE98ABC09999999999", True),
        ("DE97ZZZ09999999999", False),
        ("de98zzz09999999999", False),
        ("DE98ZZZ", False),
    ],
)
def test_creditor_identifiers(identifier: str, is_one: bool) -> None:
    assert is_creditor_id(identifier) == is_one


def test_the_library_waits_until_somebody_types_one() -> None:
    """It would cost every start of every process."""
    code = "import sys, backend.core.iban; sys.exit('stdnum' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
