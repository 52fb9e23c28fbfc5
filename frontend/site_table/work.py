"""Pages on which the company's staff and the data protection officer work for others."""

from typing import Final

from frontend.i18n import msgid
from frontend.site_page import Page

PAGES: Final[tuple[Page, ...]] = (
    Page(
        key="staff-customers",
        de="/service/kunden",
        en="/en/service/customers",
        title=msgid("Kundensuche"),
        build="staff_customers:page",
        access="staff",
        on_load=("staff_customers:StaffCustomers.load",),
    ),
    Page(
        key="staff-customer",
        de="/service/kunden/[id]",
        en="/en/service/customers/[id]",
        title=msgid("Kundin oder Kunde"),
        build="staff_customer:page",
        access="staff",
        on_load=("staff_customer:StaffCustomer.load",),
        title_var="staff_customer:StaffCustomer.title",
    ),
    Page(
        key="staff-changes",
        de="/service/aenderungen",
        en="/en/service/changes",
        title=msgid("Änderungen prüfen"),
        build="staff_changes:page",
        access="staff",
        on_load=("staff_changes:StaffChanges.load",),
    ),
    Page(
        key="staff-invoices",
        de="/service/rechnungen",
        en="/en/service/invoices",
        title=msgid("Rechnungen prüfen"),
        build="staff_invoices:page",
        access="staff",
        on_load=("staff_invoices:StaffInvoices.load",),
    ),
    Page(
        key="staff-invite",
        de="/service/einladen",
        en="/en/service/invite",
        title=msgid("Kunden einladen"),
        build="staff_invite:page",
        access="staff",
        on_load=("staff_invite:StaffInvite.arrive",),
    ),
    Page(
        key="staff-invoice",
        de="/service/rechnungen/[id]",
        en="/en/service/invoices/[id]",
        title=msgid("Rechnung"),
        build="invoice:staff_page",
        access="staff",
        on_load=("invoice:InvoicePageState.load",),
        title_var="invoice:InvoicePageState.title",
    ),
    Page(
        key="staff-agenda",
        de="/service/agenda",
        en="/en/service/agenda",
        title=msgid("Agenda"),
        build="staff_agenda:page",
        access="staff",
        on_load=("staff_agenda:StaffAgenda.load",),
    ),
    Page(
        key="staff-appointment",
        de="/service/agenda/[id]",
        en="/en/service/agenda/[id]",
        title=msgid("Termin"),
        build="staff_appointment:page",
        access="staff",
        on_load=("staff_appointment:StaffAppointment.load",),
        title_var="staff_appointment:StaffAppointment.title",
    ),
    Page(
        key="privacy-inventory",
        de="/dsb/verzeichnis",
        en="/en/dpo/inventory",
        title=msgid("Verzeichnis der Daten"),
        build="inventory:page",
        access="dpo",
        on_load=("inventory:InventoryPage.load",),
    ),
)
