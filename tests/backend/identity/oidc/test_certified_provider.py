"""The whole way with a certified provider: there, back, in, and out again."""

import re
from datetime import timedelta

import httpx
import pytest

from backend.core.clock import utc_now
from backend.core.settings import Settings
from backend.identity.oidc import routes
from frontend import site
from tests.backend.identity.factors import Erika
from tests.backend.identity.oidc.conftest import NewVisitor
from tests.backend.identity.oidc.visitor import ERIKA, NOT_LINKED, ORIGIN, Visitor, linked, query
from tests.backend.identity.people import mails, make_account, rows
from tests.fixtures.oidc_provider import CLIENT_ID, OpenIdProvider


async def test_the_services_are_named_without_what_they_are_configured_with(visitor: Visitor) -> None:
    services = (await visitor.portal.get("/api/v1/oidc/providers")).json()
    assert services[0] == {"key": "example", "name": "Example ID"}


async def test_signed_in_people_link_a_service_and_sign_in_with_it(visitor: Visitor) -> None:
    await linked(visitor)
    assert await visitor.session() is None
    assert await visitor.visit() == "/uebersicht"
    session = await visitor.session()
    assert session is not None
    assert (session["email"], session["method"]) == (ERIKA, "oidc")
    [identity] = await visitor.identities()
    assert (identity["name"], identity["label"], identity["offers_sign_out"]) == ("Example ID", ERIKA, True)
    assert identity["last_used_at"] is not None


async def test_linking_is_told_by_mail_and_in_the_history(visitor: Visitor) -> None:
    await linked(visitor)
    told = [mail.parameters["changed"] for mail in await mails() if mail.template == "security_change"]
    assert told == [f"Example ID ({ERIKA})"]
    assert [row["kind"] for row in await rows("select kind from security_event where kind like 'oidc%'")] == [
        "oidc-linked"
    ]


async def test_the_same_address_opens_nothing(visitor: Visitor) -> None:
    """Services let people choose their address: it proves nothing."""
    await make_account(ERIKA)
    assert await visitor.visit() == NOT_LINKED
    assert await visitor.session() is None
    assert await rows("select 1 from oidc_identity") == []


async def test_an_unknown_identity_is_linked_after_signing_in_and_saying_yes(visitor: Visitor) -> None:
    await make_account()
    assert await visitor.visit() == NOT_LINKED
    assert (await visitor.portal.get("/api/v1/oidc/pending-link")).status_code == 401
    await visitor.sign_in_by_code()
    waiting = await visitor.portal.get("/api/v1/oidc/pending-link")
    assert waiting.json() == {"name": "Example ID", "label": ERIKA}
    assert await visitor.identities() == []

    confirmed = await visitor.portal.post("/api/v1/oidc/pending-link", json={})
    assert confirmed.json() == {"name": "Example ID"}
    assert [identity["label"] for identity in await visitor.identities()] == [ERIKA]
    await visitor.sign_out()
    assert await visitor.visit() == "/uebersicht"
    again = await visitor.portal.post("/api/v1/oidc/pending-link", json={})
    assert (again.status_code, again.json()["type"]) == (410, "/problems/oidc-link-expired")


async def test_an_unknown_identity_waits_in_the_browser_that_brought_it_only(new_visitor: NewVisitor) -> None:
    await make_account()
    brought, other = new_visitor(), new_visitor()
    assert await brought.visit() == NOT_LINKED
    await other.sign_in_by_code()
    assert (await other.portal.get("/api/v1/oidc/pending-link")).status_code == 410
    assert (await other.portal.post("/api/v1/oidc/pending-link", json={})).status_code == 410
    assert await rows("select 1 from oidc_identity") == []


async def test_no_forgets_what_waits(visitor: Visitor) -> None:
    await make_account()
    await visitor.visit()
    await visitor.sign_in_by_code()
    assert (await visitor.portal.delete("/api/v1/oidc/pending-link")).status_code == 204
    assert await rows("select 1 from oidc_pending_link") == []
    assert (await visitor.portal.get("/api/v1/oidc/pending-link")).status_code == 410


async def test_what_waits_for_too_long_is_not_linked(visitor: Visitor) -> None:
    await make_account()
    await visitor.visit()
    await visitor.sign_in_by_code()
    await rows("update oidc_pending_link set expires_at = now() - interval '1 second'")
    assert (await visitor.portal.get("/api/v1/oidc/pending-link")).status_code == 410
    assert (await visitor.portal.post("/api/v1/oidc/pending-link", json={})).status_code == 410
    assert await rows("select 1 from oidc_identity") == []


