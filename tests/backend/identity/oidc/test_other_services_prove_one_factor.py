"""How strongly another service has looked is not known here: it counts as one factor, and its tokens stay nowhere."""

import httpx

from tests.backend.identity.oidc.visitor import ERIKA, Visitor, linked
from tests.backend.identity.people import rows
from tests.support.catalog import as_owner


async def test_it_opens_nothing_that_needs_two_factors(visitor: Visitor) -> None:
    await linked(visitor)
    await rows("update account set role = 'agent' where email = {}", ERIKA)
    await visitor.visit()
    session = await visitor.session()
    assert session is not None
    assert (session["method"], session["strong"]) == ("oidc", False)
    answer = await visitor.portal.get("/api/v1/service/customers")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/second-factor-needed")


async def test_its_tokens_reach_neither_browser_nor_database(visitor: Visitor, database: str) -> None:
    """What the service gives out is used once to learn who is there, and dropped."""
    await linked(visitor)
    answer = await visitor.portal.get(await visitor.choose(await visitor.begin()))
    assert answer.status_code == 303
    assert _tokens_in(answer) == []
    kept = await _everything_in(database)
    assert ERIKA in kept["oidc_identity"], "Else nothing would have been looked at."
    assert [name for name, text in kept.items() if "eyJ" in text or "token_type" in text] == []


async def _everything_in(database: str) -> dict[str, str]:
    async with as_owner(database) as owner:
        tables = await owner.fetch("select tablename as name from pg_tables where schemaname = 'public'")
        texts = {
            name: await owner.fetchval(f'select string_agg(t::text, $1) from "{name}" t', " ") for [name] in tables
        }
    return {name: text or "" for name, text in texts.items()}


def _tokens_in(answer: httpx.Response) -> list[str]:
    """Names and beginnings by which access, refresh and ID tokens are known."""
    seen = f"{answer.headers} {answer.text}"
    return [mark for mark in ("eyJ", "id_token", "access_token", "refresh_token") if mark in seen]
