"""No answer leaves without the headers that bind the browser."""

import httpx
import pytest

from backend.web.gate import Receive, Scope, Send
from backend.web.security_headers import NOTHING, SecurityHeaders, page_policy


class Answers:
    """An application that answers with the given headers."""

    def __init__(self, *headers: tuple[bytes, bytes], status: int = 200) -> None:
        self._start = {"type": "http.response.start", "status": status, "headers": list(headers)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(dict(self._start))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def headers_of(app: Answers, *, secure: bool) -> httpx.Headers:
    transport = httpx.ASGITransport(SecurityHeaders(app, secure=secure))
    async with httpx.AsyncClient(transport=transport, base_url="http://portal.test") as client:
        return (await client.get("/")).headers


@pytest.mark.parametrize("status", [200, 404, 500])
async def test_every_answer_bears_them(status: int) -> None:
    headers = await headers_of(Answers(status=status), secure=True)
    assert headers["content-security-policy"] == NOTHING
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "publickey-credentials-get=(self)" in headers["permissions-policy"]
    assert "publickey-credentials-create=(self)" in headers["permissions-policy"]
    assert headers["strict-transport-security"].startswith("max-age=63072000")


async def test_plain_http_promises_no_https() -> None:
    assert "strict-transport-security" not in await headers_of(Answers(), secure=False)


async def test_a_policy_that_an_answer_has_is_kept() -> None:
    headers = await headers_of(Answers((b"content-security-policy", b"default-src 'self'")), secure=False)
    assert headers.get_list("content-security-policy") == ["default-src 'self'"]


@pytest.mark.parametrize("secure", [False, True])
def test_the_policy_of_pages_is_strict(secure: bool) -> None:
    policy = dict(part.partition(" ")[::2] for part in page_policy(["sha256-abc="], secure=secure).split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'sha256-abc='"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert not [value for value in policy.values() if "unsafe" in value or "*" in value or "http" in value]
    assert ("upgrade-insecure-requests" in policy) is secure
