"""Parties, addresses and identifiers in the syntax CII."""

from backend.invoices.document import Address, Contact, Identifier, Party
from backend.invoices.reading.fields import child, children, identifier, paragraph, text
from backend.invoices.reading.xml import Element


def read_party(element: Element | None) -> Party | None:
    """A trade party; None when the element is missing or empty."""
    if element is None or not len(element):
        return None
    name = text(element, "Name")
    trading_name = text(element, "SpecifiedLegalOrganization/TradingBusinessName")
    return Party(
        name=name,
        trading_name=trading_name if trading_name != name else None,
        identifiers=read_identifiers(element),
        legal_registration=identifier(element, "SpecifiedLegalOrganization/ID"),
        vat_id=_tax_registration(element, "VA"),
        tax_number=_tax_registration(element, "FC"),
        legal_information=paragraph(element, "Description"),
        electronic_address=identifier(element, "URIUniversalCommunication/URIID"),
        address=read_address(child(element, "PostalTradeAddress")),
        contact=_contact(child(element, "DefinedTradeContact")),
    )


def read_identifiers(element: Element) -> tuple[Identifier, ...]:
    """The identifiers without scheme (ID) and with one (GlobalID)."""
    found = [identifier(each) for path in ("ID", "GlobalID") for each in children(element, path)]
    return tuple(each for each in found if each is not None)


def read_address(element: Element | None) -> Address | None:
    """A postal address; None when nothing of it is given."""
    address = Address(
        line_one=text(element, "LineOne"),
        line_two=text(element, "LineTwo"),
        line_three=text(element, "LineThree"),
        post_code=text(element, "PostcodeCode"),
        city=text(element, "CityName"),
        subdivision=text(element, "CountrySubDivisionName"),
        country=text(element, "CountryID"),
    )
    return address if address != Address() else None


def _tax_registration(element: Element, scheme: str) -> str | None:
    for each in children(element, "SpecifiedTaxRegistration/ID"):
        if each.get("schemeID") == scheme:
            return text(each)
    return None


def _contact(element: Element | None) -> Contact | None:
    contact = Contact(
        name=text(element, "PersonName"),
        department=text(element, "DepartmentName"),
        phone=text(element, "TelephoneUniversalCommunication/CompleteNumber"),
        email=text(element, "EmailURIUniversalCommunication/URIID"),
    )
    return contact if contact != Contact() else None