@pytest.mark.parametrize(
    ("language", "role", "page"),
    [(language, role, pages[language]) for role, pages in routes.FIRST_PAGES.items() for language in ("de", "en")],
)
async def test_everybody_arrives_where_their_role_is_at_home(
    visitor: Visitor, language: str, role: str, page: str
) -> None:
    account = await make_account()
    await visitor.sign_in_by_code()
    await visitor.visit(purpose="link")
    await visitor.sign_out()
    await rows("update account set role = {} where id = {}", role, account)
    assert await visitor.visit(language=language) == page
    found = site.find(page)
    assert found is not None
    assert found[1] == language


async def test_the_pages_that_the_way_back_leads_to_exist() -> None:
    for pages in (routes.SIGN_IN_PAGE, routes.SERVICES_PAGE, routes.START_PAGE):
        for language, page in pages.items():
            found = site.find(page)
            assert found is not None
            assert found[1] == language


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/rechnungen?page=2", "/rechnungen?page=2"),
        ("https://evil.example/", "/uebersicht"),
        ("//evil.example/", "/uebersicht"),
        ("/\\evil.example/", "/uebersicht"),
        ("/\r\nSet-Cookie: session=1", "/uebersicht"),
        ("/api/v1/sign-out", "/uebersicht"),
        ("javascript:alert(1)", "/uebersicht"),
        ("rechnungen", "/uebersicht"),
    ],
)
async def test_the_way_back_leads_to_own_pages_only(visitor: Visitor, wanted: str, page: str) -> None:
    await linked(visitor)
    assert await visitor.visit(next=wanted) == page


@pytest.mark.parametrize(
    ("wanted", "then"),
    [
        ("/rechnungen?page=2", "/konto/sicherheit/dienste?next=/rechnungen%3Fpage%3D2"),
        ("https://evil.example/", "/konto/sicherheit/dienste"),
    ],
)
async def test_whoever_is_asked_whether_to_link_first_still_gets_where_they_wanted(
    visitor: Visitor, wanted: str, then: str
) -> None:
    page = await visitor.visit(next=wanted)
    assert query(page) == {"next": then}


async def test_the_second_factor_is_asked_for_after_this_way_in_too(visitor: Visitor, settings: Settings) -> None:
    await linked(visitor)
    [account] = await rows("select id from account")
    person = Erika(settings, account["id"], ERIKA)
    await person.set_up_app(now=utc_now() - timedelta(minutes=5))
    await rows("delete from portal_session")

    page = await visitor.visit(next="/rechnungen")
    assert page.startswith("/anmelden?next=/rechnungen#second-step=")
    assert await visitor.session() is None
    step = {"step_id": page.rpartition("=")[2], "code": person.app_code(utc_now())}
    assert (await visitor.portal.post("/api/v1/sign-in/second-step", json=step)).status_code == 200
    session = await visitor.session()
    assert session is not None
    assert (session["method"], session["strong"]) == ("oidc", True)


async def test_who_says_no_there_is_back_at_the_sign_in_page(visitor: Visitor) -> None:
    assert await visitor.visit(account="") == "/anmelden#problem=oidc-cancelled"
    assert await visitor.visit(account="", language="en") == "/en/sign-in#problem=oidc-cancelled"
    await make_account()
    await visitor.sign_in_by_code()
    assert await visitor.visit(account="", purpose="link") == "/konto/sicherheit/dienste#problem=oidc-cancelled"


async def test_an_answer_serves_once(visitor: Visitor) -> None:
    await linked(visitor)
    back = await visitor.choose(await visitor.begin())
    kept = {"Cookie": f"service={visitor.portal.cookies['service']}"}
    assert await visitor.come_back(back) == "/uebersicht"
    await visitor.sign_out()
    # Also in a browser that does not forget what it was told to forget.
    again = await visitor.portal.get(back, headers=kept)
    assert again.headers["location"] == "/anmelden#problem=oidc-expired"
    assert await visitor.session() is None


async def test_a_code_that_was_redeemed_already_is_refused(visitor: Visitor) -> None:
    """Somebody has read the code on its way, and puts it into an answer to a request of their own."""
    await linked(visitor)
    used = query(await visitor.choose(await visitor.begin()))
    unused = query(await visitor.choose(await visitor.begin()))
    for code in (used["code"], "made-up"):
        state = query(await visitor.begin())["state"]
        back = httpx.URL(f"{ORIGIN}/api/v1/oidc/example/callback", params={**unused, "code": code, "state": state})
        assert await visitor.come_back(str(back)) == "/anmelden#problem=oidc-failed"
    assert await visitor.session() is None


