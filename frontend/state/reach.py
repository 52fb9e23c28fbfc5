"""What of a customer's things is open to the signed-in person, so that a page can say so instead of being empty."""

from typing import Literal

from frontend.i18n import Translator
from frontend.state.session import Person

Reach = Literal["open", "none", "choose", "closed"]


async def reach(person: Person, need: str) -> Reach:
    """Whether `need` ("invoices", "appointments") is open at this moment.

    "none": no customer is connected with the account; "choose": there are some, but the person acts for none of them,
    because access to the last one has ended; "closed": the access to this one does not cover it.
    """
    await person._look_again()  # noqa: SLF001 - a name without underscore is open to browsers
    if not person.customer_number:
        return "choose" if person.customers else "none"
    return "open" if person.customer_scope in {"everything", "read", need} else "closed"


async def reach_of_appointments(person: Person) -> Reach:
    """The same for appointments, which whoever has no customer number yet makes for themselves."""
    reached = await reach(person, "appointments")
    return "open" if reached == "none" else reached


def may_book(person: Person) -> bool:
    """Whether the person may make and change appointments, and not only see them."""
    return person.customer_scope in {"", "everything", "appointments"}


def reach_words(t: Translator, reached: str) -> str:
    """How things stand where something is not open, in one sentence."""
    words = {
        "none": t("Ihr Konto ist noch mit keiner Kundennummer verbunden."),
        "choose": t("Sie handeln gerade für niemanden."),
        "closed": t("Für Sie ist nur ein Teil freigegeben."),
    }
    return words[reached]
