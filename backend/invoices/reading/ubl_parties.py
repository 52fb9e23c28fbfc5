"""Parties, addresses and identifiers in the syntax UBL."""

from backend.invoices.document import Address, Contact, Identifier, Party
from backend.invoices.reading.fields import child, children, identifier, paragraph, text
from backend.invoices.reading.xml import Element

_CREDITOR_SCHEME = "SEPA"


def read_party(element: Element | None) -> Party | None:
    """A party; None when the element is missing or empty.

    The legal name stands in PartyLegalEntity, the trading name in PartyName. Payee and tax representative have a
    PartyName only, which then is the name.
    """
    if element is None or not len(element):
        return None
    legal_name = text(element, "PartyLegalEntity/RegistrationName")
    other_name = text(element, "PartyName/Name")
    return Party(
        name=legal_name or other_name,
        trading_name=other_name if legal_name and other_name != legal_name else None,
        identifiers=_identifiers(element),
        legal_registration=identifier(element, "PartyLegalEntity/CompanyID"),
        vat_id=_tax_id(element, vat=True),
        tax_number=_tax_id(element, vat=False),
        legal_information=paragraph(element, "PartyLegalEntity/CompanyLegalForm"),
        electronic_address=identifier(element, "EndpointID"),
        address=read_address(child(element, "PostalAddress")),
        contact=_contact(child(element, "Contact")),
    )


def read_creditor_id(root: Element) -> str | None:
    """The creditor identifier of SEPA (BT-90), which UBL keeps among the identifiers of payee or seller."""
    for path in ("PayeeParty/PartyIdentification/ID", "AccountingSupplierParty/Party/PartyIdentification/ID"):
        for each in children(root, path):
            if each.get("schemeID") == _CREDITOR_SCHEME:
                return text(each)
    return None


def _identifiers(element: Element) -> tuple[Identifier, ...]:
    found = [identifier(each) for each in children(element, "PartyIdentification/ID")]
    return tuple(each for each in found if each is not None and each.scheme != _CREDITOR_SCHEME)


def read_address(element: Element | None) -> Address | None:
    """A postal address; None when nothing of it is given."""
    address = Address(
        line_one=text(element, "StreetName"),
        line_two=text(element, "AdditionalStreetName"),
        line_three=text(element, "AddressLine/Line"),
        post_code=text(element, "PostalZone"),
        city=text(element, "CityName"),
        subdivision=text(element, "CountrySubentity"),
        country=text(element, "Country/IdentificationCode"),
    )
    return address if address != Address() else None


def _tax_id(element: Element, *, vat: bool) -> str | None:
    """The VAT identifier, or the number of any other tax scheme."""
    for each in children(element, "PartyTaxScheme"):
        if (text(each, "TaxScheme/ID") == "VAT") == vat and (value := text(each, "CompanyID")):
            return value
    return None


def _contact(element: Element | None) -> Contact | None:
    contact = Contact(
        name=text(element, "Name"),
        phone=text(element, "Telephone"),
        email=text(element, "ElectronicMail"),
    )
    return contact if contact != Contact() else None
