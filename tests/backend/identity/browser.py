"""A browser as far as the ceremonies of WebAuthn know it: asks, has an authenticator answer, sends the answer."""

from typing import Any
from uuid import UUID

from backend.core.settings import Settings
from backend.identity.operations import passkeys
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import CeremonyOptions, PasskeyItem
from backend.identity.webauthn import RelyingParty
from tests.backend.identity.people import NOW
from tests.fixtures.soft_authenticator import HONEST, Lie, SoftAuthenticator
from tests.support.sessions import HOME


class Browser:
    """A browser on the portal's page, with an authenticator."""

    def __init__(self, party: RelyingParty, settings: Settings, authenticator: SoftAuthenticator) -> None:
        self.party = party
        self.settings = settings
        self.authenticator = authenticator

    async def register(self, account_id: UUID, *, lie: Lie = HONEST, name: str = "", now: Any = NOW) -> PasskeyItem:
        begun = await self.begin(account_id, now=now)
        credential = self.authenticator.create(begun.options, lie=lie)
        return await self.keep(account_id, begun.challenge_id, credential, name=name, now=now)

    async def begin(self, account_id: UUID, *, now: Any = NOW) -> CeremonyOptions:
        """What the browser is asked to make, for somebody who has just proven who they are."""
        return await passkeys.begin_registration(account_id=account_id, party=self.party, now=now)

    async def keep(
        self,
        account_id: UUID,
        challenge_id: UUID,
        credential: dict[str, Any],
        *,
        name: str = "",
        now: Any = NOW,
    ) -> PasskeyItem:
        return await passkeys.register(
            account_id=account_id,
            challenge_id=challenge_id,
            credential=credential,
            name=name,
            party=self.party,
            client=HOME,
            settings=self.settings,
            now=now,
        )

    async def sign_in(self, *, lie: Lie = HONEST, held_token: str | None = None, now: Any = NOW) -> OpenedSession:
        begun = await passkeys.begin_sign_in(party=self.party, now=now)
        return await self.answer(
            begun.challenge_id, self.authenticator.get(begun.options, lie=lie), held_token=held_token, now=now
        )

    async def answer(
        self, challenge_id: UUID, credential: dict[str, Any], *, held_token: str | None = None, now: Any = NOW
    ) -> OpenedSession:
        return await passkeys.sign_in(
            challenge_id=challenge_id,
            credential=credential,
            party=self.party,
            client=HOME,
            held_token=held_token,
            settings=self.settings,
            now=now,
        )
