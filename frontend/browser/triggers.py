"""What happens in the browser when a button is pressed.

These draw nothing. Each belongs to the buttons whose `name` it is given as `trigger`, so that a button looks and
behaves the same whatever it does: `button(t("Abmelden"), name="sign-out"), sign_out(t, trigger="sign-out", …)`.
"""

from typing import Any, ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, an_object, given, module
from frontend.i18n import Translator

WEBAUTHN = "@simplewebauthn/browser@14.0.0"


class _SignOut(BrowserComponent):
    library = module("SignOut")
    tag = "SignOut"

    trigger: rx.Var[str]
    then: rx.Var[str]
    failed: rx.Var[str]


def sign_out(t: Translator, *, trigger: str, then: str) -> rx.Component:
    """Ends the session, makes every tab forget what it shows, and goes to `then`."""
    failed = t("Sie sind noch angemeldet: Es gibt gerade keine Verbindung. Bitte versuchen Sie es noch einmal.")
    return _SignOut.create(trigger=trigger, then=then, failed=failed)


class _Copy(BrowserComponent):
    library = module("Copy")
    tag = "Copy"

    trigger: rx.Var[str]
    text: rx.Var[str]
    copied: rx.Var[str]
    failed: rx.Var[str]


def copy(t: Translator, *, trigger: str, text: str | rx.Var[str]) -> rx.Component:
    """Puts `text` on the clipboard, and says so."""
    return _Copy.create(
        trigger=trigger,
        text=text,
        copied=t("Kopiert."),
        failed=t("Das Kopieren ist in diesem Browser nicht erlaubt."),
    )


class _Print(BrowserComponent):
    library = module("Print")
    tag = "Print"

    trigger: rx.Var[str]


def print_page(*, trigger: str) -> rx.Component:
    """Opens the browser's print dialog. What is printed is up to the style sheet."""
    return _Print.create(trigger=trigger)


class _PasskeySignIn(BrowserComponent):
    library = module("PasskeySignIn")
    tag = "PasskeySignIn"
    lib_dependencies: list[str] = [WEBAUTHN]  # noqa: RUF012 - a field of Reflex's, read from the class
    events: ClassVar[EventSpecs] = {"on_done": an_object, "on_problem": an_object}

    trigger: rx.Var[str]
    waiting: rx.Var[str]
    then: rx.Var[str]


def passkey_sign_in(
    t: Translator, *, trigger: str, then: str | rx.Var[str] | None = None, on_done: Any = None, on_problem: Any = None
) -> rx.Component:
    """Signs in with a passkey, by the button and by the list that browsers show below an e-mail field.

    That field needs `autocomplete="username webauthn"`. `on_done` gets the API's `SignedIn`. Slugs of `on_problem`
    beside those of the API: "cancelled", "timed-out", "not-supported", "no-network", "passkey-failed".
    """
    return _PasskeySignIn.create(
        trigger=trigger,
        waiting=t("Bitte bestätigen Sie die Anmeldung auf Ihrem Gerät."),
        **given(then=then, on_done=on_done, on_problem=on_problem),
    )


class _PasskeyRegister(BrowserComponent):
    library = module("PasskeyRegister")
    tag = "PasskeyRegister"
    lib_dependencies: list[str] = [WEBAUTHN]  # noqa: RUF012 - a field of Reflex's, read from the class
    events: ClassVar[EventSpecs] = {"on_done": an_object, "on_problem": an_object}

    trigger: rx.Var[str]
    waiting: rx.Var[str]
    name_field: rx.Var[str]
    action: rx.Var[str]
    proof: rx.Var[dict[str, Any]]
    then: rx.Var[str]


def passkey_register(
    t: Translator,
    *,
    trigger: str,
    name_field: str | None = None,
    action: str | None = None,
    proof: dict[str, Any] | None = None,
    then: str | rx.Var[str] | None = None,
    on_done: Any = None,
    on_problem: Any = None,
) -> rx.Component:
    """Makes a passkey for the signed-in person, called as the field named `name_field` says.

    Whoever is not signed in needs another `action`, and a `proof` that is sent along with each call to it.
    `on_done` gets the API's passkey. Slugs of `on_problem` as with `passkey_sign_in`, and "passkey-exists".
    """
    return _PasskeyRegister.create(
        trigger=trigger,
        waiting=t("Bitte bestätigen Sie auf Ihrem Gerät, dass ein Passkey angelegt werden soll."),
        **given(name_field=name_field, action=action, proof=proof, then=then, on_done=on_done, on_problem=on_problem),
    )
