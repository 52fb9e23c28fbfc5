"""How mail is handed in: where to, and never with a password in the open."""

import ssl
from collections.abc import AsyncIterator
from ipaddress import ip_address
from pathlib import Path

import aiosmtplib
import pytest
import pytest_asyncio
from cryptography import x509

from backend.core.ids import new_id
from backend.core.mail.transport import (
    DELIVERY_ERRORS,
    BadSmtpUrl,
    SmtpServer,
    deliver,
    described,
    is_hopeless,
    smtp_server,
)
from backend.core.settings import Settings
from tests.backend.core.mail.test_texts import composed
from tests.support.certificates import self_signed
from tests.support.mail_server import MailServer


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 25, None, None, tls_from_start=False)),
        ("smtp://mail.example.org:587", SmtpServer("mail.example.org", 587, None, None, tls_from_start=False)),
        ("smtps://mail.example.org", SmtpServer("mail.example.org", 465, None, None, tls_from_start=True)),
        ("smtps://a%40b:p%3A%2F@m.example", SmtpServer("m.example", 465, "a@b", "p:/", tls_from_start=True)),
    ],
)
def test_the_address_of_the_server(url: str, server: SmtpServer) -> None:
    assert smtp_server(url) == server


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:many"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(BadSmtpUrl, match="SMTP_URL must look like"):
        smtp_server(url)


@pytest.mark.parametrize(
    ("url", "start_tls"),
    [
        ("smtp://mail.example.org", None),
        ("smtp://user:secret@mail.example.org", True),
        ("smtp://user:secret@localhost", None),
        ("smtp://user:secret@127.0.0.1", None),
        ("smtps://user:secret@mail.example.org", False),
    ],
)
def test_a_password_insists_on_encryption(url: str, start_tls: bool | None) -> None:
    assert smtp_server(url).start_tls is start_tls


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"), x509.IPAddress(ip_address("127.0.0.1")))


@pytest_asyncio.fixture
async def encrypting_server(certificate: Path) -> AsyncIterator[MailServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = MailServer(tls=context)
    await server.start()
    yield server
    await server.stop()


async def handed_in(server: MailServer) -> None:
    message = composed("sign_in_code", "de")
    await deliver(message, mail_id=new_id(), settings=Settings.model_validate({"smtp_url": server.url}))


async def test_encryption_is_used_when_offered(
    encrypting_server: MailServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    await handed_in(encrypting_server)
    assert encrypting_server.encrypted == [True]


async def test_a_server_that_cannot_prove_who_it_is_gets_nothing(encrypting_server: MailServer) -> None:
    with pytest.raises(DELIVERY_ERRORS) as caught:
        await handed_in(encrypting_server)
    assert encrypting_server.mails == []
    assert not is_hopeless(caught.value)


async def test_an_error_is_described_without_the_address() -> None:
    refused = aiosmtplib.SMTPRecipientRefused(550, "No such user anna@example.org", "anna@example.org")
    error = aiosmtplib.SMTPRecipientsRefused([refused])
    assert described(error) == "SMTPRecipientsRefused 550"
    assert is_hopeless(error)
    assert described(TimeoutError()) == "TimeoutError"
    assert described(aiosmtplib.SMTPAuthenticationError(535, "anna")) == "SMTPAuthenticationError 535"
