"""What somebody looks after by themselves (`backend.profile`), for a customer with something in every table."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any


def profile_rows(marker: str, now: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What the customer looks after, what is changing about it, and what has changed."""
    place = {"street": marker, "postal_code": "00000", "city": marker, "country": "DE"}
    change = {"old_value": json.dumps({"city": marker}), "new_value": json.dumps({"city": f"new {marker}"})}
    yield "delivery_address", {**place, "label": marker, "created_at": now}
    number = int.from_bytes(sha256(marker.encode()).digest()[:4])
    yield "phone_number", {"number": f"+4969{number}", "kind": "home", "created_at": now}
    yield "bank_details", _bank_details(marker, now)
    yield "message_choice", {"topic": "news", "channels": ["mail"], "changed_at": now}
    yield (
        "change_request",
        {"field": "billing_address", **change, "state": "refused", "reason": marker}
        | {"requested_at": now, "decided_at": now, "read_at": now},
    )
    yield "profile_change", {"field": "billing_address", "action": "changed", **change, "done_by": "staff", "at": now}
    yield (
        "email_change",
        {"old_email": f"{marker}@example.org", "new_email": f"new-{marker}@example.org"}
        | {"requested_at": now, "expires_at": now + timedelta(minutes=10)},
    )


def _bank_details(marker: str, now: datetime) -> Mapping[str, Any]:
    reference = sha256(marker.encode()).hexdigest()[:10]
    return {
        "holder": marker,
        "iban_sealed": f"IBAN of {marker}".encode(),
        "iban_masked": f"DE•• {marker}",
        "mandate": f"M-{reference}",
        "mandate_text": marker,
        "signed_at": now,
        "valid_from": now,
    }
