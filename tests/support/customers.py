"""A customer with something in every table that can hold something about customers.

Used where two customers must not see each other. `marker` stands in every text of theirs, so that a leak shows wherever
it comes out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg

from backend.core.database import Actor, Role
from backend.core.ids import new_id
from backend.identity.operations.sessions import hash_token
from backend.invoices.document import InvoiceDocument, Party, Totals, encode
from tests.support.profile_rows import profile_rows


@dataclass(frozen=True)
class SettledCustomer:
    """Ids of the rows that belong to one customer and the account that looks after them, by table."""

    marker: str
    token: str
    service_id: UUID
    """What their appointment is for; anybody could book it."""
    location_id: UUID
    rows: dict[str, UUID] = field(default_factory=dict)

    @property
    def account_id(self) -> UUID:
        return self.rows["account"]

    @property
    def customer_id(self) -> UUID:
        return self.rows["customer"]

    @property
    def actor(self) -> Actor:
        return Actor(Role.CUSTOMER, self.account_id, self.customer_id)

    @property
    def marks(self) -> set[str]:
        """Texts that stand in nothing but this customer's data."""
        return {self.marker, *map(str, self.rows.values())}

    @property
    def pdf(self) -> bytes:
        return f"%PDF-1.7 {self.marker}".encode()

    @property
    def xml(self) -> bytes:
        return f"<Invoice>{self.marker}</Invoice>".encode()


async def settle(owner: asyncpg.Connection, marker: str, *, now: datetime | None = None) -> SettledCustomer:
    """Insert one row per table for a new customer, as the owner of the database."""
    settled = SettledCustomer(
        marker, token=f"token-of-{marker}", service_id=await _service(owner), location_id=await _location(owner)
    )
    for table, values in _rows(settled, now or datetime.now(UTC)):
        settled.rows[table] = await insert(owner, table, **values)
    return settled


async def insert(owner: asyncpg.Connection, table: str, **values: Any) -> UUID:
    """Insert a row and return its id, which is made here."""
    values = {"id": new_id(), **values}
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await owner.execute(f"insert into {table} ({', '.join(values)}) values ({places})", *values.values())
    row_id: UUID = values["id"]
    return row_id


async def grant(
    owner: asyncpg.Connection, *, account: SettledCustomer, customer: SettledCustomer, now: datetime, **values: Any
) -> UUID:
    """Let one's account look after the other's customer."""
    return await insert(
        owner,
        "access_grant",
        **{
            "account_id": account.account_id,
            "customer_id": customer.customer_id,
            "starts_at": now - timedelta(days=2),
            "created_at": now - timedelta(days=2),
            **values,
        },
    )


def _rows(settled: SettledCustomer, now: datetime) -> Any:
    """Table and values, parents first. Lazy: later rows name the ids of earlier ones."""
    yield "account", _account(settled.marker, now)
    yield "customer", _customer(settled.marker, now)
    ids = settled.rows
    life = {"created_at": now, "expires_at": now + timedelta(hours=1)}
    owned = {"account_id": ids["account"]}
    of_customer = {"customer_id": ids["customer"]}
    grant_of_own = {"customer_id": ids["customer"], "kind": "own", "starts_at": now, "created_at": now}
    yield "access_grant", {**owned, **grant_of_own}
    yield "access_invitation", {"customer_id": ids["customer"], **_invitation(settled), **life}
    yield "activation_code", {"customer_id": ids["customer"], "code_hash": _secret(settled, "letter"), **life}
    yield (
        "portal_session",
        {
            **owned,
            "customer_id": ids["customer"],
            "token_hash": hash_token(settled.token),
            "method": "passkey",
            "last_seen_at": now,
            "strong_at": now,
            "fresh_at": now,
            **life,
        },
    )
    yield "push_subscription", {**owned, **_push_subscription(settled, now), "session_id": ids["portal_session"]}
    yield "push_message", {"subscription_id": ids["push_subscription"], **_push_message(settled.marker, now)}
    yield "account_closing", {**owned, **_closing(settled.marker, now)}
    yield "security_event", {**owned, "kind": "signed-in", "subject": settled.marker, "at": now}
    yield "security_change", {**owned, "kind": "passkey-added", "token_hash": _secret(settled, "objection"), **life}
    yield "passkey", {**owned, **_passkey(settled, now)}
    yield "removed_passkey", {**owned, **_removed_passkey(settled, now)}
    yield "webauthn_challenge", {**owned, "purpose": "register", "challenge": _secret(settled, "challenge"), **life}
    yield "email_code", {**_email_code(settled), **life}
    yield "recovery", {**owned, **of_customer, **_recovery(settled, now), **life}
    yield "phone_pin", {**owned, **of_customer, "pin_hash": _secret(settled, "PIN"), **life}
    for table, values in _factors(settled, now):
        yield table, {**owned, **values}
    yield "pending_sign_in", {**owned, "method": "password", **life}
    yield "oidc_identity", {**owned, **_identity(settled), "linked_at": now}
    yield "oidc_attempt", {**owned, **_oidc_attempt(settled), **life}
    yield "invoice", {"customer_id": ids["customer"], **_invoice(settled, now)}
    yield "draft", {**owned, "customer_id": ids["customer"], **_draft(settled.marker, now)}
    yield "mail_message", {**owned, **_mail(settled.marker, now)}
    for table, values in _appointment(settled, now):
        yield table, values
    for table, values in profile_rows(settled.marker, now):
        yield (
            table,
            {**(owned if table in _OF_ACCOUNTS else {}), **(of_customer if table in _OF_CUSTOMERS else {}), **values},
        )


