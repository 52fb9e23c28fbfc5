"""The demo's mailbox through the API."""

from backend.demo.schemas import DemoCode, DemoMail, DemoMailItem
from frontend.api.client import Api

__all__ = ["DemoCode", "DemoMail", "DemoMailItem", "list_mails", "read_codes", "read_mail"]


async def list_mails(api: Api) -> list[DemoMailItem]:
    """Every mail that the portal has sent, newest first."""
    return await api.get("/demo/mail", list[DemoMailItem])


async def read_mail(api: Api, mail_id: str) -> DemoMail:
    """One mail with its text and its links."""
    return await api.get(f"/demo/mail/{mail_id}", DemoMail)


async def read_codes(api: Api) -> list[DemoCode]:
    """What the authenticator apps of the demo's staff show now."""
    return await api.get("/demo/codes", list[DemoCode])
