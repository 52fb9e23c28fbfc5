"""People in the plan of appointments who can sign in."""

from uuid import UUID

from tests.backend.appointments.booking.office import Office, rows
from tests.backend.identity.people import make_account


async def account_of(office: Office) -> UUID:
    """The adviser's, made when it is first asked for."""
    account_id = await make_account("anna@example.org", role="agent")
    await rows("update resource set account_id = {} where id = {}", account_id, office.person_id)
    return account_id
