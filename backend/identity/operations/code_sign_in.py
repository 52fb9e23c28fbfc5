"""Signing in with a code from a mail: the other way in, for whoever has no passkey at hand."""

from datetime import datetime
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import SYSTEM, transaction
from backend.core.email_address import normalise_email
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import email_codes
from backend.identity.operations.email_codes import CodeExpired, Mailing
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import CodeRequested, Language
from backend.identity.two_factor.operations.admission import admit
from backend.identity.two_factor.schemas import SecondStep


async def request_code(
    *, email: str, language: Language, client: Client, settings: Settings, now: datetime
) -> CodeRequested:
    """Send a code, or a mail that there is no account under this address; the answer does not tell which.

    Raises `InvalidInput` for what is no address, `TooManyAttempts`.
    """
    address = normalise_email(email)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        known = await accounts.find_login(email=address) is not None
        mailing = Mailing("sign-in", "sign_in_code" if known else "sign_in_unknown", address, language)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def sign_in(
    *, request_id: UUID, code: str, client: Client, held_token: str | None, settings: Settings, now: datetime
) -> OpenedSession | SecondStep:
    """Sign in whoever owns the mailbox, or ask for the second step. Raises what `email_codes.redeem` raises."""
    proven = await email_codes.redeem(
        purpose="sign-in", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    async with transaction(SYSTEM):
        login = await accounts.find_login(email=proven.email)
        if login is None:
            raise CodeExpired  # The account was closed meanwhile; or a code was guessed that no mail contained.
        return await admit(
            login=login, method="email-code", client=client, held_token=held_token, settings=settings, now=now
        )
