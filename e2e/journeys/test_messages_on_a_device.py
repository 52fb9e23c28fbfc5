"""Somebody has messages shown on a device: from the choice to the message, and until it ends.

Only the call that would ask the push service of the browser's maker for a subscription is replaced: no test may depend
on that service. Messages come by the browser's own way into the service worker.
"""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Worker, async_playwright, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.core.clock import utc_now
from backend.core.ids import new_id
from backend.invoices.telling import new_invoice
from backend.push.jobs import _content
from backend.push.operations import Attempt
from e2e.fixtures.browser import ARGUMENTS, DESKTOP, OpenPage, chromium_path, whole_browser
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.push import with_push_service
from tests.support.waiting import until

_PAGE: Final = "/konto/mitteilungen"
_ON: Final = "Auf diesem Gerät anzeigen"
_OFF: Final = "Auf diesem Gerät nicht mehr anzeigen"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def browser(browser: Browser) -> AsyncIterator[Browser]:
    """The headless shell shows no messages, whoever allows it."""
    async with whole_browser() as whole:
        yield whole


async def _settle(page: Page, portal: Portal) -> str:
    """Sign in somebody with a contract, in a browser that has a push service."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(page, letter.email)
    await with_push_service(page)
    return letter.email


async def _permission(page: Page, portal: Portal, answer: str) -> None:
    """As the person has answered, or will answer, when the browser asks."""
    session = await page.context.new_cdp_session(page)
    target = await session.send("Target.getTargetInfo")
    await session.send(
        "Browser.setPermission",
        {
            "permission": {"name": "notifications"},
            "setting": answer,
            "origin": portal.url,
            "browserContextId": target["targetInfo"]["browserContextId"],
        },
    )


async def _switch_on(page: Page) -> None:
    async with announcements(page) as heard:
        await page.get_by_role("button", name=_ON, exact=True).press("Enter")
        await heard.wait_for("Dieses Gerät zeigt Mitteilungen an, bis Sie sich hier abmelden.")


async def test_from_the_choice_to_the_device_and_off_again(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await _permission(desktop, portal, "granted")
    await arrive(desktop, _PAGE)
    await desktop.get_by_role("group", name="Rechnungen").get_by_label("Nachricht auf dem Gerät").check()
    await desktop.get_by_role("button", name="Speichern").press("Enter")

    warning = desktop.get_by_text("Noch zeigt kein Gerät Mitteilungen an")
    await expect(warning).to_be_visible()
    await expect(desktop.get_by_role("status").filter(has_text="Gespeichert: Mitteilungen")).to_be_visible()
    await visit(desktop)
    await _switch_on(desktop)
    button = desktop.get_by_role("button", name=_OFF)
    await expect(button).to_be_focused()
    await expect(warning).to_have_count(0)
    row = desktop.get_by_role("row").filter(has_text="dieses Gerät")
    await expect(row).to_contain_text("noch keine")
    await visit(desktop)

    await arrive(desktop, _PAGE)
    await expect(button).to_be_visible()
    await button.press("Enter")
    await expect(desktop.get_by_role("button", name=_ON, exact=True)).to_be_focused()
    await expect(desktop.get_by_role("main").get_by_text("Dieses Gerät zeigt keine Mitteilungen an.")).to_be_visible()
    await expect(row).to_have_count(0)
    await expect(warning).to_be_visible()


async def test_nobody_is_asked_before_the_button_is_pressed(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await _permission(desktop, portal, "prompt")
    await desktop.add_init_script(
        "window.asked = 0; Notification.requestPermission = async () => { window.asked += 1; return 'default'; }"
    )
    await arrive(desktop, _PAGE)
    await expect(desktop.get_by_text("Der Browser fragt Sie gleich, ob das Portal es darf.")).to_be_visible()
    assert await desktop.evaluate("window.asked") == 0
    await visit(desktop)
    await desktop.get_by_role("button", name=_ON, exact=True).press("Enter")
    await until(lambda: _was_asked(desktop))
    await expect(desktop.get_by_role("button", name=_ON, exact=True)).to_be_focused()


async def _was_asked(page: Page) -> bool:
    return bool(await page.evaluate("window.asked === 1"))


async def test_what_to_do_when_the_browser_blocks_it(phone: Page, portal: Portal) -> None:
    await _settle(phone, portal)
    await _permission(phone, portal, "denied")
    await arrive(phone, _PAGE)
    await expect(phone.get_by_text("So erlauben Sie sie:")).to_be_visible()
    await expect(phone.get_by_role("button", name=_ON)).to_have_count(0)
    await visit(phone)


async def test_blocked_afterwards_the_device_is_listed_no_longer(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await _permission(desktop, portal, "granted")
    await arrive(desktop, _PAGE)
    await _switch_on(desktop)
    await expect(desktop.get_by_role("row").filter(has_text="dieses Gerät")).to_be_visible()
    await _permission(desktop, portal, "denied")
    await desktop.evaluate("localStorage.removeItem('test:subscription')")  # As browsers do by themselves.
    await arrive(desktop, _PAGE)
    await expect(desktop.get_by_text("So erlauben Sie sie:")).to_be_visible()
    await expect(desktop.get_by_role("heading", name="Alle Geräte")).to_have_count(0)


async def test_an_answer_of_no_moves_the_focus_to_what_to_do(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await _permission(desktop, portal, "prompt")
    await arrive(desktop, _PAGE)
    await expect(desktop.get_by_role("button", name=_ON, exact=True)).to_be_visible()
    await _permission(desktop, portal, "denied")
    await desktop.get_by_role("button", name=_ON, exact=True).press("Enter")
    await expect(desktop.get_by_role("main").get_by_text("So erlauben Sie sie:")).to_be_focused()


async def test_a_browser_that_cannot(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await desktop.add_init_script("delete window.PushManager")
    await arrive(desktop, _PAGE)
    await expect(desktop.get_by_text("Dieser Browser kann keine Mitteilungen anzeigen.")).to_be_visible()


async def test_a_phone_that_can_once_the_portal_is_installed(phone: Page, portal: Portal) -> None:
    await _settle(phone, portal)
    await phone.add_init_script(
        "delete window.PushManager;"
        "Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5)' })"
    )
    await arrive(phone, _PAGE)
    await expect(phone.get_by_text("Zum Home-Bildschirm")).to_be_visible()
    await visit(phone)


async def test_a_push_service_that_does_not_answer(desktop: Page, portal: Portal) -> None:
    await _settle(desktop, portal)
    await _permission(desktop, portal, "granted")
    await desktop.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new DOMException('', 'AbortError'); }"
    )
    await arrive(desktop, _PAGE)
    await desktop.get_by_role("button", name=_ON, exact=True).press("Enter")
    await expect(
        desktop.get_by_role("alert").filter(has_text="konnte die Mitteilungen nicht einschalten")
    ).to_be_focused()
    await expect(desktop.get_by_role("button", name=_ON, exact=True)).to_be_enabled()


async def test_another_device_is_removed_and_finds_out(desktop: Page, open_page: OpenPage, portal: Portal) -> None:
    email = await _settle(desktop, portal)
    await _permission(desktop, portal, "granted")
    await arrive(desktop, _PAGE)
    await _switch_on(desktop)
    other = await open_page(DESKTOP)
    await portal.sign_in(other, email)
    await with_push_service(other)
    await arrive(other, _PAGE)
    row = other.get_by_role("row").filter(has_text="noch keine")
    async with announcements(other) as heard:
        await row.get_by_role("button", name="Entfernen").press("Enter")
        await visit(other)
        await other.get_by_role("dialog").get_by_role("button", name="Ja, entfernen").press("Enter")
        await heard.wait_for("Zeigt keine Mitteilungen mehr:")
    await expect(row).to_have_count(0)
    await arrive(desktop, "/uebersicht")
    await until(lambda: _has_forgotten(desktop))
    await arrive(desktop, _PAGE)
    await expect(desktop.get_by_role("button", name=_ON, exact=True)).to_be_visible()


async def _has_forgotten(page: Page) -> bool:
    return bool(await page.evaluate("localStorage.getItem('test:subscription') === null"))


# The service worker


@pytest_asyncio.fixture(loop_scope="session")
async def profile(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BrowserContext]:
    """A browser with a profile on disk: only there messages are shown."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=chromium_path(),
            args=list(ARGUMENTS),
            base_url=portal.url,
            locale="de-DE",
            permissions=["notifications"],
        )
        yield context
        await context.close()


