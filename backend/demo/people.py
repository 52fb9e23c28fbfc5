"""Who there is in the demo. All names are invented; the addresses end in a domain kept free for examples (RFC 2606)."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True)
class DemoCustomer:
    """A contract partner; the number is that of the invoices."""

    number: str
    kind: Literal["person", "organisation"]
    salutation: Literal["", "frau", "herr"]
    given_name: str
    name: str
    email: str
    street: str


@dataclass(frozen=True)
class DemoGrant:
    """What somebody has been let do for a customer by their contract partner, and for how many more days."""

    customer: DemoCustomer
    granted_by: str
    relation: Literal["household", "guardian", "proxy"]
    scope: Literal["everything", "read", "invoices", "appointments"]
    days: int | None = None


@dataclass(frozen=True)
class DemoAccount:
    """A login, the customers that are its own, and those that it helps with."""

    role: Literal["customer", "agent", "dpo", "administrator"]
    title: str
    salutation: Literal["", "frau", "herr"]
    given_name: str
    family_name: str
    email: str
    looks_after: tuple[str, ...] = ()
    helps: tuple[DemoGrant, ...] = ()


INGRID: Final = DemoCustomer(
    "4012345", "person", "frau", "Ingrid", "Beispiel", "ingrid.beispiel@example.org", "Lindenallee 12"
)
YILDIZ: Final = DemoCustomer(
    "4023456", "person", "herr", "Mehmet", "Yıldız", "mehmet.yildiz@example.org", "Brunnengasse 7"
)
KORNBLUME: Final = DemoCustomer(
    "4034567", "organisation", "", "", "Bäckerei Kornblume e. K.", "kontakt@kornblume.example.org", "Marktplatz 3"
)

CUSTOMERS: Final = (INGRID, YILDIZ, KORNBLUME)

NOT_ACTIVATED: Final = KORNBLUME
"""The bakery has had its letter with the activation code, and nobody has used it yet."""

ACCOUNTS: Final = (
    DemoAccount("customer", "Customer", "frau", "Ingrid", "Beispiel", INGRID.email, (INGRID.number,)),
    DemoAccount(
        "customer",
        "Customer who looks after two contracts",
        "herr",
        "Mehmet",
        "Yıldız",
        YILDIZ.email,
        (YILDIZ.number, KORNBLUME.number),
    ),
    DemoAccount(
        "customer",
        "Daughter of the first, who may read for others",
        "frau",
        "Lena",
        "Beispiel",
        "lena.beispiel@example.org",
        helps=(
            DemoGrant(INGRID, INGRID.email, "household", "invoices", days=180),
            DemoGrant(KORNBLUME, YILDIZ.email, "proxy", "read"),
        ),
    ),
    DemoAccount("agent", "Service agent", "herr", "Jonas", "Kessler", "jonas.kessler@example.org"),
    DemoAccount("dpo", "Data protection officer", "frau", "Katharina", "Brandl", "katharina.brandl@example.org"),
    DemoAccount("administrator", "Administrator", "frau", "Aylin", "Demir", "aylin.demir@example.org"),
)
