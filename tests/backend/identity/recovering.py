"""Somebody who gets back into an account: types codes from mails and letters, and makes a new passkey."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from backend.accounts.operations import grant_access
from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.recovery.operations import completing, letters, waiting
from backend.identity.recovery.schemas import AskedLetter, RecoveryProgress
from backend.identity.schemas import CodeRequested
from backend.identity.webauthn import RelyingParty
from backend.portal.schemas import Recovery as Rules
from tests.backend.identity.people import NOW, last_code, mails, rows
from tests.fixtures.soft_authenticator import SoftAuthenticator
from tests.support.sessions import HOME

ERIKA = "erika@example.org"
WAIT = timedelta(hours=72)
READY = NOW + WAIT


class Lost:
    """A person without any way in, at a browser with an authenticator."""

    def __init__(self, settings: Settings, party: RelyingParty, authenticator: SoftAuthenticator) -> None:
        self.settings = settings
        self.party = party
        self.authenticator = authenticator

    async def request(self, email: str = ERIKA, *, now: datetime = NOW) -> CodeRequested:
        return await waiting.request_code(email=email, language="de", client=HOME, settings=self.settings, now=now)

    async def prove(self, request_id: UUID, code: str, *, now: datetime = NOW) -> RecoveryProgress:
        return await waiting.prove_mailbox(
            request_id=request_id, code=code, client=HOME, settings=self.settings, now=now
        )

    async def by_mail(self, email: str = ERIKA, *, now: datetime = NOW) -> RecoveryProgress:
        """Asks for a code and types it."""
        requested = await self.request(email, now=now)
        return await self.prove(requested.request_id, await last_code_for_recovery(email), now=now)

    async def start_by_letter(
        self,
        code: str,
        *,
        number: str = "40-12345",
        email: str = ERIKA,
        client: Client = HOME,
        now: datetime = NOW,
    ) -> CodeRequested:
        return await letters.start(
            customer_number=number,
            letter_code=code,
            email=email,
            language="de",
            client=client,
            settings=self.settings,
            now=now,
        )

    async def by_letter(self, code: str, *, email: str = ERIKA, now: datetime = NOW) -> RecoveryProgress:
        """Types what stands in the letter, then the code from the mail."""
        requested = await self.start_by_letter(code, email=email, now=now)
        return await self.prove(requested.request_id, await last_code_for_recovery(email), now=now)

    async def make_passkey(
        self, token: str | None, *, held_token: str | None = None, now: datetime = NOW
    ) -> OpenedSession:
        assert token is not None
        begun = await completing.begin(token=token, party=self.party, client=HOME, settings=self.settings, now=now)
        return await completing.complete(
            token=token,
            challenge_id=begun.challenge_id,
            credential=self.authenticator.create(begun.options),
            name="",
            party=self.party,
            client=HOME,
            held_token=held_token,
            settings=self.settings,
            now=now,
        )


class Agents:
    """The company's people: one asks for letters, another one confirms them."""

    def __init__(self, settings: Settings, *, jonas: UUID, aylin: UUID, rules: Rules) -> None:
        self.settings = settings
        self.jonas = jonas
        self.aylin = aylin
        self.rules = rules

    async def ask(
        self, *, customer_id: UUID, account_id: UUID, answered: Sequence[int] = (0, 1), now: datetime = NOW
    ) -> AskedLetter:
        return await letters.ask(
            customer_id=customer_id,
            account_id=account_id,
            answered=answered,
            staff_id=self.jonas,
            rules=self.rules,
            client=HOME,
            settings=self.settings,
            now=now,
        )

    async def confirm(self, recovery_id: UUID, staff_id: UUID, *, now: datetime = NOW) -> AskedLetter:
        return await letters.confirm(
            recovery_id=recovery_id, staff_id=staff_id, client=HOME, settings=self.settings, now=now
        )

    async def letter_code(self, *, customer_id: UUID, account_id: UUID, now: datetime = NOW) -> str:
        """The code of a new letter, confirmed by the second person."""
        await self.ask(customer_id=customer_id, account_id=account_id, now=now)
        confirmed = await self.confirm(await asked_id(), self.aylin, now=now)
        assert confirmed.letter is not None
        return confirmed.letter.code


async def asked_id() -> UUID:
    """The recovery that waits for its second pair of eyes."""
    [row] = await rows("select id from recovery where state = 'asked'")
    found: UUID = row["id"]
    return found


async def let_own(account_id: UUID, customer_id: UUID, *, now: datetime = NOW) -> None:
    """The account came about by this customer's contract."""
    async with transaction(SYSTEM):
        await grant_access(account_id=account_id, customer_id=customer_id, now=now)


async def last_code_for_recovery(email: str = ERIKA) -> str:
    codes = [mail.parameters["code"] for mail in await mails(email) if mail.template == "recovery_code"]
    return str(codes[-1]) if codes else await last_code(email)


async def templates(email: str = ERIKA) -> list[str]:
    return [mail.template for mail in await mails(email)]


async def cancel_token(email: str = ERIKA) -> str:
    """The token in the link by which the newest recovery can be called off."""
    links = [mail.parameters["link"] for mail in await mails(email) if "#cancel=" in mail.parameters.get("link", "")]
    return str(links[-1]).partition("#cancel=")[2]


async def kinds(account_id: UUID) -> list[str]:
    """What the account's history tells, oldest first."""
    return [
        row["kind"]
        for row in await rows("select kind from security_event where account_id = {} order by id", account_id)
    ]
