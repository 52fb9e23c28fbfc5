"""What the browser does by itself: small React modules, each beside the typed component that wraps it."""

from frontend.browser.controls import appearance, language_link
from frontend.browser.countdown import countdown
from frontend.browser.factors import app_secret, password_strength, recovery_codes
from frontend.browser.forms import api_button, api_form
from frontend.browser.notices import problem_notice
from frontend.browser.push import push_device
from frontend.browser.session_time import resume, session_time
from frontend.browser.signals import passkey_signals
from frontend.browser.steps import step_focus
from frontend.browser.triggers import copy, passkey_register, passkey_sign_in, print_page, sign_out

__all__ = [
    "api_button",
    "api_form",
    "app_secret",
    "appearance",
    "copy",
    "countdown",
    "language_link",
    "passkey_register",
    "passkey_sign_in",
    "passkey_signals",
    "password_strength",
    "print_page",
    "problem_notice",
    "push_device",
    "recovery_codes",
    "resume",
    "session_time",
    "sign_out",
    "step_focus",
]
