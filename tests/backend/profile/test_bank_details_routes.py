"""Bank details over HTTP: what the form sends, what needs a fresh proof, what others are refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from backend.core.settings import Settings
from tests.backend.profile.bank import FIRST, FIRST_SHOWN, SECOND, give
from tests.backend.profile.people import Household, let_look_after, mails_to, make_agent
from tests.backend.profile.test_routes import Browser, act_for, profile, sign_in, slug
from tests.support.api import api, browser_of

_PATH = "/profile/customer/bank-details"
_DEMO = Path(__file__).parents[3] / "backend" / "demo"


@pytest_asyncio.fixture
async def browser(database: str, settings: Settings) -> AsyncIterator[Browser]:
    async with browser_of(api(settings), settings) as client:
        yield client


def form(version: str = "", **values: str) -> dict[str, str]:
    """What the page sends."""
    return {"version": version, "holder": "Erika Muster", "iban": FIRST, "consent": "on", "language": "de", **values}


async def version(browser: Browser) -> str:
    return str((await browser.get(_PATH)).json()["version"])


async def test_add_change_and_remove(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    added = await browser.put(_PATH, json=form())
    assert (added.status_code, added.json()["state"]) == (200, "done")
    state = (await browser.get(_PATH)).json()
    assert state["valid"]["iban"] == FIRST_SHOWN
    assert (await browser.put(_PATH, json=form(state["version"], iban=SECOND))).json()["state"] == "done"
    removed = await browser.request("DELETE", _PATH, json={"version": await version(browser)})
    assert removed.json()["state"] == "done"
    assert (await browser.get(_PATH)).json()["valid"] is None
    assert len(await mails_to(erika.email)) == 3


async def test_the_mandate_is_read_in_the_language_of_the_page(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    german, english = [
        (await browser.get(_PATH, params={"language": language})).json()["mandate"] for language in ("de", "en")
    ]
    assert german["paragraphs"][0].startswith("Ich ermächtige")
    assert english["paragraphs"][0].startswith("I authorise Stadtwerke Lindental GmbH")
    assert (await browser.get(_PATH, params={"language": "fr"})).status_code == 400


async def test_each_field_is_told(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    answer = await browser.put(_PATH, json={"version": ""})
    assert {(error["field"], error["message_key"]) for error in answer.json()["errors"]} == {
        ("holder", "holder-needed"),
        ("iban", "iban-needed"),
        ("consent", "mandate-needed"),
    }
    answer = await browser.put(_PATH, json=form(iban="<b>DE</b>"))
    assert answer.json()["errors"] == [{"field": "iban", "message_key": "iban-characters"}]
    assert FIRST not in answer.text
    assert (await browser.put(_PATH, json=form(iban="D" * 1001))).status_code == 400
    assert (await browser.get(_PATH)).json()["valid"] is None


async def test_nobody_changes_them_without_a_fresh_proof(
    browser: Browser, erika: Household, settings: Settings
) -> None:
    await give(erika, settings)
    await sign_in(browser, erika, fresh=False)
    seen = await version(browser)
    assert seen, "reading needs none"
    saved = await browser.put(_PATH, json=form(seen, iban=SECOND))
    removed = await browser.request("DELETE", _PATH, json={"version": seen})
    for answer in (saved, removed):
        assert (answer.status_code, slug(answer)) == (403, "step-up-needed")
    assert (await browser.get(_PATH)).json()["valid"]["iban"] == FIRST_SHOWN


async def test_two_tabs_do_not_overwrite_each_other(browser: Browser, erika: Household) -> None:
    await sign_in(browser, erika)
    assert (await browser.put(_PATH, json=form())).status_code == 200
    stale = await browser.put(_PATH, json=form(iban=SECOND))
    assert (stale.status_code, slug(stale)) == (409, "changed-meanwhile")
    assert (await browser.get(_PATH)).json()["valid"]["iban"] == FIRST_SHOWN


@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_less_than_full_access_is_told_so(
    browser: Browser, erika: Household, fritz: Household, settings: Settings, scope: str
) -> None:
    await give(erika, settings)
    await let_look_after(fritz, erika, scope=scope)
    await sign_in(browser, fritz)
    await act_for(fritz, erika)
    read = await browser.get(_PATH)
    assert (read.status_code, slug(read)) == (403, "bank-details-hidden")
    assert "30 00" not in read.text
    saved = await browser.put(_PATH, json=form())
    assert (saved.status_code, slug(saved)) == (403, "may-not-change")


async def test_anothers_are_out_of_reach(
    browser: Browser, erika: Household, fritz: Household, settings: Settings
) -> None:
    await give(erika, settings)
    await sign_in(browser, fritz)
    assert (await browser.get(_PATH)).json()["valid"] is None
    await act_for(fritz, erika)
    answers = [
        await browser.get(_PATH),
        await browser.put(_PATH, json=form()),
        await browser.get(f"/service/customers/{erika.customer_id}/bank-details"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


async def test_staff_see_them_masked(browser: Browser, erika: Household, fritz: Household, settings: Settings) -> None:
    await give(erika, settings)
    await sign_in(browser, await make_agent())
    seen = (await browser.get(f"/service/customers/{erika.customer_id}/bank-details")).json()
    assert (seen["valid"]["holder"], seen["valid"]["iban"]) == ("Erika Muster", FIRST_SHOWN)
    assert (await browser.get(f"/service/customers/{fritz.customer_id}/bank-details")).json()["valid"] is None
    unknown = await browser.get(f"/service/customers/{erika.account_id}/bank-details")
    assert (unknown.status_code, slug(unknown)) == (404, "not-found")
    assert (await browser.get(_PATH)).status_code == 403
    assert (await browser.put(_PATH, json=form())).status_code == 403


async def test_the_account_page_learns_of_them(browser: Browser, erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await sign_in(browser, erika)
    assert (await profile(browser))["customer"]["bank_details"] == {"holder": "Erika Muster", "iban": FIRST_SHOWN}


async def _with_portal(settings: Settings, folder: Path, old: str, new: str) -> httpx.AsyncClient:
    """A browser at a portal whose `portal.toml` differs from the demo's."""
    text = (_DEMO / "portal.toml").read_text("utf-8")
    assert text.count(old) == 1
    (folder / "portal.toml").write_text(text.replace(old, new), "utf-8")
    (folder / "logo.svg").write_bytes((_DEMO / "logo.svg").read_bytes())
    changed = settings.model_copy(update={"portal_toml": folder / "portal.toml"})
    return browser_of(api(changed), changed)


async def test_a_company_that_looks_at_changes_first(
    database: str, settings: Settings, erika: Household, tmp_path: Path
) -> None:
    reviewing = 'name = "bank_details"\nreview = true'
    async with await _with_portal(settings, tmp_path, 'name = "bank_details"\nreview = false', reviewing) as browser:
        await sign_in(browser, erika)
        assert (await browser.put(_PATH, json=form())).json()["state"] == "waiting"
        state = (await browser.get(_PATH)).json()
        assert (state["valid"], state["waiting"]["iban"], state["reviewed"]) == (None, FIRST_SHOWN, True)


async def test_a_company_that_collects_from_nobody(
    database: str, settings: Settings, erika: Household, tmp_path: Path
) -> None:
    lines = '[direct_debit]\ncreditor_id = "DE98ZZZ09999999999"\n'
    async with await _with_portal(settings, tmp_path, lines, "") as browser:
        await sign_in(browser, erika)
        assert (await browser.get(_PATH)).json()["mandate"] is None
        refused = await browser.put(_PATH, json=form())
        assert (refused.status_code, slug(refused)) == (404, "not-found")
