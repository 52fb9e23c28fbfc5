"""Steps up: each takes one proof and makes the session fresh, or says what was wrong."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.settings import Settings
from backend.identity import webauthn
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts, challenges, email_codes, passkeys
from backend.identity.operations.email_codes import Mailing
from backend.identity.schemas import CeremonyOptions, CodeRequested, Language
from backend.identity.session_queries import FRESHNESS, Session
from backend.identity.step_up import queries
from backend.identity.step_up.schemas import SteppedUp
from backend.identity.webauthn import KnownCredential, RelyingParty, VerificationFailed

# Nobody guesses a signature: this only keeps one client from making us verify all day.
_PASSKEYS = attempts.Limit("step-up-passkey", most=100, within=timedelta(minutes=10))


class WayNotOpen(Problem):
    """The account has a stronger way to prove itself than the one that was tried."""

    status = 403
    slug = "way-not-open"
    title = "Confirm with your passkey or authenticator app"


async def begin_with_passkey(*, session: Session, party: RelyingParty, now: datetime) -> CeremonyOptions:
    """What `navigator.credentials.get` takes, for the passkeys of this account only."""
    async with transaction(SYSTEM):
        challenge = await challenges.issue(purpose="step-up", account_id=session.account_id, now=now)
        known = await fetch("select credential_id, transports from passkey where account_id = {}", session.account_id)
    allowed = [KnownCredential(row["credential_id"], row["transports"]) for row in known]
    return CeremonyOptions(
        challenge.id, webauthn.request_options(party=party, challenge=challenge.value, allowed=allowed)
    )


async def with_passkey(
    *,
    session: Session,
    challenge_id: UUID,
    credential: dict[str, Any],
    party: RelyingParty,
    client: Client,
    settings: Settings,
    now: datetime,
) -> SteppedUp:
    """Raises `TooManyAttempts`, `ChallengeExpired`, and what `passkeys.prove` raises.

    A passkey of another account is a `VerificationFailed`.
    """
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_PASSKEYS, subject)], now=now)
    challenge = await challenges.take(
        challenge_id=challenge_id, purpose="step-up", account_id=session.account_id, now=now
    )
    login = await passkeys.prove(
        challenge=challenge, credential=credential, party=party, client=client, settings=settings, now=now
    )
    if login.id != session.account_id:
        raise VerificationFailed
    async with transaction(SYSTEM):
        return await make_fresh(session=session, strong=True, now=now)


async def request_code(
    *, session: Session, language: Language, client: Client, settings: Settings, now: datetime
) -> CodeRequested:
    """Send a code to the account's address. Raises `WayNotOpen` when it has a stronger way, `TooManyAttempts`."""
    address = await _address(session)
    await email_codes.charge_request(email=address, client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        mailing = Mailing("step-up", "step_up_code", address, language)
        return await email_codes.send(mailing=mailing, settings=settings, now=now)


async def with_code(
    *, session: Session, request_id: UUID, code: str, client: Client, settings: Settings, now: datetime
) -> SteppedUp:
    """Raises what `email_codes.redeem` raises, and `WayNotOpen`."""
    address = await _address(session)
    proven = await email_codes.redeem(
        purpose="step-up", request_id=request_id, code=code, client=client, settings=settings, now=now
    )
    if proven.email != address:
        raise email_codes.CodeExpired
    async with transaction(SYSTEM):
        return await make_fresh(session=session, strong=False, now=now)


async def make_fresh(*, session: Session, strong: bool, now: datetime) -> SteppedUp:
    """The person of this session has just proven who they are. Runs in the caller's transaction, as the system."""
    await fetch(
        "update portal_session set fresh_at = {}, strong_at = case when {} then {} else strong_at end where id = {}",
        now,
        strong,
        now,
        session.id,
    )
    return SteppedUp(now + FRESHNESS)


async def _address(session: Session) -> str:
    """The mailbox that a code goes to, if a code suffices for this account."""
    async with transaction(SYSTEM):
        if not (await queries.ways(account_id=session.account_id)).email_code:
            raise WayNotOpen
        person = await accounts.find_person(account_id=session.account_id)
    if person is None:
        raise NotFound
    return person.email
