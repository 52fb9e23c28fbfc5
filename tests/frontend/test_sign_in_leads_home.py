"""After sign-in the person comes to a page of this portal, whatever an address from outside says (open redirect)."""

import pytest

from frontend.state.sign_in import is_own_page


@pytest.mark.parametrize(
    "address",
    [
        "/rechnungen",
        "/rechnungen?jahr=2025&seite=2",
        "/en/invoices/01a204ef-09ac-721a-b795-5bb0866ac3bc",
        "/konto/sicherheit",
    ],
)
def test_pages_of_the_portal_are_gone_to(address: str) -> None:
    assert is_own_page(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/",
        "//evil.example/rechnungen",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/rechnungen\\..\\..\\evil",
        "http:rechnungen",
        "javascript:alert(1)",
        "data:text/html,x",
        " /rechnungen",
        "/rechnungen\n",
        "/\t/evil.example",
        "/.evil.example",
        "/@evil.example",
        "/%2F%2Fevil.example",
        "/%5Cevil.example",
        "/rechnungen/..//evil.example",
        "/unbekannt",
        "/api/v1/sign-out",
        "/portal/event",
    ],
)
def test_nothing_else_is(address: str) -> None:
    assert not is_own_page(address)
