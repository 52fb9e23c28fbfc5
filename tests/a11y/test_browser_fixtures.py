"""The browser that tests use: it watches its pages, and has a sensor for passkeys."""

import pytest
from playwright.async_api import Browser, Page

from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import DESKTOP, PHONE, Guard, OpenPage

MAKE_PASSKEY = """async () => {
    const made = await navigator.credentials.create({ publicKey: {
        rp: { id: "localhost", name: "Canary" },
        user: { id: new Uint8Array(16), name: "anna", displayName: "Anna" },
        challenge: new Uint8Array(32), pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required", userVerification: "required" }, timeout: 3000,
    } });
    return made.id;
}"""
USE_PASSKEY = """async () => {
    const used = await navigator.credentials.get({ publicKey: {
        challenge: new Uint8Array(32), rpId: "localhost", userVerification: "required", timeout: 1000,
    } });
    return used.id;
}"""


async def watched_page(browser: Browser, guard: Guard, base_url: str) -> Page:
    context = await browser.new_context(base_url=base_url)
    guard.watch(context)
    return await context.new_page()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/scripts.html", "Content Security Policy"),
        ("/scripts.html", "console: Something went wrong"),
        ("/scripts.html", "uncaught error: .*Nobody caught this"),
        ("/gone.html", "console: Failed to load resource: .* 404"),
    ],
)
async def test_the_guard_notices(browser: Browser, base_url: str, path: str, problem: str) -> None:
    guard = Guard(host="localhost")
    page = await watched_page(browser, guard, base_url)
    await page.goto(path)
    await page.context.close()
    with pytest.raises(AssertionError, match=problem):
        guard.check()


async def test_the_guard_notices_a_request_to_another_host(browser: Browser, base_url: str) -> None:
    guard = Guard(host="localhost")
    page = await watched_page(browser, guard, base_url)
    elsewhere = base_url.replace("localhost", "elsewhere.localhost")
    await page.goto(f"{elsewhere}/clean.html")
    await page.context.close()
    with pytest.raises(AssertionError, match=r"request to another host: http://elsewhere\.localhost"):
        guard.check()


async def test_the_guard_lets_pass_what_a_test_provokes(browser: Browser, base_url: str) -> None:
    guard = Guard(host="localhost")
    guard.allow("Failed to load resource.* 404")
    page = await watched_page(browser, guard, base_url)
    await page.goto("/gone.html")
    await page.context.close()
    guard.check()


def test_the_guard_refuses_a_needless_allowance() -> None:
    guard = Guard(host="localhost")
    guard.allow("never")
    with pytest.raises(AssertionError, match="did not happen, but was allowed: never"):
        guard.check()


async def test_devices_and_languages(open_page: OpenPage) -> None:
    ask = "() => [innerWidth, innerHeight, navigator.language, matchMedia('(pointer: coarse)').matches]"
    desktop = await open_page(DESKTOP, locale="en-GB")
    phone = await open_page(PHONE)
    await desktop.goto("/en.html")
    await phone.goto("/clean.html")
    assert await desktop.evaluate(ask) == [1280, 800, "en-GB", False]
    assert await phone.evaluate(ask) == [390, 844, "de-DE", True]


async def test_a_passkey_is_made_and_used_when_the_sensor_is_touched(desktop: Page) -> None:
    await desktop.goto("/clean.html")
    authenticator = await add_authenticator(desktop)
    async with authenticator.touched():
        made = await desktop.evaluate(MAKE_PASSKEY)
        assert await desktop.evaluate(USE_PASSKEY) == made
    (credential,) = await authenticator.credentials()
    assert credential["rpId"] == "localhost"
    assert "NotAllowedError" in await desktop.evaluate(f"() => ({USE_PASSKEY})().catch(String)")


async def test_a_wrong_finger_and_a_lost_passkey(desktop: Page) -> None:
    await desktop.goto("/clean.html")
    authenticator = await add_authenticator(desktop, automatically=True)
    await desktop.evaluate(MAKE_PASSKEY)
    await authenticator.recognise_user(recognised=False)
    assert "NotAllowedError" in await desktop.evaluate(f"() => ({USE_PASSKEY})().catch(String)")
    await authenticator.recognise_user(recognised=True)
    (credential,) = await authenticator.credentials()
    await authenticator.forget_all()
    assert "NotAllowedError" in await desktop.evaluate(f"() => ({USE_PASSKEY})().catch(String)")
    await authenticator.add_credential(credential)
    assert await desktop.evaluate(USE_PASSKEY)
