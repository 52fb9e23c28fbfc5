"""What the demo's customers have told the company, so that their accounts do not look empty."""

from datetime import datetime, timedelta

from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.iban import masked
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.demo.people import INGRID, YILDIZ, DemoCustomer
from backend.demo.tariffs import ACCOUNT_OF_YILDIZ, MEHMET_YILDIZ, mandate_reference
from backend.profile import queries, values
from backend.profile.bank_details.account import seal_iban
from backend.profile.bank_details.mandate import agreed, mandate_of
from backend.profile.operations import customer_data, person
from backend.profile.values import CustomerField

_AT_ONCE: frozenset[CustomerField] = frozenset()


async def load_account_data(*, settings: Settings, now: datetime) -> None:
    """Make it if it is not there yet. Numbers are among those kept free for fiction by the Bundesnetzagentur."""
    ingrid, mehmet = await _actor(INGRID), await _actor(YILDIZ)
    async with transaction(ingrid):
        if await fetch("select 1 from profile_change where customer_id = {} limit 1", ingrid.customer_id):
            return
        await _tell_phone(ingrid, "069 90009 417", "home", now - timedelta(days=200))
        await _tell_phone(ingrid, "0171 3920012", "mobile", now - timedelta(days=90))
        await customer_data.add(
            actor=ingrid,
            field="delivery_address",
            value=values.delivery_address(
                label="Garten", street="Am Kanal, Parzelle 14", postal_code="00000", city="Lindental", country="DE"
            ),
            reviewed=_AT_ONCE,
            now=now - timedelta(days=45),
        )
        await _want_letters(ingrid, now - timedelta(days=30))
    async with transaction(mehmet):
        await _tell_phone(mehmet, "0171 3920034", "mobile", now - timedelta(days=120))
        await _move(mehmet, now - timedelta(hours=5))
    await _let_collect(mehmet, settings, now - timedelta(days=4 * 365))


async def _actor(customer: DemoCustomer) -> Actor:
    """The customer's own account, acting for themselves."""
    async with transaction(SYSTEM):
        rows = await fetch(
            "select a.id as account_id, c.id as customer_id from account a, customer c "
            "where a.email = {} and c.number = {}",
            customer.email,
            customer.number,
        )
    return Actor(Role.CUSTOMER, rows[0]["account_id"], rows[0]["customer_id"])


async def _tell_phone(actor: Actor, number: str, kind: str, now: datetime) -> None:
    value = values.phone(number=number, kind=kind)
    await customer_data.add(actor=actor, field="phone", value=value, reviewed=_AT_ONCE, now=now)


async def _want_letters(actor: Actor, now: datetime) -> None:
    assert actor.account_id is not None
    held = await queries.message_choices(account_id=actor.account_id)
    await person.save_messages(
        actor=actor,
        ticked={"invoices": ["mail", "post"], "appointments": ["mail"], "security": [], "news": []},
        version=queries.messages_version(held),
        now=now,
    )


async def _let_collect(actor: Actor, settings: Settings, now: datetime) -> None:
    """The mandate that his invoices name. He gave it on paper, long before there was a portal."""
    mandate = mandate_of(settings.portal_toml, "de")
    details = new_id()
    if mandate is None:
        return
    async with transaction(SYSTEM):
        await fetch(
            "insert into bank_details (id, customer_id, holder, iban_sealed, iban_masked, mandate, mandate_text, "
            "signed_at, valid_from) values ({}, {}, {}, {}, {}, {}, {}, {}, {})",
            *(details, actor.customer_id, MEHMET_YILDIZ.party.name),
            *(seal_iban(settings, details, ACCOUNT_OF_YILDIZ), masked(ACCOUNT_OF_YILDIZ)),
            *(mandate_reference(MEHMET_YILDIZ), agreed(mandate), now, now),
        )


async def _move(actor: Actor, now: datetime) -> None:
    """A new billing address, which staff have not looked at yet."""
    assert actor.account_id is not None
    profile = await queries.profile(account_id=actor.account_id, reviewed=_AT_ONCE, zone="")
    assert profile.customer is not None
    await customer_data.save(
        actor=actor,
        field="billing_address",
        target=None,
        value=values.postal_address(street="Rosenweg 21", postal_code="00000", city="Lindental", country="DE"),
        version=profile.customer.billing.version,
        reviewed=frozenset({"billing_address"}),
        now=now,
    )
