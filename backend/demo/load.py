"""Loads the demo's data. Doing it again adds nothing, so an interrupted load is simply repeated."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from backend.accounts.operations import grant_access, open_account
from backend.accounts.tables import Customer
from backend.core.clock import day_in
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.demo.appointments import load_appointments
from backend.demo.codes import STAFF, give_app
from backend.demo.grants import load_grants
from backend.demo.invoices import demo_invoices
from backend.demo.people import ACCOUNTS, CUSTOMERS, NOT_ACTIVATED, DemoAccount, DemoCustomer
from backend.demo.profile import load_account_data
from backend.identity.operations.activation import issue_activation_code
from backend.invoices.operations import import_invoice, record_settlement


async def load_demo(*, settings: Settings, now: datetime, say: Callable[[str], None]) -> None:
    """Make the demo's data if they are not there yet. `say` is told of what takes long."""
    async with transaction(SYSTEM):
        is_loaded = await _is_loaded()
    if not is_loaded:
        await _load_all(settings, now, say)
    # Demos that were loaded before there were appointments get them too.
    await load_appointments(settings=settings, now=now)


async def _load_all(settings: Settings, now: datetime, say: Callable[[str], None]) -> None:
    async with transaction(SYSTEM):
        await load_people(settings=settings, now=now)
    await load_account_data(settings=settings, now=now)
    say("Making the demo's invoices, this takes a few seconds …")
    await _load_invoices(settings, now)
    async with transaction(SYSTEM):
        # The administrator comes last and tells that all the rest is there.
        await _open(ACCOUNTS[-1:], now)
        for account in STAFF:
            await give_app(account=account, settings=settings, now=now)


async def _is_loaded() -> bool:
    return bool(await fetch("select 1 from account where email = {}", ACCOUNTS[-1].email))


async def load_people(*, settings: Settings, now: datetime) -> None:
    """Everybody but the administrator. Runs in the caller's transaction."""
    for customer in CUSTOMERS:
        await Customer.insert(_row(customer, now)).on_conflict(action="DO NOTHING")
    await _open(ACCOUNTS[:-1], now)
    await load_grants(settings=settings, now=now)


def _row(customer: DemoCustomer, now: datetime) -> Customer:
    return Customer(
        id=new_id(),
        number=customer.number,
        kind=customer.kind,
        salutation=customer.salutation,
        given_name=customer.given_name,
        name=customer.name,
        email=customer.email,
        street=customer.street,
        postal_code="00000",
        city="Lindental",
        created_at=now,
    )


async def _open(accounts: tuple[DemoAccount, ...], now: datetime) -> None:
    for account in accounts:
        login = await open_account(
            email=account.email,
            salutation=account.salutation,
            given_name=account.given_name,
            family_name=account.family_name,
            role=account.role,
            language="de",
            now=now,
        )
        for number in account.looks_after:
            await grant_access(account_id=login.id, customer_id=await _customer_id(number), now=now)


async def _customer_id(number: str) -> UUID:
    rows = await fetch("select id from customer where number = {}", number)
    found: UUID = rows[0]["id"]
    return found


async def _load_invoices(settings: Settings, now: datetime) -> None:
    originals = storage(settings)
    for invoice in demo_invoices(day_in(settings.time_zone, now)):
        done = await import_invoice(
            data=invoice.pdf, name=f"{invoice.document.number}.pdf", companion=None, storage=originals, now=now
        )
        if invoice.state in {"paid", "credited", "cancelled"}:
            async with transaction(SYSTEM):
                await record_settlement(invoice_id=done.invoice_id, settlement=invoice.state, paid_on=invoice.paid_on)


async def fresh_activation_code(*, settings: Settings, now: datetime) -> str | None:
    """A code for the customer that has no account of its own yet, as if a letter had come; `None` once it was used."""
    async with transaction(SYSTEM):
        customer = await _customer_id(NOT_ACTIVATED.number)
        used = await fetch(
            "select 1 from activation_code where customer_id = {} and used_at is not null limit 1", customer
        )
    return None if used else await issue_activation_code(customer_id=customer, settings=settings, now=now)