async def _deliver(page: Page, data: str) -> None:
    """Have the browser hand a decrypted message to the service worker, as its push client does."""
    session = await page.context.new_cdp_session(page)
    registrations: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    await session.send("ServiceWorker.enable")
    await until(lambda: bool(registrations))
    origin = await page.evaluate("location.origin")
    await session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": registrations[0]["registrationId"], "data": data},
    )


def _message() -> str:
    """What the worker of the portal encrypts for the browser."""
    notice = new_invoice("de")
    attempt = Attempt(
        id=new_id(),
        subscription_id=new_id(),
        endpoint="",
        p256dh=b"",
        auth=b"",
        language="de",
        title=notice.title,
        body=notice.body,
        address=notice.address,
        tag="new-invoice",
        urgent=False,
        expires_at=utc_now(),
    )
    return _content(attempt).decode()


_SHOWN: Final = """async () => {
    const registration = await navigator.serviceWorker.ready;
    const shown = await registration.getNotifications();
    return shown.map(({ title, body, tag, lang, icon, data }) => ({ title, body, tag, lang, icon, data }));
}"""


async def _shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await page.evaluate(_SHOWN)
    return found


async def _wait_for(page: Page, count: int) -> list[dict[str, Any]]:
    async def is_there() -> bool:
        return len(await _shown(page)) == count

    await until(is_there)
    return await _shown(page)


