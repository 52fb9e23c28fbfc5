"""What the portal does with personal data (Art. 13 GDPR)."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card
from frontend.components.link import link
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.pages.legal import address, sections


def page(t: Translator) -> rx.Component:
    company = portal()
    privacy = company.legal.privacy
    return public_shell(
        t,
        key="privacy",
        title=t("Datenschutz"),
        lead=t("Welche Daten das Portal verarbeitet, wozu, wie lange, und welche Rechte Sie haben."),
        content=(
            card(
                rx.el.p(t("Verantwortlich ist {company}.", company=company.legal.imprint.company)),
                rx.el.p(
                    t("Unsere Datenschutzbeauftragte: {name}.", name=privacy.officer),
                    " ",
                    link(privacy.officer_email, href=f"mailto:{privacy.officer_email}"),
                ),
                title=t("Wer verantwortlich ist"),
            ),
            *_portal_sections(t),
            *sections(t, privacy.sections),
            card(
                rx.el.p(t("Sie können sich bei dieser Behörde beschweren:")),
                address(privacy.authority),
                title=t("Aufsichtsbehörde"),
            ),
        ),
    )


def _portal_sections(t: Translator) -> tuple[rx.Component, ...]:
    """What is true of every deployment, because it is how the portal is built."""
    return (
        card(
            rx.el.p(
                t(
                    "Für Ihren Zugang speichern wir Name, E-Mail-Adresse und Kundennummer, und wann Sie sich "
                    "angemeldet haben. Ihre Rechnungen zeigen wir so, wie wir sie Ihnen gestellt haben. Grundlage "
                    "ist Ihr Vertrag mit uns (Art. 6 Abs. 1 Buchst. b DSGVO)."
                )
            ),
            rx.el.p(
                t(
                    "Erteilen Sie uns ein Lastschriftmandat, speichern wir Ihre Bankverbindung verschlüsselt. Zu "
                    "Terminen speichern wir, was Sie dabei angeben. Schalten Sie Mitteilungen auf einem Gerät ein, "
                    "überbringt sie der Dienst seines Browsers, verschlüsselt und für ihn nicht lesbar."
                )
            ),
            rx.el.p(
                t(
                    "Von einem Passkey kennen wir nur den öffentlichen Schlüssel. Ihr Fingerabdruck oder Ihr Gesicht "
                    "bleibt auf Ihrem Gerät."
                )
            ),
            title=t("Welche Daten und wozu"),
        ),
        card(
            rx.el.p(
                t(
                    "Rechnungen müssen wir nach dem Gesetz acht Jahre aufbewahren (§ 147 AO). Sitzungen enden nach "
                    "wenigen Stunden, Codes nach Minuten; abgelaufene löschen wir stündlich."
                )
            ),
            title=t("Wie lange"),
        ),
        card(
            rx.el.p(
                t(
                    "Das Portal setzt nur ein Cookie, und zwar bei der Anmeldung; ohne es geht die Anmeldung nicht. Es "
                    "gibt keine Werbung, keine Reichweitenmessung und keine Inhalte anderer Anbieter."
                )
            ),
            title=t("Cookies und andere Anbieter"),
        ),
        card(
            rx.el.p(
                t(
                    "Sie können Auskunft verlangen, Ihre Daten berichtigen oder löschen lassen, ihre Verarbeitung "
                    "einschränken lassen, ihr widersprechen und Ihre Daten mitnehmen (Art. 15 bis 21 DSGVO). Schreiben "
                    "Sie an unsere Datenschutzbeauftragte."
                )
            ),
            title=t("Ihre Rechte"),
        ),
    )
