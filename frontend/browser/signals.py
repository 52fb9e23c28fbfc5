"""What the person's authenticators are told about the passkeys they keep."""

import reflex as rx

from frontend.browser.base import BrowserComponent, module


class _PasskeySignals(BrowserComponent):
    library = module("PasskeySignals")
    tag = "PasskeySignals"

    version: rx.Var[int]


def passkey_signals(*, version: int | rx.Var[int]) -> rx.Component:
    """Tells the authenticators of the signed-in person which passkeys are valid, and the account's name and address.

    It does so when `version` becomes another number than 0: count it up at arrival on a page about passkeys, and
    whenever a passkey, the name or the e-mail address has changed.
    """
    return _PasskeySignals.create(version=version)
