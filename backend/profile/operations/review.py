"""Staff decide on changes that wait for them. Two agents at once: one decision counts, the other is told so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from backend.core.database import Actor, Role, acting_as, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.profile import places, values
from backend.profile.operations.customer_data import ChangedMeanwhile
from backend.profile.operations.history import note
from backend.profile.places import Place
from backend.profile.values import Value, decode, version_of


@dataclass(frozen=True)
class Decision:
    state: Literal["accepted", "refused"]
    reason: str = ""


class AlreadyDecided(Problem):
    """Somebody else has decided, or the customer has taken the change back."""

    status = 409
    slug = "already-decided"
    title = "The change does not wait any more"


async def accept(*, actor: Actor, request_id: UUID, version: str, settings: Settings, now: datetime) -> None:
    """Make the new value hold. `version` is that of the value beside which the agent has seen it.

    Raises `NotFound`, `AlreadyDecided`, `ChangedMeanwhile`, and `InvalidInput` for a phone number that is there by now.
    """
    async with transaction(actor):
        request = await _decide(request_id, Decision("accepted"), actor, now)
        place = Place(request["field"], request["customer_id"], request["target"])
        current = await places.held(place)
        if version_of(current) != version:
            raise ChangedMeanwhile
        await places.put(place, decode(request["new_value"]), now)
        await _note(request, current, actor, now)
        await _mail(request, settings, now)


async def refuse(*, actor: Actor, request_id: UUID, reason: str, settings: Settings, now: datetime) -> None:
    """Leave everything as it is, and tell the person why. Raises `InvalidInput`, `NotFound`, `AlreadyDecided`."""
    words = values.reason(reason)
    async with transaction(actor):
        request = await _decide(request_id, Decision("refused", words), actor, now)
        await _note(request, decode(request["old_value"]), actor, now)
        await _mail(request, settings, now)


async def _decide(request_id: UUID, decision: Decision, actor: Actor, now: datetime) -> dict[str, Any]:
    """The request, decided. Whoever comes second waits for the first and then finds it decided."""
    rows = await fetch(
        "update change_request set state = {}, reason = {}, decided_by = {}, decided_at = {} "
        "where id = {} and state = 'waiting' returning *",
        *(decision.state, decision.reason, actor.account_id, now, request_id),
    )
    if rows:
        return rows[0]
    if await fetch("select 1 from change_request where id = {}", request_id):
        raise AlreadyDecided
    raise NotFound


async def _note(request: dict[str, Any], current: Value | None, actor: Actor, now: datetime) -> None:
    await note(
        field=request["field"],
        action=request["state"],
        old=current,
        new=decode(request["new_value"]),
        reason=request["reason"],
        customer_id=request["customer_id"],
        done_by="staff",
        done_by_account=actor.account_id,
        now=now,
    )


async def _mail(request: dict[str, Any], settings: Settings, now: datetime) -> None:
    """To whoever asked for the change, if there still is an account and it may still see the customer."""
    async with acting_as(Role.SYSTEM):
        found = await fetch(
            "select a.id, a.email, a.language, trim(a.given_name || ' ' || a.family_name) as name from account a "
            "where a.id = {} and a.closed_at is null and exists (select from access_grant g where g.account_id = a.id "
            "and g.customer_id = {} and g.revoked_at is null and (g.ends_at is null or g.ends_at > {}))",
            request["requested_by"],
            request["customer_id"],
            now,
        )
    for person in found:
        page = "/konto" if person["language"] == "de" else "/en/account"
        await send_mail(
            template="change_decided",
            recipient=person["email"],
            language=person["language"],
            parameters={
                "name": person["name"],
                "field": request["field"],
                "decision": request["state"],
                "reason": request["reason"],
                "link": settings.origin + page,
            },
            account_id=person["id"],
            now=now,
        )