async def test_an_answer_counts_in_the_browser_only_that_asked(new_visitor: NewVisitor) -> None:
    """Login CSRF: an attacker lets somebody else open the way back of the attacker's own sign-in."""
    attacker, victim = new_visitor(), new_visitor()
    await linked(attacker)
    back = await attacker.choose(await attacker.begin())
    assert await victim.come_back(back) == "/anmelden#problem=oidc-expired"
    await victim.begin()
    back = await attacker.choose(await attacker.begin())
    assert await victim.come_back(back) == "/anmelden#problem=oidc-expired"
    assert await victim.session() is None
    assert await rows("select 1 from oidc_pending_link") == []


async def test_an_answer_that_comes_too_late_is_refused(visitor: Visitor) -> None:
    await linked(visitor)
    back = await visitor.choose(await visitor.begin())
    await rows("update oidc_attempt set expires_at = now() - interval '1 second'")
    assert await visitor.come_back(back) == "/anmelden#problem=oidc-expired"
    assert await visitor.session() is None


@pytest.mark.parametrize("change", [{"state": "de.another"}, {"state": ""}, {"state": "\0"}])
async def test_an_answer_with_another_state_is_refused(visitor: Visitor, change: dict[str, str]) -> None:
    await linked(visitor)
    back = httpx.URL(await visitor.choose(await visitor.begin())).copy_merge_params(change)
    assert await visitor.come_back(str(back)) == "/anmelden#problem=oidc-expired"


async def test_a_parameter_given_twice_counts_for_nothing(visitor: Visitor) -> None:
    await linked(visitor)
    back = await visitor.choose(await visitor.begin())
    assert await visitor.come_back(f"{back}&state=de.another") == "/anmelden#problem=oidc-expired"
    assert await visitor.come_back(f"{back}&code=another") == "/anmelden#problem=oidc-failed"


@pytest.mark.parametrize("provider", ["hostile", "down"])
async def test_an_answer_of_one_service_counts_at_no_other(visitor: Visitor, provider: str) -> None:
    back = await visitor.choose(await visitor.begin())
    moved = back.replace("/oidc/example/", f"/oidc/{provider}/")
    assert await visitor.come_back(moved) == "/anmelden#problem=oidc-expired"
    assert await rows("select 1 from oidc_pending_link") == []


async def test_an_unknown_service_is_told_as_such(visitor: Visitor) -> None:
    assert (await visitor.portal.post("/api/v1/oidc/nobody/sign-in", json={})).status_code == 404
    assert (await visitor.portal.get("/api/v1/oidc/nobody/callback")).status_code == 404


async def test_signing_out_there_as_well(visitor: Visitor, certified: OpenIdProvider) -> None:
    await linked(visitor)
    await visitor.visit()
    answer = await visitor.portal.post("/api/v1/oidc/example/sign-out", json={"language": "en"})
    address = answer.json()["address"]
    assert address.startswith(f"{certified.issuer}/")
    assert query(address) == {"client_id": CLIENT_ID, "post_logout_redirect_uri": f"{ORIGIN}/en"}
    assert await visitor.session() is None
    # The service takes it: it asks the person, and knows where to send them afterwards.
    asked = await visitor.service.get(address)
    assert asked.status_code == 200
    form = dict(re.findall(r'name="(\w+)" value="(\w+)"', asked.text))
    done = await visitor.service.post(f"{certified.issuer}/session/end/confirm", data=form)
    assert done.headers["location"] == f"{ORIGIN}/en"


async def test_a_session_that_the_browser_held_ends(visitor: Visitor) -> None:
    """Session fixation: a token planted before is worth nothing afterwards."""
    await linked(visitor)
    await visitor.sign_in_by_code()
    planted = visitor.portal.cookies["session"]
    await visitor.visit()
    assert visitor.portal.cookies["session"] != planted
    assert [row["method"] for row in await rows("select method from portal_session")] == ["oidc"]


async def test_the_cookie_is_out_of_reach_for_scripts(visitor: Visitor) -> None:
    answer = await visitor.portal.post("/api/v1/oidc/example/sign-in", json={})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("service=")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes >= {"httponly", "samesite=lax", "path=/", "max-age=600"}


async def test_the_request_tells_the_service_no_secret(visitor: Visitor, certified: OpenIdProvider) -> None:
    address = await visitor.begin()
    asked = query(address)
    [kept] = await rows("select nonce, code_verifier, state_hash, browser_hash from oidc_attempt")
    assert address.startswith(f"{certified.issuer}/auth?")
    assert set(asked) == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "ui_locales",
    }
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["nonce"] == kept["nonce"]
    assert kept["code_verifier"] not in address


async def test_one_client_cannot_let_us_ask_services_all_day(visitor: Visitor) -> None:
    for _ in range(30):
        await visitor.begin()
    answer = await visitor.portal.post("/api/v1/oidc/example/sign-in", json={})
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many-attempts")


async def test_another_site_cannot_begin(visitor: Visitor) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = await visitor.portal.post("/api/v1/oidc/example/sign-in", json={}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
