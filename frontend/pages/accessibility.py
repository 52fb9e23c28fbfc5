"""The accessibility statement (§ 12b BGG, § 14 BFSG with annex 3)."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card, stack
from frontend.components.link import link
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.pages.legal import address, sections


def page(t: Translator) -> rx.Component:
    statement = portal().legal.accessibility
    phone_link = f"tel:{statement.feedback_phone.replace(' ', '')}"
    return public_shell(
        t,
        key="accessibility",
        title=t("Barrierefreiheit"),
        lead=t("Dieses Portal soll jeder Mensch ohne fremde Hilfe nutzen können."),
        content=(
            card(
                rx.el.p(
                    t(
                        "Maßstab sind die WCAG 2.2 auf Stufe AA, die BITV 2.0 und die EN 301 549. Jede Seite wird vor "
                        "jeder Veröffentlichung geprüft: mit zwei Prüfprogrammen, mit der Tastatur allein, bei 320 "
                        "Pixeln Breite, im hellen und dunklen Erscheinungsbild und mit erzwungenen Farben."
                    )
                ),
                title=t("Wie wir prüfen"),
            ),
            card(
                rx.el.p(
                    t(
                        "Original-PDFs von Rechnungen sind nicht immer barrierefrei. Deshalb zeigen wir den Inhalt "
                        "jeder elektronischen Rechnung auch als Seite, die Screenreader vollständig vorlesen."
                    )
                ),
                title=t("Was noch nicht barrierefrei ist"),
            ),
            card(
                rx.el.p(t("Ist Ihnen etwas aufgefallen? Schreiben Sie uns oder rufen Sie an. Wir antworten zügig.")),
                stack(
                    link(statement.feedback_email, href=f"mailto:{statement.feedback_email}", kind="alone"),
                    link(statement.feedback_phone, href=phone_link, kind="alone"),
                    tight=True,
                ),
                title=t("Barriere melden"),
            ),
            card(
                rx.el.p(t("Sind Sie mit unserer Antwort nicht zufrieden, wenden Sie sich an diese Stelle:")),
                address(statement.authority),
                title=t("Zuständige Stelle"),
            ),
            *sections(t, statement.sections),
        ),
    )
