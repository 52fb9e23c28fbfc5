"""A message reaches every device of those who want it: not before its change is made, and not never."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.ids import new_id
from backend.core.job_registry import JobRun, Run, jobs, load_jobs, scheduled_jobs
from backend.core.jobs import worker_lifespan
from backend.core.settings import Settings
from backend.push import encryption
from backend.push.jobs import PushNotSent
from backend.push.operations import LASTS, begin_attempt, forget_device, note_delivered
from tests.backend.push.conftest import NewSubscribed, choose, rows, told, wanting_account
from tests.support.catalog import as_owner
from tests.support.push_service import PushService
from tests.support.waiting import until


async def send(settings: Settings, *, later: timedelta = timedelta(), is_last: bool = False) -> None:
    """Do what waits, once."""
    load_jobs()
    for message in await rows("select id from push_message order by id"):
        await jobs["push.send"].work(JobRun(settings, utc_now() + later, message["id"], is_last))


async def waiting() -> int:
    return len(await rows("select 1 from push_message"))


async def test_it_arrives_encrypted_signed_and_without_anything_personal(
    database: str, settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    async with worker_lifespan(settings, dsn=database):
        assert await told(erika.account_id) == 1
        await until(lambda: bool(service.received))
        await until(_nothing_waits)
    [received] = service.received
    assert f"https://{service.place}{received.path}" == erika.browser.endpoint
    assert erika.browser.read(received) == {
        "title": "Eine neue Rechnung ist da",
        "body": "Sie finden sie im Kundenportal.",
        "address": "/rechnungen",
        "tag": "new-invoice",
        "language": "de",
    }
    key, claims = received.sender()
    assert key == encryption.public_key(settings.key())
    assert claims["aud"] == f"https://{service.place}"
    assert claims["sub"] == "mailto:portal@lindental.example"
    headers = received.headers
    assert (headers["content-encoding"], headers["urgency"], headers["host"]) == ("aes128gcm", "normal", service.place)
    assert LASTS.total_seconds() - 60 < int(headers["ttl"]) <= LASTS.total_seconds()
    assert len(headers["topic"]) == 32
    [row] = await rows("select last_success_at, seen_at from push_subscription")
    assert row["last_success_at"] == row["seen_at"] is not None


async def _nothing_waits() -> bool:
    return await waiting() == 0


async def test_every_device_gets_it_in_the_language_of_the_person(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    one = await new_subscribed()
    other = await new_subscribed(account_id=one.account_id)
    await rows("update account set language = 'en' where id = {}", one.account_id)
    assert await told(one.account_id) == 2
    await send(settings)
    read = [browser.read(got) for browser, got in zip((one.browser, other.browser), service.received, strict=True)]
    assert [(shown["title"], shown["address"]) for shown in read] == [("You have a new invoice", "/en/invoices")] * 2


async def test_whoever_does_not_want_it_gets_nothing(new_subscribed: NewSubscribed) -> None:
    erika = await new_subscribed()
    await choose(erika.account_id, "invoices", "mail", "post")
    assert await told(erika.account_id) == 0
    assert await told(erika.account_id, topic="appointments") == 1
    await rows("update account set closed_at = now() where id = {}", erika.account_id)
    assert await told(erika.account_id, topic="appointments") == 0
    assert await told(await wanting_account("max@example.org")) == 0, "there is no device"


async def test_a_message_about_a_change_that_was_not_made_is_never_sent(
    database: str, settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    with pytest.raises(ZeroDivisionError):
        await _tell_and_fail(erika.account_id)
    await told(erika.account_id, tag="made")
    async with worker_lifespan(settings, dsn=database):
        await until(_nothing_waits)
    assert [erika.browser.read(received)["tag"] for received in service.received] == ["made"]


async def _tell_and_fail(account_id: UUID) -> None:
    async with transaction(SYSTEM):
        await told(account_id, tag="not-made")
        raise ZeroDivisionError


@pytest.mark.parametrize("answer", ["404 Not Found", "410 Gone"])
async def test_a_browser_that_is_gone_is_forgotten_with_all_that_was_on_its_way(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed, answer: str
) -> None:
    erika = await new_subscribed()
    for tag in ("one", "two"):
        await told(erika.account_id, tag=tag)
    service.answer = answer
    await send(settings)
    assert len(service.received) == 1
    assert await rows("select 1 from push_subscription") == []
    assert await waiting() == 0


async def test_a_browser_that_has_renewed_its_subscription_meanwhile_is_not_forgotten(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    await told(erika.account_id)
    [message] = await rows("select id from push_message")
    async with transaction(SYSTEM):
        attempt = await begin_attempt(message_id=message["id"], now=utc_now())
    assert attempt is not None
    renewed = service.browser()
    renewed.endpoint = erika.browser.endpoint
    await erika.device.post("/push/subscriptions", json=renewed.subscription)
    async with transaction(SYSTEM):
        await forget_device(attempt=attempt)
    assert len(await rows("select 1 from push_subscription")) == 1


@pytest.mark.parametrize(
    "answer", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests", "408 Request Timeout"]
)
async def test_trouble_that_passes_is_waited_for(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed, answer: str
) -> None:
    erika = await new_subscribed()
    await told(erika.account_id)
    service.answer = answer
    with pytest.raises(PushNotSent):
        await send(settings)
    assert await waiting() == 1
    service.answer = "201 Created"
    await send(settings)
    assert await waiting() == 0
    assert len(await rows("select 1 from push_subscription")) == 1


async def test_a_service_that_is_down_is_tried_again_by_the_worker(
    database: str, settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    service.answer = "500 Internal Server Error"
    async with worker_lifespan(settings, dsn=database):
        await told(erika.account_id)
        await until(lambda: len(service.received) >= 2)
        service.answer = "201 Created"
        await until(_nothing_waits)
    assert {erika.browser.read(received)["tag"] for received in service.received} == {"new-invoice"}
    assert len({received.headers["topic"] for received in service.received}) == 1


@pytest.mark.parametrize("wait", [("120", 120), ("0", 1), ("999999", 3600)])
async def test_a_service_that_wants_to_be_left_alone_is(
    database: str, settings: Settings, service: PushService, new_subscribed: NewSubscribed, wait: tuple[str, int]
) -> None:
    erika = await new_subscribed()
    asked, waited = wait
    await told(erika.account_id)
    service.answer = f"429 Too Many Requests\r\nRetry-After: {asked}"
    async with as_owner(database) as owner:
        await owner.execute("delete from pgqueuer")
        await send(settings)
        pause = await owner.fetchval("select execute_after - now() from pgqueuer where entrypoint = 'push.send'")
    assert await waiting() == 1
    assert timedelta(seconds=waited - 10) < pause <= timedelta(seconds=waited)


@pytest.mark.parametrize("answer", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "413 Too Large"])
async def test_what_is_refused_is_given_up_and_the_device_stays(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed, answer: str
) -> None:
    """A clock that is wrong on our side must not cost people their devices."""
    erika = await new_subscribed()
    await told(erika.account_id)
    service.answer = answer
    await send(settings)
    assert await waiting() == 0
    assert len(await rows("select 1 from push_subscription")) == 1


async def test_the_last_attempt_gives_up(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    await told(erika.account_id)
    service.answer = "500 Internal Server Error"
    await send(settings, is_last=True)
    assert await waiting() == 0


async def test_no_redirect_is_followed(settings: Settings, service: PushService, new_subscribed: NewSubscribed) -> None:
    erika = await new_subscribed()
    await told(erika.account_id)
    service.answer = f"307 Temporary Redirect\r\nLocation: https://{service.place}/elsewhere"
    await send(settings)
    assert [f"https://{service.place}{got.path}" for got in service.received] == [erika.browser.endpoint]
    assert await waiting() == 0


async def test_a_service_that_is_known_no_longer_is_not_called(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    await told(erika.account_id)
    await send(settings.model_copy(update={"push_services": "fcm.googleapis.com"}))
    assert service.received == []
    assert await rows("select 1 from push_subscription") == []


async def test_a_key_that_nothing_can_be_encrypted_for_ends_the_subscription(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    await rows("update push_subscription set p256dh = {}", b"\x04" + b"\x01" * 64)
    await told(erika.account_id)
    await send(settings)
    assert service.received == []
    assert await rows("select 1 from push_subscription") == []


async def test_what_comes_too_late_is_not_sent(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    erika = await new_subscribed()
    soon = utc_now() + timedelta(minutes=5)
    await told(erika.account_id, until=soon)
    await send(settings, later=timedelta(minutes=5))
    assert service.received == []
    assert await waiting() == 0


async def test_leftovers_go_when_their_time_is_over(settings: Settings, new_subscribed: NewSubscribed) -> None:
    erika = await new_subscribed()
    now = utc_now()
    await told(erika.account_id, now=now)
    load_jobs()
    for age, left in ((LASTS - timedelta(seconds=1), 1), (LASTS, 0)):
        async with transaction(SYSTEM):
            await scheduled_jobs["push.forget"].work(Run(settings, now + age))
        assert await waiting() == left


async def test_a_message_that_is_sent_again_is_the_same_to_the_device(
    settings: Settings, service: PushService, new_subscribed: NewSubscribed
) -> None:
    """The worker was lost between sending and noting it: the tag makes the device show one message."""
    erika = await new_subscribed()
    await told(erika.account_id)
    [message] = await rows("select id, subscription_id from push_message")
    load_jobs()
    run = JobRun(settings, utc_now(), message["id"], is_last=False)
    async with transaction(SYSTEM):
        attempt = await begin_attempt(message_id=message["id"], now=utc_now())
    await jobs["push.send"].work(run)
    assert attempt is not None
    assert erika.browser.read(service.received[0])["tag"] == attempt.tag
    await jobs["push.send"].work(run)
    assert len(service.received) == 1, "it was noted"
    async with transaction(SYSTEM):
        await note_delivered(attempt=attempt, now=utc_now())
        assert await begin_attempt(message_id=new_id(), now=utc_now()) is None
