"""Customers through the API, for staff."""

from uuid import UUID

from backend.identity.recovery.schemas import AskedLetter, AskForLetter, Letter, RecoveryEntry, RecoveryPage
from backend.identity.service_desk.schemas import (
    AccessItem,
    ByStaff,
    CustomerDetail,
    CustomerItem,
    CustomerPage,
)
from frontend.api.client import Api

__all__ = [
    "AccessItem",
    "ByStaff",
    "CustomerDetail",
    "CustomerItem",
    "CustomerPage",
    "Letter",
    "RecoveryEntry",
    "RecoveryPage",
    "ask_for_letter",
    "confirm_letter",
    "find_customers",
    "list_letters_to_confirm",
    "read_customer",
    "refuse_letter",
]


async def find_customers(api: Api, *, search: str = "", page: int = 1) -> CustomerPage:
    """Customers by number, name or e-mail address."""
    return await api.get("/service/customers", CustomerPage, search=search, page=page)


async def read_customer(api: Api, customer: UUID) -> CustomerDetail:
    """One customer, and who has access."""
    return await api.get(f"/service/customers/{customer}", CustomerDetail)


async def ask_for_letter(api: Api, customer: UUID, *, account: UUID, answered: list[int]) -> Letter | None:
    """Have a letter made; none yet where somebody else has to confirm it first."""
    asked = await api.post(
        f"/service/customers/{customer}/recoveries", AskForLetter(account, answered), result=AskedLetter
    )
    return asked.letter


async def list_letters_to_confirm(api: Api, *, page: int = 1) -> RecoveryPage:
    """Letters that wait for a second pair of eyes."""
    return await api.get("/service/recoveries", RecoveryPage, page=page)


async def confirm_letter(api: Api, recovery: UUID) -> Letter | None:
    """Be the second pair of eyes."""
    return (await api.post(f"/service/recoveries/{recovery}/confirm", result=AskedLetter)).letter


async def refuse_letter(api: Api, recovery: UUID) -> None:
    """Send no letter."""
    await api.post(f"/service/recoveries/{recovery}/refuse")