def _account(marker: str, now: datetime) -> Mapping[str, Any]:
    return {
        "email": f"{marker}@example.org",
        "given_name": marker,
        "family_name": marker,
        "webauthn_user_handle": marker.encode(),
        "created_at": now,
    }


def _customer(marker: str, now: datetime) -> Mapping[str, Any]:
    return {"number": marker, "name": marker, "street": marker, "city": marker, "created_at": now}


def _push_subscription(settled: SettledCustomer, now: datetime) -> Mapping[str, Any]:
    return {
        "endpoint": f"https://push.example/{settled.marker}",
        "p256dh": _secret(settled, "browser's key").ljust(65)[:65],
        "auth": settled.marker.encode().ljust(16)[:16],
        "browser": settled.marker,
        "created_at": now,
        "seen_at": now,
    }


def _push_message(marker: str, now: datetime) -> Mapping[str, Any]:
    return {
        "title": marker,
        "body": marker,
        "address": f"/{marker}",
        "tag": marker,
        "urgent": False,
        "created_at": now,
        "expires_at": now + timedelta(hours=1),
    }


def _closing(marker: str, now: datetime) -> Mapping[str, Any]:
    """Closed by mistake, and opened again."""
    return {"closed_at": now, "close_reason": marker, "reopened_at": now, "reopen_reason": marker}


def _passkey(settled: SettledCustomer, now: datetime) -> Mapping[str, Any]:
    return {
        "credential_id": _secret(settled, "credential"),
        "public_key": _secret(settled, "public key"),
        "sign_count": 0,
        "aaguid": "",
        "backup_eligible": True,
        "backed_up": True,
        "name": settled.marker,
        "created_at": now,
    }


def _factors(settled: SettledCustomer, now: datetime) -> Any:
    yield "password_credential", {"hash": f"$argon2id${settled.marker}", "created_at": now}
    yield "totp", {"secret": _secret(settled, "totp"), "created_at": now, "confirmed_at": now}
    yield "recovery_code", {"code_hash": _secret(settled, "recovery code"), "created_at": now}


def _recovery(settled: SettledCustomer, now: datetime) -> Mapping[str, Any]:
    return {
        "kind": "letter",
        "state": "open",
        "ready_at": now,
        "code_hash": _secret(settled, "recovery letter"),
        "cancel_hash": _secret(settled, "cancelling"),
        "proven_email": f"{settled.marker}@example.org",
    }


def _invitation(settled: SettledCustomer) -> Mapping[str, Any]:
    return {
        "email": f"{settled.marker}@example.org",
        "language": "de",
        "relation": "household",
        "scope": "everything",
        "token_hash": _secret(settled, "invitation"),
    }


def _removed_passkey(settled: SettledCustomer, now: datetime) -> Mapping[str, Any]:
    return {
        "credential_hash": _secret(settled, "removed credential"),
        "passkey": json.dumps({"name": settled.marker}),
        "removed_at": now,
    }


def _email_code(settled: SettledCustomer) -> Mapping[str, Any]:
    return {
        "purpose": "activation",
        "email": f"{settled.marker}@example.org",
        "activation_code_id": settled.rows["activation_code"],
        "code_hash": _secret(settled, "code"),
        "digits": 6,
        "language": "de",
    }


def _draft(marker: str, now: datetime) -> Mapping[str, Any]:
    return {"key": f"form-of-{marker}", "content": json.dumps({"note": [marker]}), "saved_at": now}


def _identity(settled: SettledCustomer) -> Mapping[str, Any]:
    return {
        "issuer": "https://id.example.org",
        "subject": settled.marker,
        "label": settled.marker,
        "offers_sign_out": True,
    }


def _oidc_attempt(settled: SettledCustomer) -> Mapping[str, Any]:
    return {
        "provider": "example",
        "purpose": "link",
        "state_hash": _secret(settled, "state"),
        "browser_hash": _secret(settled, "browser"),
        "nonce": settled.marker,
        "code_verifier": settled.marker,
        "next": "",
    }


_OF_ACCOUNTS = {"message_choice", "email_change", "profile_change"}
_OF_CUSTOMERS = {"bank_details", "delivery_address", "phone_number", "change_request", "profile_change"}


