"""Which fields of a form are kept as a draft, and that they are filled again as if somebody typed."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route

from frontend.building.places import FRONTEND

_MODULE = FRONTEND / "browser" / "formFields.js"
_ORIGIN = "http://fields.localhost"

_FORM = """
<!doctype html>
<form>
  <input name="given" value="Erika">
  <input name="line" value="1"><input name="line" value="2">
  <textarea name="note">Im Keller.</textarea>
  <select name="topic"><option value="">-</option><option value="gas" selected>Gas</option></select>
  <select name="days" multiple><option selected>Mo</option><option>Di</option><option selected>Mi</option></select>
  <input type="checkbox" name="channel" value="mail" checked><input type="checkbox" name="channel" value="post">
  <input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked>
  <input type="date" name="from" value="2026-11-22">
  <input type="email" name="their_email" autocomplete="off" data-about-another value="max@example.org">

  <input type="password" name="password" value="secret">
  <input type="text" name="shown_password" autocomplete="new-password" value="secret">
  <input type="text" name="current" autocomplete="section-x current-password" value="secret">
  <input name="code" autocomplete="one-time-code" value="secret">
  <input name="letter" autocomplete="off" value="secret">
  <input name="their_code" autocomplete="one-time-code" data-about-another value="secret">
  <input name="card" autocomplete="cc-number" value="secret">
  <input type="hidden" name="version" value="secret">
  <input type="file" name="file">
  <input value="without a name">
  <button name="button" value="secret">Send</button>
</form>
"""

_TYPED = {
    "given": ["Erika"],
    "line": ["1", "2"],
    "note": ["Im Keller."],
    "topic": ["gas"],
    "days": ["Mo", "Mi"],
    "channel": ["mail"],
    "kind": ["b"],
    "from": ["2026-11-22"],
    "their_email": ["max@example.org"],
}


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page with every kind of field, and the module of the portal that reads and fills them."""
    page = await browser.new_page()
    files = {f"{_ORIGIN}/": ("text/html", _FORM), f"{_ORIGIN}/fields.js": ("text/javascript", _read(_MODULE))}

    async def answer(route: Route) -> None:
        kind, body = files[route.request.url]
        await route.fulfill(content_type=kind, body=body)

    await page.route(f"{_ORIGIN}/**", answer)
    await page.goto(f"{_ORIGIN}/")
    yield page
    await page.close()


def _read(file: Path) -> str:
    return file.read_text("utf-8")


async def _values(page: Page) -> Any:
    return await page.evaluate(
        "async () => (await import('/fields.js')).valuesOf(document.querySelector('form'))",
    )


async def _fill(page: Page, fields: Any) -> Any:
    """Returns the names of the fields that the form was told of."""
    return await page.evaluate(
        """async (fields) => {
          const { fill, keptControls } = await import('/fields.js');
          const form = document.querySelector('form');
          const heard = [];
          form.addEventListener('input', ({ target }) => heard.push(target.name));
          fill(keptControls(form), fields);
          return heard;
        }""",
        fields,
    )


async def test_what_people_type_and_choose_is_kept_and_no_secret(page: Page) -> None:
    values = await _values(page)
    assert values == _TYPED
    assert "secret" not in json.dumps(values)


async def test_it_is_filled_in_again_whatever_kind_of_field_it_is(page: Page) -> None:
    other = {
        "given": ["Max"],
        "line": ["eins", "zwei"],
        "note": ["Im Garten."],
        "topic": [""],
        "days": ["Di"],
        "channel": ["post"],
        "kind": ["a"],
        "from": ["2026-12-01"],
        "their_email": ["moritz@example.org"],
    }
    heard = await _fill(page, other)
    assert await _values(page) == other
    assert set(heard) == set(other)


async def test_what_is_the_same_already_is_not_told(page: Page) -> None:
    assert await _fill(page, _TYPED) == []


@pytest.mark.parametrize("name", ["password", "code", "their_code", "letter", "version", "file", "shown_password"])
async def test_nothing_is_put_where_nothing_is_kept(page: Page, name: str) -> None:
    before = await page.locator(f"[name={name}]").input_value()
    await _fill(page, {name: ["planted"], "unknown": ["planted"]})
    assert await page.locator(f"[name={name}]").input_value() == before
