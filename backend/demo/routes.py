"""The demo's mailbox over HTTP. Anybody may read it, which is why it exists in demo mode only."""

from asyncio import to_thread
from pathlib import Path
from typing import Any

from litestar import Request, Response, Router, get
from litestar.params import FromPath

from backend.core.clock import utc_now
from backend.core.errors import NotAllowed, NotFound
from backend.demo import mailbox
from backend.demo.codes import current_codes
from backend.demo.schemas import DemoCode, DemoMail, DemoMailItem
from backend.web.configured import settings_of
from backend.web.policy import demo_only
from backend.web.problems import raises


def _folder(request: Request[Any, Any, Any]) -> Path:
    settings = settings_of(request)
    return settings.var_dir / "mail"


@get("/demo/mail", guards=[demo_only], responses=raises(NotAllowed))
async def list_mails(request: Request[Any, Any, Any]) -> list[DemoMailItem]:
    """Every mail that the portal has sent, newest first."""
    return await to_thread(mailbox.list_mails, _folder(request))


@get("/demo/mail/{mail_id:str}", guards=[demo_only], responses=raises(NotAllowed, NotFound))
async def read_mail(request: Request[Any, Any, Any], mail_id: FromPath[str]) -> DemoMail:
    """One mail with its text, its links, and the names of what came along."""
    return await to_thread(mailbox.read_mail, _folder(request), mail_id)


@get(
    "/demo/mail/{mail_id:str}/attachments/{number:int}",
    guards=[demo_only],
    media_type="application/octet-stream",
    responses=raises(NotAllowed, NotFound),
)
async def download_attachment(
    request: Request[Any, Any, Any], mail_id: FromPath[str], number: FromPath[int]
) -> Response[bytes]:
    """A file that came along with a mail, to be saved or opened, never shown in the portal's place."""
    file = await to_thread(mailbox.read_attachment, _folder(request), mail_id, number)
    disposition = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": disposition})


@get("/demo/codes", guards=[demo_only], responses=raises(NotAllowed))
async def read_codes(request: Request[Any, Any, Any]) -> list[DemoCode]:
    """What the authenticator apps of the demo's staff show now."""
    return current_codes(settings=settings_of(request), now=utc_now())


router = Router("/", route_handlers=[list_mails, read_mail, download_attachment, read_codes], tags=["demo"])
