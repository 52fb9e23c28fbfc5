"""A person with a password, a phone with an authenticator app, and a sheet of recovery codes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pyotp

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import Change, undo
from backend.identity.operations.sessions import authenticate, open_session
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.session_queries import Session
from backend.identity.two_factor.operations import apps, password_sign_in, passwords, second_step
from backend.identity.two_factor.schemas import SecondStep
from tests.backend.identity.people import NOW, make_account, rows

HOME, STRANGER = Client("192.0.2.1", "Firefox 140", "Android"), Client("198.51.100.7")
PASSWORD = "korrekt pferd batterie"
COMPANY = "Stadtwerke Lindental"
STEP = timedelta(seconds=30)


@dataclass
class Erika:
    """Somebody with an account, and what they have to prove it with."""

    settings: Settings
    account_id: UUID
    email: str
    secret: str = ""
    recovery_codes: list[str] = field(default_factory=list)

    def app_code(self, now: datetime) -> str:
        """What the phone shows at this moment."""
        return pyotp.TOTP(self.secret).at(now)

    async def session(self, *, now: datetime = NOW) -> Session:
        """A session that one factor has opened."""
        async with transaction(SYSTEM):
            token = await open_session(
                account_id=self.account_id,
                method="email-code",
                client=HOME,
                strong=False,
                fresh=True,
                replaced_token=None,
                now=now,
                lifetime=timedelta(hours=12),
            )
        session = await authenticate(token=token, now=now, idle=timedelta(hours=1))
        assert session is not None
        return session

    async def set_password(self, password: str = PASSWORD, *, now: datetime = NOW) -> None:
        await passwords.set_password(
            account_id=self.account_id,
            password=password,
            company=COMPANY,
            client=HOME,
            settings=self.settings,
            now=now,
        )

    async def set_up_app(self, *, now: datetime = NOW) -> Session:
        """All three steps; returns the session in which they were taken."""
        session = await self.session(now=now)
        setup = await apps.begin_setup(account_id=self.account_id, company=COMPANY, settings=self.settings, now=now)
        shown = await apps.prove_setup(
            account_id=self.account_id,
            code=pyotp.TOTP(setup.secret).at(now),
            settings=self.settings,
            now=now,
        )
        await apps.finish_setup(session=session, client=HOME, settings=self.settings, now=now)
        self.secret, self.recovery_codes = setup.secret, shown.codes
        return session

    async def type_password(
        self, password: str = PASSWORD, *, email: str = "", client: Client = HOME, now: datetime = NOW
    ) -> SecondStep:
        return await password_sign_in.sign_in(
            email=email or self.email, password=password, client=client, settings=self.settings, now=now
        )

    async def type_code(
        self, step: SecondStep, code: str, *, client: Client = HOME, held_token: str | None = None, now: datetime = NOW
    ) -> OpenedSession:
        return await second_step.finish(
            step_id=step.step_id,
            code=code,
            client=client,
            held_token=held_token,
            settings=self.settings,
            now=now,
        )

    def wrong_code(self, now: datetime) -> str:
        """Six digits that no phone shows around this moment."""
        shown = {self.app_code(now + drift * STEP) for drift in (-1, 0, 1)}
        return next(code for code in ("000000", "111111", "222222", "333333") if code not in shown)


async def make_erika(
    settings: Settings,
    *,
    email: str = "erika@example.org",
    role: str = "customer",
    password: bool = True,
    app: bool = True,
) -> Erika:
    """With password and app unless said otherwise. The code that proved the app is used up: NOW needs a later one."""
    erika = Erika(settings, await make_account(email, role=role), email)
    if password:
        await erika.set_password(now=NOW - timedelta(hours=1))
    if app:
        await erika.set_up_app(now=NOW - timedelta(hours=1))
    return erika


async def undo_latest(kind: str, *, now: datetime) -> None:
    """Freeze the latest change of this kind, as its mail lets its owner do."""
    [row] = await rows(
        "select id, account_id, kind, reference, subject from security_change where kind = {} "
        "order by created_at desc limit 1",
        kind,
    )
    async with transaction(SYSTEM):
        await undo(change=Change(**row), now=now)
