"""What the API says about proving again who one is."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StepUpWays:
    """What this account can prove itself by. `app` goes for its recovery codes, too; `email_code` only where it has
    nothing stronger."""

    passkey: bool
    app: bool
    email_code: bool


@dataclass(frozen=True)
class SteppedUp:
    """Sensitive actions are open until then."""

    fresh_until: datetime
