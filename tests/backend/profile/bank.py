"""Giving bank details in tests."""

from datetime import datetime
from typing import Any

from backend.core.database import transaction
from backend.core.settings import Settings
from backend.profile.bank_details import queries
from backend.profile.bank_details.account import read_account
from backend.profile.bank_details.mandate import mandate_of
from backend.profile.bank_details.operations import changing
from backend.profile.bank_details.operations.changing import By
from backend.profile.bank_details.schemas import BankDetailsState
from backend.profile.schemas import SaveResult
from tests.backend.profile.people import NOW, ZONE, Household, as_system, mails_to
from tests.support.sessions import HOME

FIRST = "DE89 3704 0044 0532 0130 00"
SECOND = "DE75512108001245126199"
THIRD = "AT61 1904 3002 3457 3201"
FIRST_SHOWN = "DE•• •••• •••• •••• ••30 00"
SECOND_SHOWN = "DE•• •••• •••• •••• ••61 99"
THIRD_SHOWN = "AT•• •••• •••• •••• 3201"


async def state_of(who: Household, settings: Settings) -> BankDetailsState:
    """What the account sees of the customer that it acts for."""
    async with transaction(who.actor):
        mandate = mandate_of(settings.portal_toml, "de")
        return await queries.bank_details(mandate=mandate, reviewed=False, zone=ZONE)


async def shown(who: Household, settings: Settings) -> str:
    """The masked IBAN that is collected from; empty for none."""
    valid = (await state_of(who, settings)).valid
    return valid.iban if valid else ""


async def give(
    who: Household,
    settings: Settings,
    iban: str = FIRST,
    *,
    holder: str = "Erika Muster",
    reviewed: bool = False,
    now: datetime = NOW,
) -> SaveResult:
    """Give or change bank details, as they are seen at this moment."""
    return await changing.save(
        by=By(who.actor, HOME, settings),
        account=read_account(holder=holder, iban=iban, consent=True),
        mandate=mandate_of(settings.portal_toml, "de"),
        version=(await state_of(who, settings)).version,
        reviewed=reviewed,
        now=now,
    )


async def take_out(who: Household, settings: Settings, *, now: datetime = NOW) -> SaveResult:
    version = (await state_of(who, settings)).version
    return await changing.remove(by=By(who.actor, HOME, settings), version=version, now=now)


async def links_to(recipient: str) -> list[str]:
    """The tokens behind “that wasn't me” in the mails to this address, oldest first."""
    mails = [mail for template, mail in await mails_to(recipient) if template == "security_change"]
    return [mail["link"].partition("#token=")[2] for mail in mails]


async def rows_of(who: Household) -> list[dict[str, Any]]:
    return await as_system("select * from bank_details where customer_id = {} order by signed_at", who.customer_id)
