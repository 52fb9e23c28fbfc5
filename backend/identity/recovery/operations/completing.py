"""The end of a recovery: a new passkey takes the place of everything that opened the account before.

All in one transaction: nobody ends up with the old ways in beside the new one, or with neither.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.identity import webauthn
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.kept_passkeys.operations import usable_name
from backend.identity.operations import challenges, passkeys
from backend.identity.operations.sign_in import OpenedSession, let_in
from backend.identity.push_devices import operations as push_devices
from backend.identity.recovery.operations import announcing, letters, passes
from backend.identity.recovery.operations.limits import charge_link
from backend.identity.recovery.operations.old_ways import take_out_all
from backend.identity.recovery.operations.passes import Admitted
from backend.identity.recovery.queries import masked
from backend.identity.schemas import CeremonyOptions
from backend.identity.webauthn import RelyingParty


async def begin(
    *, token: str, party: RelyingParty, client: Client, settings: Settings, now: datetime
) -> CeremonyOptions:
    """What `navigator.credentials.create` takes. Raises `RecoveryPassExpired`, `TooManyAttempts`.

    Names no passkeys that the device should refuse to replace: all old ones end with this one.
    """
    await charge_link(client=client, settings=settings, now=now)
    async with transaction(SYSTEM):
        admitted = await passes.admit(token=token, now=now)
        challenge = await challenges.issue(purpose="register", account_id=admitted.account_id, now=now)
    email = admitted.proven_email or admitted.email
    options = webauthn.creation_options(
        party=party,
        challenge=challenge.value,
        user_handle=admitted.webauthn_user_handle,
        user_name=email,
        display_name=admitted.name or email,
        existing=[],
    )
    return CeremonyOptions(challenge.id, options)


async def complete(
    *,
    token: str,
    challenge_id: UUID,
    credential: dict[str, Any],
    name: str,
    party: RelyingParty,
    client: Client,
    held_token: str | None,
    settings: Settings,
    now: datetime,
) -> OpenedSession:
    """Register the passkey, end all sessions and all old ways in, and sign in.

    Raises `RecoveryPassExpired`, `TooManyAttempts`, `ChallengeExpired`, `VerificationFailed`, `PasskeyExists`,
    `InvalidInput` for a name that cannot be shown, and `EmailTaken`.
    """
    await charge_link(client=client, settings=settings, now=now)
    name = usable_name(name)
    async with transaction(SYSTEM):
        account_id = (await passes.admit(token=token, now=now)).account_id
    challenge = await challenges.take(challenge_id=challenge_id, purpose="register", account_id=account_id, now=now)
    new = webauthn.verify_registration(party=party, challenge=challenge, credential=credential)
    async with transaction(SYSTEM):
        admitted = await passes.admit(token=token, now=now)
        await _end(admitted, now)
        await take_out_all(account_id=account_id, now=now)
        await fetch("delete from portal_session where account_id = {}", account_id)
        await push_devices.end_all(account_id=account_id)
        await _move(admitted)
        await passkeys.keep(account_id=account_id, new=new, name=name, client=client, settings=settings, now=now)
        await _tell(admitted, client, now)
        return await let_in(
            login=Login(account_id, admitted.role),
            method="recovery",
            client=client,
            held_token=held_token,
            settings=settings,
            now=now,
            customer_id=admitted.customer_id,
            strong=True,
        )


async def _end(admitted: Admitted, now: datetime) -> None:
    """This recovery is completed, and no other one of the account is under way any more."""
    await fetch(
        "update recovery set state = case when id = {} then 'completed' else 'cancelled' end, ended_at = {}, "
        "pass_hash = null, pass_expires_at = null, proven_email = null "
        "where account_id = {} and state in ('asked', 'open')",
        *(admitted.recovery_id, now, admitted.account_id),
    )


async def _move(admitted: Admitted) -> None:
    """The mailbox that was proven together with a letter is the account's from now on."""
    if admitted.proven_email is None or admitted.proven_email == admitted.email:
        return
    await letters.refuse_taken(email=admitted.proven_email, account_id=admitted.account_id)
    await fetch("update account set email = {} where id = {}", admitted.proven_email, admitted.account_id)


async def _tell(admitted: Admitted, client: Client, now: datetime) -> None:
    await note_event(account_id=admitted.account_id, kind="recovery-completed", client=client, now=now)
    await announcing.announce(
        account_id=admitted.account_id,
        template="recovery_completed",
        parameters={"account": masked(admitted.email), "at": now.isoformat()},
        also=admitted.email,
        now=now,
    )
