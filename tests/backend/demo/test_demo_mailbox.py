"""What the demo's mailbox gives of a mail, and that it gives nothing else and to nobody outside the demo."""

from collections.abc import AsyncIterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from icalendar import Calendar
from pydantic import SecretStr

from backend.core.database import SYSTEM, transaction
from backend.core.mail.message import compose
from backend.core.mail.operations import begin_attempt
from backend.core.mail.transport import deliver
from backend.core.settings import Settings
from tests.backend.appointments.booking.office import NOW, at, open_office, rows
from tests.backend.appointments.notices.post import event_of, tell_all
from tests.support.api import api, browser_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(demo=True, var_dir=tmp_path, public_url="http://localhost:8000", secret_key=SecretStr("k" * 32))


@pytest_asyncio.fixture
async def visitor(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(api(settings), settings, raises=True) as opened:
        yield opened


@pytest.fixture
def odd_mail(tmp_path: Path) -> str:
    """A mail with a name that would break out of a header, and a type that a browser would show."""
    message = EmailMessage()
    for name, value in {"From": "a@example.org", "To": "b@example.org", "Subject": "Odd"}.items():
        message[name] = value
    message["Date"] = "Sun, 22 Nov 2026 09:00:00 +0000"
    message.set_content("Hello")
    message.add_attachment(b"<script>1</script>", maintype="text", subtype="html", filename='ä"; x=../y.html')
    message.add_attachment(b"", maintype="application", subtype="pdf")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "odd.eml").write_bytes(message.as_bytes())
    return "odd"


@pytest.mark.usefixtures("database")
async def test_the_calendar_file_of_a_confirmation_can_be_opened(
    visitor: httpx.AsyncClient, settings: Settings
) -> None:
    office = await open_office(settings)
    await office.book(at(10))
    await tell_all(settings, NOW)
    [row] = await rows("select id, attachment from mail_message")
    async with transaction(SYSTEM):
        attempt = await begin_attempt(message_id=row["id"], now=NOW)
    assert attempt is not None
    await deliver(compose(attempt, settings=settings), mail_id=row["id"], settings=settings)
    mail = (await visitor.get(f"/demo/mail/{row['id']}")).json()
    assert mail["attachments"] == [{"number": 0, "name": "termin.ics", "size": len(row["attachment"])}]
    answer = await visitor.get(f"/demo/mail/{row['id']}/attachments/0")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["content-disposition"] == 'attachment; filename="termin.ics"'
    assert answer.content == row["attachment"]
    assert event_of(Calendar.from_ical(answer.content)).start == at(10)


async def test_odd_names_and_types_are_saved_and_never_shown(visitor: httpx.AsyncClient, odd_mail: str) -> None:
    mail = (await visitor.get(f"/demo/mail/{odd_mail}")).json()
    assert [(file["name"], file["size"]) for file in mail["attachments"]] == [("x-..-y.html", 18), ("attachment", 0)]
    answer = await visitor.get(f"/demo/mail/{odd_mail}/attachments/0")
    assert answer.headers["content-disposition"] == 'attachment; filename="x-..-y.html"'
    assert answer.content == b"<script>1</script>"


@pytest.mark.parametrize(
    "address", ["odd/attachments/2", "odd/attachments/-1", "odd/attachments/x", "no/attachments/0"]
)
async def test_what_is_not_there_is_not_found(visitor: httpx.AsyncClient, odd_mail: str, address: str) -> None:
    assert (await visitor.get(f"/demo/mail/{odd_mail}/attachments/1")).status_code == 200
    assert (await visitor.get(f"/demo/mail/{address}")).status_code == 404


async def test_outside_the_demo_nobody_reads_anything(settings: Settings, odd_mail: str) -> None:
    settings = settings.model_copy(update={"demo": False})
    async with browser_of(api(settings), settings) as visitor:
        for address in ("", f"/{odd_mail}", f"/{odd_mail}/attachments/0"):
            assert (await visitor.get(f"/demo/mail{address}")).status_code == 403
