"""Makes a mail of what its template says: headers, a text part and an HTML part (RFC 5322, RFC 2046)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

import idna

from backend.core.mail.operations import Attachment, Attempt
from backend.core.mail.rendering import render
from backend.core.settings import Settings
from backend.portal.schemas import Portal, load_portal


def compose(attempt: Attempt, *, settings: Settings) -> EmailMessage:
    """The mail, byte for byte the same at each attempt, so that whoever gets it twice can tell.

    Header injection is impossible: values with line breaks are refused by `email.headerregistry` and by the policy.
    """
    portal = _portal(settings.portal_toml)
    rendered = render(
        attempt.template,
        language=attempt.language,
        parameters=attempt.parameters,
        portal=portal,
        origin=settings.origin,
        zone=settings.time_zone,
    )
    message = EmailMessage()
    message["From"] = Address(portal.name, addr_spec=settings.mail_from)
    message["To"] = _address(attempt.recipient)
    message["Reply-To"] = Address(portal.name, addr_spec=portal.contact.email)
    message["Subject"] = rendered.subject
    message["Date"] = format_datetime(attempt.created_at)
    message["Message-ID"] = f"<{attempt.id}@{settings.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: holiday notices must not answer.
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"={attempt.id.hex}=")
    if attempt.attachment:
        _attach(message, attempt.attachment)
        message.set_boundary(f"={attempt.id.hex}+=")
    message["Content-Language"] = attempt.language  # After the parts: the first takes all Content-… headers along.
    return message


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    """Add the file, under its media type with all parameters: a calendar's method is one of them (RFC 6047, 2.4)."""
    declared = EmailMessage()
    declared["Content-Type"] = attachment.media_type
    message.add_attachment(
        attachment.content,
        maintype=declared.get_content_maintype(),
        subtype=declared.get_content_subtype(),
        filename=attachment.name,
        params=dict(declared["Content-Type"].params),
    )


def _address(text: str) -> Address:
    """Domains outside ASCII travel in their encoded form (RFC 5891), which every mail server understands.

    Python's own codec follows the older RFC 3490 and would send a mail for straße.example to strasse.example.
    """
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=idna.encode(domain).decode("ascii"))


@lru_cache(maxsize=1)
def _portal(path: Path) -> Portal:
    return load_portal(path)
