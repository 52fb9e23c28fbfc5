"""The phones of the demo's staff: their authenticator apps, whose codes anybody may read at /demo/mail.

Each secret follows from the portal's key, so that the demo needs no way to read back what is sealed in the database.
"""

from base64 import b32encode
from datetime import datetime

from backend.core.database import fetch
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.demo.people import ACCOUNTS, DemoAccount
from backend.demo.schemas import DemoCode
from backend.identity.keyed_hash import keyed_hash
from backend.identity.two_factor.one_time_code import SECONDS, code_at
from backend.identity.two_factor.operations.proof import seal_secret

STAFF = tuple(account for account in ACCOUNTS if account.role != "customer")


async def give_app(*, account: DemoAccount, settings: Settings, now: datetime) -> None:
    """Put the app of a member of staff into use, unless there is or was one. Runs in the caller's transaction."""
    app = new_id()
    await fetch(
        "insert into totp (id, account_id, secret, created_at, confirmed_at) select {}, a.id, {}, {}, {} "
        "from account a where a.email = {} and not exists(select from totp t where t.account_id = a.id)",
        *(app, seal_secret(settings, app, _secret(settings, account)), now, now, account.email),
    )


def current_codes(*, settings: Settings, now: datetime) -> list[DemoCode]:
    """What the phones show now."""
    left = SECONDS - int(now.timestamp()) % SECONDS
    return [DemoCode(account.email, code_at(secret=_secret(settings, account), now=now), left) for account in STAFF]


def _secret(settings: Settings, account: DemoAccount) -> str:
    return b32encode(keyed_hash(settings.key(), "demo app", account.email)[:20]).decode()
