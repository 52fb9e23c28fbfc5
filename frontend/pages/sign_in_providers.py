"""Other services on the sign-in page. Which there are comes from the API: the pages are the same in every company."""

from typing import Any

import reflex as rx

from frontend.browser import problem_notice
from frontend.browser.services import other_service
from frontend.components.alert import alert
from frontend.components.card import separator, stack
from frontend.components.values import each, shown, some
from frontend.i18n import Translator
from frontend.state.other_services import ServiceSignIn
from frontend.state.problem_words import words_for
from frontend.state.words.other_services import SENTENCES

_TRIGGER = "sign-in-with-service"


def back_from_service(t: Translator) -> rx.Component:
    """What came of the way to a service, above everything else on the page."""
    return rx.fragment(
        shown(
            ServiceSignIn.problem,
            alert(t("Anmeldung nicht möglich"), rx.el.p(ServiceSignIn.problem), kind="danger", announce="at once"),
        ),
        shown(
            ServiceSignIn.not_linked,
            alert(
                ServiceSignIn.not_linked,
                rx.el.p(
                    t(
                        "Melden Sie sich jetzt so an wie sonst, oder aktivieren Sie Ihren Zugang. Danach fragen wir "
                        "Sie, ob wir beide verbinden sollen."
                    )
                ),
                announce="at once",
            ),
        ),
        problem_notice(sources=(_TRIGGER,), title=t("Anmeldung nicht möglich"), words=words_for(t, SENTENCES)),
    )


def service_buttons(t: Translator) -> rx.Component:
    """One button for each service; nothing where the company offers none."""
    return shown(
        some(ServiceSignIn.services),
        rx.fragment(
            separator(t("oder")),
            stack(each(ServiceSignIn.services, _button), tight=True),
            other_service(t, trigger=_TRIGGER, step="sign-in"),
        ),
    )


def _button(choice: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(choice.label, class_name="kern-label"),
        type="button",
        name=_TRIGGER,
        value=choice.key,
        class_name="kern-btn kern-btn--secondary kern-btn--block",
    )