async def _open(profile: BrowserContext) -> tuple[Page, Worker]:
    page = profile.pages[0]
    await page.goto("/anmelden")
    await until(lambda: _is_active(page))
    await until(lambda: _keeps_messages(page))
    [worker] = profile.service_workers
    return page, worker


async def _is_active(page: Page) -> bool:
    """While a service worker still tidies up after the former one, messages do not reach it."""
    state = "async () => (await navigator.serviceWorker.ready).active.state"
    return bool(await page.evaluate(state) == "activated")


async def _keeps_messages(page: Page) -> bool:
    """Just started, the browser is still looking for the system that shows messages, and loses the first ones."""
    return bool(
        await page.evaluate(
            """async () => {
                const registration = await navigator.serviceWorker.ready;
                await registration.showNotification("first", { tag: "first" });
                const shown = await registration.getNotifications({ tag: "first" });
                shown.forEach((notification) => notification.close());
                return shown.length > 0;
            }"""
        )
    )


async def test_a_message_is_shown_once(profile: BrowserContext) -> None:
    page, _worker = await _open(profile)
    for _ in range(2):
        await _deliver(page, _message())
    [shown] = await _wait_for(page, 1)
    assert shown["icon"].endswith("/icons/icon-192.png")
    assert {name: shown[name] for name in ("title", "body", "tag", "lang", "data")} == {
        "title": "Eine neue Rechnung ist da",
        "body": "Sie finden sie im Kundenportal.",
        "tag": "new-invoice",
        "lang": "de",
        "data": {"address": "/rechnungen"},
    }


async def test_one_that_cannot_be_read_says_that_there_is_something(profile: BrowserContext) -> None:
    page, _worker = await _open(profile)
    await _deliver(page, "unreadable")
    [shown] = await _wait_for(page, 1)
    assert (shown["body"], shown["data"]) == ("Im Kundenportal gibt es etwas Neues.", {"address": "/"})


# Windows are opened for what a person has pressed, and no test can press a message of the system.
_PRESS: Final = """async (address) => {
    const done = [];
    const openWindow = self.clients.openWindow;
    self.clients.openWindow = async (url) => { done.push(["opened", url]); };
    const focus = WindowClient.prototype.focus;
    WindowClient.prototype.focus = async function () { done.push(["focused", this.url]); };
    await self.registration.showNotification("x", { data: { address }, tag: "pressed" });
    const [notification] = await self.registration.getNotifications({ tag: "pressed" });
    const event = new NotificationEvent("notificationclick", { notification });
    const waits = [];
    event.waitUntil = (promise) => waits.push(promise);
    self.dispatchEvent(event);
    await Promise.all(waits);
    self.clients.openWindow = openWindow;
    WindowClient.prototype.focus = focus;
    return { done, left: (await self.registration.getNotifications({ tag: "pressed" })).length };
}"""


@pytest.mark.parametrize(
    ("address", "what", "place"),
    [
        ("/rechnungen", "opened", "/rechnungen"),
        ("/anmelden", "focused", "/anmelden"),
        ("https://evil.example/", "opened", "/"),
        ("//evil.example/", "opened", "/"),
        ("javascript:alert(1)", "opened", "/"),
    ],
)
async def test_pressing_it_leads_into_the_portal_and_nowhere_else(
    profile: BrowserContext, portal: Portal, address: str, what: str, place: str
) -> None:
    _page, worker = await _open(profile)
    pressed = await worker.evaluate(_PRESS, address)
    assert pressed == {"done": [[what, portal.url + place]], "left": 0}
