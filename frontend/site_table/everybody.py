"""Pages for everybody: the ways in, information, and those of the demo and of development."""

from typing import Final

from frontend.i18n import msgid
from frontend.site_page import Page

OFFLINE: Final = "offline"
"""Shown by the service worker in place of any page that cannot be fetched."""

PAGES: Final[tuple[Page, ...]] = (
    Page(key="start", de="/", en="/en", title=msgid("Willkommen"), build="start:page"),
    Page(
        key="sign-in",
        de="/anmelden",
        en="/en/sign-in",
        title=msgid("Anmelden"),
        build="sign_in:page",
        on_load=("session_end:SessionEnd.arrive", "sign_in:SignIn.arrive", "other_services:ServiceSignIn.arrive"),
    ),
    Page(
        key="activate",
        de="/aktivieren",
        en="/en/activate",
        title=msgid("Zugang aktivieren"),
        build="activate:page",
        on_load=("activation:Activation.arrive",),
    ),
    Page(
        key="activate-passkey",
        de="/aktivieren/passkey",
        en="/en/activate/passkey",
        title=msgid("Passkey einrichten"),
        build="activate_passkey:page",
        access="customer",
    ),
    Page(
        key="register",
        de="/registrieren",
        en="/en/register",
        title=msgid("Konto anlegen"),
        build="register:page",
        on_load=("registration:Registration.arrive",),
    ),
    Page(
        key="invitation",
        de="/einladung",
        en="/en/invitation",
        title=msgid("Einladung, sich um Verträge zu kümmern"),
        build="invitation:page",
        on_load=("invitation:Invitation.arrive",),
    ),
    Page(
        key="recovery",
        de="/zugang-wiederherstellen",
        en="/en/recover-access",
        title=msgid("Zugang wiederherstellen"),
        build="recovery:page",
        on_load=("recovery:Recovery.arrive", "recovery:Recovery.look"),
    ),
    Page(
        key="not-me",
        de="/nicht-ich",
        en="/en/not-me",
        title=msgid("Das war ich nicht"),
        build="not_me:page",
        on_load=("not_me:NotMe.arrive",),
    ),
    Page(
        key="guest-booking",
        de="/termin-buchen",
        en="/en/book-appointment",
        title=msgid("Termin ohne Konto buchen"),
        build="guest_booking:page",
        on_load=("guest_booking:GuestBooking.load",),
        title_var="guest_booking:GuestBooking.title",
    ),
    Page(
        key="appointment-link",
        de="/termin",
        en="/en/appointment",
        title=msgid("Ihr Termin bei uns"),
        build="appointment_link:page",
        on_load=("appointment_link:AppointmentLink.arrive",),
    ),
    Page(
        key="accessibility",
        de="/barrierefreiheit",
        en="/en/accessibility",
        title=msgid("Barrierefreiheit"),
        build="accessibility:page",
    ),
    Page(
        key="plain-language",
        de="/leichte-sprache",
        en="/en/plain-language",
        title=msgid("Leichte Sprache"),
        build="plain_language:page",
    ),
    Page(key="privacy", de="/datenschutz", en="/en/privacy", title=msgid("Datenschutz"), build="privacy:page"),
    Page(key="imprint", de="/impressum", en="/en/imprint", title=msgid("Impressum"), build="imprint:page"),
    Page(key="help", de="/hilfe", en="/en/help", title=msgid("Hilfe und Kontakt"), build="help:page"),
    Page(
        key="demo-mails",
        de="/demo/mail",
        en="/en/demo/mail",
        title=msgid("Mails der Demo"),
        build="demo_mail:list_page",
        access="demo",
        on_load=("demo_mail:DemoMails.load",),
    ),
    Page(
        key="demo-mail",
        de="/demo/mail/[id]",
        en="/en/demo/mail/[id]",
        title=msgid("Mail der Demo"),
        build="demo_mail:mail_page",
        access="demo",
        on_load=("demo_mail:DemoMailPage.load",),
    ),
    Page(key=OFFLINE, de="/offline", en="/en/offline", title=msgid("Keine Verbindung"), build="offline:page"),
    Page(
        key="gallery",
        de="/_gallery",
        en="/en/_gallery",
        title=msgid("Galerie der Bausteine"),
        build="gallery:page",
        access="dev",
    ),
)

NOT_FOUND: Final = Page(
    key="not-found", de="/404", en="/en/404", title=msgid("Seite nicht gefunden"), build="not_found:page"
)
"""Shown with status 404 for every unknown address."""
