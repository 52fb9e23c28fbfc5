"""What a service says is believed only as far as it is proven."""

from datetime import datetime, timedelta

import httpx
import pytest

from backend.core.clock import utc_now
from backend.core.settings import Settings
from backend.identity.oidc import fetching
from backend.identity.oidc.fetching import ServiceUnreachable
from backend.identity.oidc.provider_client import Answer, AnswerNotProven, ProvenIdentity, ProviderClient, Secrets
from backend.identity.oidc.providers import configured
from tests.backend.identity.oidc.visitor import Visitor, query
from tests.backend.identity.people import rows
from tests.fixtures.oidc_provider import SUBJECT, OpenIdProvider

NOT_LINKED = "/anmelden?next=/konto/sicherheit/dienste#unlinked=hostile"
FAILED = "/anmelden#problem=oidc-failed"
UNREACHABLE = "/anmelden#problem=oidc-unreachable"

LIES = [
    "wrong nonce",
    "missing nonce",
    "wrong issuer",
    "other audience",
    "several audiences",
    "other party",
    "expired",
    "from the future",
    "from the past",
    "without expiry",
    "without time",
    "without subject",
    "empty subject",
    "subject is no text",
    "wrong at_hash",
    "alg none",
    "unusual algorithm",
    "not a token",
    "another's key",
    "unknown key",
    "signed with the client secret",
    "signed with the public key",
    "without ID token",
    "mixed-up issuer",
    "missing iss",
]


async def visit(visitor: Visitor) -> str:
    """The service sends the browser back without asking anybody."""
    sent_back = await visitor.service.get(await visitor.begin("hostile"))
    return await visitor.come_back(sent_back.headers["location"])


async def test_without_a_fault_it_is_believed(visitor: Visitor, hostile: OpenIdProvider) -> None:
    assert await visit(visitor) == NOT_LINKED
    [waiting] = await rows("select issuer, subject from oidc_pending_link")
    assert waiting == {"issuer": hostile.issuer, "subject": SUBJECT}


@pytest.mark.parametrize("fault", LIES)
async def test_an_answer_that_is_not_as_it_must_be_counts_for_nothing(
    visitor: Visitor, hostile: OpenIdProvider, fault: str
) -> None:
    await hostile.misbehave(fault)
    assert await visit(visitor) == FAILED
    assert await rows("select 1 from oidc_pending_link") == []
    assert await visitor.session() is None


async def test_another_state_counts_for_nothing(visitor: Visitor, hostile: OpenIdProvider) -> None:
    await hostile.misbehave("wrong state")
    assert await visit(visitor) == "/anmelden#problem=oidc-expired"


async def test_a_service_that_announces_no_iss_need_not_send_it(visitor: Visitor, hostile: OpenIdProvider) -> None:
    await hostile.misbehave("announces no iss")
    assert await visit(visitor) == NOT_LINKED


async def test_an_iss_that_nobody_announced_must_be_right_all_the_same(
    visitor: Visitor, hostile: OpenIdProvider
) -> None:
    await hostile.misbehave("announces no iss")
    sent_back = await visitor.service.get(await visitor.begin("hostile"))
    back = httpx.URL(sent_back.headers["location"]).copy_add_param("iss", "https://accounts.example.com")
    assert await visitor.come_back(str(back)) == FAILED


@pytest.mark.parametrize("error", ["server_error", "interaction_required", "<script>", "x" * 5000])
async def test_an_error_of_the_service_leads_back(visitor: Visitor, hostile: OpenIdProvider, error: str) -> None:
    state = query(await visitor.begin("hostile"))["state"]
    back = httpx.URL("/api/v1/oidc/hostile/callback", params={"state": state, "error": error, "iss": hostile.issuer})
    assert await visitor.come_back(str(back)) == FAILED


async def test_saying_no_is_believed_of_the_right_service_only(visitor: Visitor) -> None:
    state = query(await visitor.begin("hostile"))["state"]
    refused = {"state": state, "error": "access_denied", "iss": "https://accounts.example.com"}
    back = httpx.URL("/api/v1/oidc/hostile/callback", params=refused)
    assert await visitor.come_back(str(back)) == FAILED


