"""Invitations of customers by staff, through the API."""

from backend.identity.registration.schemas import InvitableCustomer, KnownAccess
from frontend.api.client import Api

__all__ = ["InvitableCustomer", "KnownAccess", "find_invitable_customer"]


async def find_invitable_customer(api: Api, *, number: str) -> InvitableCustomer:
    """The customer with this number, and who has access already."""
    return await api.get("/service/invitations/customer", InvitableCustomer, number=number)
