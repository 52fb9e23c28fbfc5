"""What signed-in people have typed survives the end of their session, in every form but those named here."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import pytest
import reflex as rx

from frontend import site
from frontend.i18n import translator

_FOR_ANYBODY: Final = {"public", "demo", "dev"}

# By the address that a form is sent to, or the handler that gets it, or its answer.
_WITHOUT: Final = {
    "/api/v1/password": "A password is kept nowhere.",
    "/api/v1/profile/email/confirm": "A code is kept nowhere.",
    "/api/v1/totp/code": "A code is kept nowhere.",
    "/api/v1/totp/finish": "Nothing is typed.",
    "/api/v1/service/calendar/password": "A password is kept nowhere.",
    "/api/v1/service/calendar/disconnect": "One choice, made when it is asked.",
    "LocationForm.retired": "What becomes of appointments is decided for those that are booked just now.",
    "ServiceForm.retired": "What becomes of appointments is decided for those that are booked just now.",
    "ResourceForm.retired": "What becomes of appointments is decided for those that are booked just now.",
    "HoursForm.taken_back": "What becomes of appointments is decided for those that are booked just now.",
    "StaffCustomer.check_pin": "A PIN is kept nowhere.",
    "StaffCustomer.ask": "What a caller has answered counts for this call only.",
    "InvoiceList.submit": "A search, which stands in the address of the page.",
    "StaffCustomers.submit": "A search: one or two words.",
    "StaffAgenda.find": "A search, which stands in the address of the page.",
    "StaffAgenda.choose": "A day, which stands in the address of the page.",
    "StaffAppointment.move": "One of the times that are free just now.",
    "StaffBooking.find": "A search, which stands in the address of the page.",
    "StaffBooking.look": "Choices that take a moment.",
    "StaffBooking.keep": "One of the times that are free just now.",
    "StaffBooking.book": "What a caller says counts for this call: kept, it would stand there for the next one.",
    "Booking.look": "What suits the person, which stands in the address of the page.",
    "AppointmentMove.look": "What suits the person, which stands in the address of the page.",
    "Booking.take": "One of the times that are free just now.",
    "Booking.take_other": "One of the times that are free just now.",
    "Booking.wait": "One choice, for what suits the person, which stands in the address of the page.",
    "AppointmentMove.move": "One of the times that are free just now.",
    "StaffInvoices.assign": "One number, which is typed anew for each invoice.",
    "StaffInvite.find": "One number, by which the customer is found.",
    "Passkeys.rename": "One name, and the field brings the one that holds.",
}


def _parts(component: Any) -> Iterator[Any]:
    yield component
    for child in component.children:
        yield from _parts(child)


def _forms(page: rx.Component) -> list[Any]:
    return [part for part in _parts(page) if part.tag in {"ApiForm", "form"}]


def _drawn(page: site.Page) -> rx.Component:
    module, _, function = page.build.partition(":")
    component: rx.Component = getattr(import_module(f"frontend.pages.{module}"), function)(translator("de"))
    return component


def _name(form: Any) -> str:
    sent_to = str(form.action) if form.tag == "ApiForm" else ""
    if sent_to.startswith('"'):
        return sent_to.strip('"')
    event = "on_done" if form.tag == "ApiForm" else "on_submit"
    name: str = form.event_triggers[event].events[0].handler.fn.__qualname__
    return name


def _without_draft(page: rx.Component) -> set[str]:
    return {_name(form) for form in _forms(page) if not any(part.tag == "Draft" for part in _parts(form))}


_PAGES: Final = [page for page in site.PAGES if page.access not in _FOR_ANYBODY]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.key)
def test_its_forms_keep_what_is_typed(page: site.Page) -> None:
    drawn = _drawn(page)
    written = str(drawn)
    assert len(_forms(drawn)) == written.count("jsx(ApiForm") + written.count('jsx("form"')
    assert _without_draft(drawn) <= set(_WITHOUT)


def test_every_exception_is_needed() -> None:
    assert set().union(*(_without_draft(_drawn(page)) for page in _PAGES)) == set(_WITHOUT)