@pytest.mark.parametrize("how", ["broken", "elsewhere", "endless", "no JSON"])
@pytest.mark.parametrize("page", ["/token", "/keys"])
async def test_a_service_that_breaks_on_the_way_leads_back(
    visitor: Visitor, hostile: OpenIdProvider, how: str, page: str
) -> None:
    await hostile.misbehave(f"{how} at {page}")
    assert await visit(visitor) == UNREACHABLE


@pytest.mark.parametrize(
    "fault",
    [
        "broken at /.well-known/openid-configuration",
        "no JSON at /.well-known/openid-configuration",
        "describes another issuer",
        "describes too little",
        "plain HTTP",
    ],
)
async def test_a_service_that_describes_itself_badly_is_not_gone_to(
    visitor: Visitor, hostile: OpenIdProvider, fault: str
) -> None:
    await hostile.misbehave(fault)
    answer = await visitor.portal.post("/api/v1/oidc/hostile/sign-in", json={})
    assert (answer.status_code, answer.json()["type"]) == (502, "/problems/oidc-unreachable")
    assert "set-cookie" not in answer.headers


async def test_a_service_that_is_down_is_told_as_such(visitor: Visitor) -> None:
    answer = await visitor.portal.post("/api/v1/oidc/down/sign-in", json={})
    assert (answer.status_code, answer.json()["type"]) == (502, "/problems/oidc-unreachable")


async def test_nobody_waits_for_ever(
    visitor: Visitor, hostile: OpenIdProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_SECONDS", 0.5)
    await hostile.misbehave("silent at /token")
    assert await visit(visitor) == UNREACHABLE


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/token",
        "ftp://localhost/",
        "file:///etc/passwd",
        "https://user@example.org/",
        "https:///token",
        "https://example.org/#fragment",
        "javascript:alert(1)",
    ],
)
async def test_only_safe_addresses_are_asked(address: str) -> None:
    assert not fetching.is_safe_address(address)
    with pytest.raises(ServiceUnreachable):
        await fetching.get_json(address)


async def prove(client: ProviderClient, *, now: datetime) -> ProvenIdentity:
    """Go there and back without the portal around it, at another time."""
    secrets = Secrets(state="de.state", nonce="nonce", verifier="v" * 64)
    address = await client.authorization_address(secrets=secrets, language="de", now=now)
    async with httpx.AsyncClient(trust_env=False) as browser:
        back = query((await browser.get(address)).headers["location"])
    return await client.prove(answer=Answer(back["code"], back.get("iss"), None), secrets=secrets, now=now)


async def test_keys_may_be_replaced_at_any_time(settings: Settings, hostile: OpenIdProvider) -> None:
    client = configured(settings).client("hostile")
    now = utc_now()
    await prove(client, now=now)
    await hostile.misbehave("rotates its keys")
    assert (await prove(client, now=now + timedelta(minutes=1))).subject == SUBJECT


async def test_keys_are_not_asked_for_again_and_again(settings: Settings, hostile: OpenIdProvider) -> None:
    """Tokens with made-up key ids would otherwise let anybody use us against the service."""
    client = configured(settings).client("hostile")
    now = utc_now()
    await prove(client, now=now)
    await hostile.misbehave("rotates its keys")
    with pytest.raises(AnswerNotProven):
        await prove(client, now=now + timedelta(seconds=59))


async def test_keys_that_were_taken_back_soon_count_no_longer(settings: Settings, hostile: OpenIdProvider) -> None:
    client = configured(settings).client("hostile")
    now = utc_now()
    await prove(client, now=now)
    await hostile.misbehave("broken at /keys")
    assert (await prove(client, now=now + timedelta(minutes=10) - timedelta(seconds=5))).subject == SUBJECT
    with pytest.raises(ServiceUnreachable):
        await prove(client, now=now + timedelta(minutes=10))
