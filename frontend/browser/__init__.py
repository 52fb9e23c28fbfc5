"""What the browser does by itself: small React modules, each beside the typed component that wraps it."""

from frontend.browser.controls import appearance, language_link
from frontend.browser.forms import api_button, api_form
from frontend.browser.notices import problem_notice
from frontend.browser.session_time import session_time
from frontend.browser.signals import passkey_signals
from frontend.browser.triggers import copy, passkey_register, passkey_sign_in, sign_out

__all__ = [
    "api_button",
    "api_form",
    "appearance",
    "copy",
    "language_link",
    "passkey_register",
    "passkey_sign_in",
    "passkey_signals",
    "problem_notice",
    "session_time",
    "sign_out",
]
