"""What people have typed and not sent, where no form in the browser forgets it by itself."""

from frontend.api.client import Api


async def discard_draft(api: Api, key: str) -> None:
    """Forget what was typed into this form."""
    await api.delete(f"/drafts/{key}")
