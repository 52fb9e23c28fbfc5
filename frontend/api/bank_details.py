"""Bank details through the API: those of the customer that one acts for, and what staff see of a customer's."""

from uuid import UUID

from backend.profile.bank_details.schemas import (
    BankDetailsState,
    Mandate,
    StaffBankDetails,
    ValidDetails,
    WaitingDetails,
)
from frontend.api.client import Api
from frontend.i18n import Language

__all__ = [
    "BankDetailsState",
    "Mandate",
    "StaffBankDetails",
    "ValidDetails",
    "WaitingDetails",
    "read_bank_details",
    "read_bank_details_of",
]


async def read_bank_details(api: Api, language: Language) -> BankDetailsState:
    """The account that is collected from; the mandate's text is in this language."""
    return await api.get("/profile/customer/bank-details", BankDetailsState, language=language)


async def read_bank_details_of(api: Api, customer: UUID) -> StaffBankDetails:
    """The account that a customer's invoices are collected from, for staff."""
    return await api.get(f"/service/customers/{customer}/bank-details", StaffBankDetails)
