"""What the utility of the demo supplies: prices, customers and their contracts. All of it is invented.

Prices are net. The price of a year holds for the whole year; utilities change theirs in January.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from backend.core.iban import check_digits
from backend.invoices.document import Address, Contact, Identifier, Party

Kind = Literal["electricity", "water", "heat"]

ACCOUNT_OF_COMPANY = "DE" + check_digits("DE", "000000000000020205") + "000000000000020205"
"""A bank code of noughts does not exist, so nobody can pay into it by mistake; the check digits are right."""

ACCOUNT_OF_YILDIZ = "DE" + check_digits("DE", "000000000000340234") + "000000000000340234"

CREDITOR_ID = "DE98ZZZ09999999999"
"""The identifier that the Bundesbank gives for tests."""


@dataclass(frozen=True)
class Tariff:
    """How one kind of supply is priced: for what is used (`price`, by year) and for the connection by month."""

    name: str
    supplied: str
    unit: str
    price: dict[int, Decimal]
    base_name: str
    base_price: Decimal
    extra: tuple[str, Decimal] | None = None
    """A further price for what is used, such as for carbon dioxide"""

    def price_in(self, year: int) -> Decimal:
        """The price of `year`; before the first and after the last known year, the nearest one."""
        known = min(self.price, key=lambda each: (abs(each - year), each))
        return self.price[known]


TARIFFS: dict[Kind, Tariff] = {
    "electricity": Tariff(
        name="Strom",
        supplied="Stromverbrauch",
        unit="KWH",
        price={2022: Decimal("0.2731"), 2023: Decimal("0.3294"), 2024: Decimal("0.2986"), 2025: Decimal("0.2877")},
        base_name="Grundpreis Strom",
        base_price=Decimal("9.90"),
    ),
    "water": Tariff(
        name="Trinkwasser",
        supplied="Wasserverbrauch",
        unit="MTQ",
        price={2022: Decimal("2.08"), 2024: Decimal("2.19"), 2025: Decimal("2.27")},
        base_name="Grundpreis Trinkwasser",
        base_price=Decimal("7.25"),
    ),
    "heat": Tariff(
        name="Fernwärme",
        supplied="Wärmeverbrauch",
        unit="KWH",
        price={2022: Decimal("0.1188"), 2023: Decimal("0.1312"), 2024: Decimal("0.1247"), 2025: Decimal("0.1209")},
        base_name="Grundpreis Fernwärme",
        base_price=Decimal("31.40"),
        extra=("Emissionspreis CO2", Decimal("0.0086")),
    ),
}


def vat_rate(kind: Kind, day: date) -> Decimal:
    """Water at the reduced rate (§ 12 (2) no. 1 UStG); district heating had it until March 2024 (§ 28 (6) UStG)."""
    reduced = kind == "water" or (kind == "heat" and day <= date(2024, 3, 31))
    return Decimal(7) if reduced else Decimal(19)


@dataclass(frozen=True)
class Customer:
    """A contract partner of the demo. Blanks in the number are for people."""

    number: str
    party: Party
    by_direct_debit: bool = False


def mandate_reference(customer: Customer) -> str:
    """Under which the customer's invoices are collected."""
    return f"M-{customer.number.replace(' ', '')}"


@dataclass(frozen=True)
class Supply:
    """A contract. `yearly_use` is what the customer uses in an ordinary year, in the unit of the tariff."""

    contract: str
    kind: Kind
    customer: Customer
    place: str
    meter: str
    yearly_use: int
    first_reading: int


def _person(number: str, name: str, street: str, email: str, *, contact: Contact | None = None) -> Party:
    return Party(
        name=name,
        identifiers=(Identifier(value=number),),
        electronic_address=Identifier(value=email, scheme="EM"),
        address=Address(line_one=street, post_code="00000", city="Lindental", country="DE"),
        contact=contact or Contact(name=name, email=email),
    )


INGRID_BEISPIEL = Customer(
    number="40 12 345",
    party=_person("40 12 345", "Ingrid Beispiel", "Lindenweg 12", "ingrid.beispiel@example.org"),
)
MEHMET_YILDIZ = Customer(
    number="40 23 456",
    party=_person("40 23 456", "Mehmet Yıldız", "Am Sonnenhang 3", "familie.yildiz@example.org"),
    by_direct_debit=True,
)
KORNBLUME = Customer(
    number="40 34 567",
    party=_person(
        "40 34 567",
        "Bäckerei Kornblume e. K.",
        "Marktplatz 7",
        "buchhaltung@kornblume.example.org",
        contact=Contact(name="Jana Kornblume", email="buchhaltung@kornblume.example.org"),
    ),
)

SUPPLIES = {
    "ingrid-electricity": Supply(
        "700123", "electricity", INGRID_BEISPIEL, "50000700123", "1EMH00 4711 0123", 2450, 18204
    ),
    "ingrid-water": Supply("700124", "water", INGRID_BEISPIEL, "Lindenweg 12", "W-88 0124", 68, 412),
    "yildiz-heat": Supply("700456", "heat", MEHMET_YILDIZ, "Am Sonnenhang 3", "WMZ 0456", 11800, 64310),
    "yildiz-water": Supply("700457", "water", MEHMET_YILDIZ, "Am Sonnenhang 3", "W-88 0457", 142, 1033),
    "kornblume-electricity": Supply(
        "700789", "electricity", KORNBLUME, "50000700789", "1EMH00 4711 0789", 61000, 402118
    ),
}