def _mail(marker: str, now: datetime) -> Mapping[str, Any]:
    return {
        "recipient": f"{marker}@example.org",
        "language": "de",
        "template": "sign_in_code",
        "parameters": json.dumps({"code": marker}),
        "created_at": now,
    }


def _invoice(settled: SettledCustomer, now: datetime) -> Mapping[str, Any]:
    marker = settled.marker
    amount = Decimal("119.00")
    document = InvoiceDocument(
        number=marker,
        type_code="380",
        issue_date=date(2026, 1, 31),
        currency="EUR",
        seller=Party(name="Stadtwerke"),
        buyer=Party(name=marker),
        totals=Totals(net=Decimal("100.00"), gross=amount, due=amount),
    )
    return {
        "seller_key": "stadtwerke",
        "number": marker,
        "fingerprint": marker,
        "type_code": "380",
        "issue_date": document.issue_date,
        "currency": "EUR",
        "total_gross": amount,
        "amount_due": amount,
        "subject": marker,
        "search_text": marker,
        "document": encode(document).decode(),
        "syntax": "UBL",
        "profile": "EN 16931",
        "original_sha256": sha256(settled.pdf).hexdigest(),
        "original_name": f"{marker}.pdf",
        "original_media_type": "application/pdf",
        "original_size": len(settled.pdf),
        "pdf_sha256": sha256(settled.pdf).hexdigest(),
        "pdf_size": len(settled.pdf),
        "xml_sha256": sha256(settled.xml).hexdigest(),
        "xml_size": len(settled.xml),
        "imported_at": now,
    }


def _secret(settled: SettledCustomer, what: str) -> bytes:
    return f"{what} of {settled.marker}".encode()


async def _service(owner: asyncpg.Connection) -> UUID:
    names = {"name_de": "Beratung", "name_en": "Advice"}
    return await insert(owner, "service", **names, duration=30, step=30, channels=["phone"])


async def _location(owner: asyncpg.Connection) -> UUID:
    names = {"name_de": "Kundenzentrum", "name_en": "Customer centre"}
    return await insert(owner, "location", **names, street="Am Markt 1", postal_code="61462", city="Lindental")


def _appointment(settled: SettledCustomer, now: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """An appointment, and one that the same person gives: they work for the company, too."""
    ids, end = settled.rows, now + timedelta(minutes=30)
    yield "resource", {"kind": "person", "name": settled.marker, "account_id": ids["account"], "video_url": ""}
    of_person = {"resource_id": ids["resource"]}
    yield "resource_location", {**of_person, "location_id": settled.location_id}
    yield "weekly_hours", {**of_person, "weekday": 1, "opens": 540, "closes": 1020}
    yield "hours_exception", {**of_person, "kind": "off", "first_day": now.date(), "last_day": now.date()}
    yield (
        "meeting",
        {"service_id": settled.service_id, "person_id": ids["resource"], "channel": "phone", "capacity": 1}
        | {"starts_at": now, "ends_at": end, "blocked_from": now, "blocked_until": end},
    )
    yield (
        "booking",
        {"meeting_id": ids["meeting"], "seat": 1, "capacity": 1, "state": "booked", "note": settled.marker}
        | {"customer_id": ids["customer"], "contact_name": settled.marker}
        | {"calendar_uid": settled.marker, "created_at": now, "changed_at": now},
    )
    yield "booking_event", {"booking_id": ids["booking"], "kind": "booked", "by_staff": False, "at": now}
    yield "booking_notice", {"booking_id": ids["booking"], "kind": "booked", "due_at": now}
    yield (
        "waiting_entry",
        {"service_id": settled.service_id, "customer_id": ids["customer"], "joined_by": ids["account"]}
        | {"channel": "phone", "first_day": now.date(), "last_day": now.date(), "needs": [settled.marker]}
        | {"in_line_since": now, "created_at": now},
    )
    yield (
        "waiting_offer",
        {"entry_id": ids["waiting_entry"], "booking_id": ids["booking"], "starts_at": now, "until": now}
        | {"state": "lapsed", "offered_at": now, "decided_at": now},
    )
    yield "freed_time", {"person_id": ids["resource"], "starts_at": now, "ends_at": end, "freed_at": now}
    of_both = {"account_id": ids["account"], "customer_id": ids["customer"]}
    yield "calendar_feed", {**of_both, "secret_hash": _secret(settled, "feed"), "created_at": now}
    yield "calendar_link", {**of_person, "address": settled.marker, "user_name": "", "created_at": now, "next_at": now}
    of_link = {"link_id": ids["calendar_link"]}
    yield "calendar_busy", {**of_link, "starts_at": now, "ends_at": end}
    yield "calendar_copy", {**of_link, "uid": settled.marker, "fingerprint": b"", "ends_at": end}
