"""The QR code that fills in a transfer (EPC069-12, version 2.1 of the guidelines, data version 002; "GiroCode").

A banking app reads the code; people who cannot see it get the same in words: `TransferCode` holds both.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from backend.core.iban import is_creditor_reference, is_sepa_iban
from backend.core.money import cents
from backend.invoices.document import CreditTransfer, InvoiceDocument

MAX_AMOUNT = Decimal("999999999.99")
MIN_AMOUNT = Decimal("0.01")
MAX_NAME = 70
MAX_REMITTANCE = 140
MAX_PAYLOAD_BYTES = 331

_TRANSFER_CODES = frozenset({"1", "30", "42", "58", "ZZZ"})
"""Codes of UNTDID 4461 that leave the transfer to the buyer: not defined, credit transfer, to an account, SEPA, as
agreed. Others may mean that the seller takes the money; paying twice is worse than typing an IBAN."""


@dataclass(frozen=True)
class TransferCode:
    """What a transfer needs, and the text in the QR code. Amounts are euros."""

    holder: str
    iban: str
    bic: str | None
    amount: Decimal
    remittance: str

    @property
    def payload(self) -> str:
        """The text in the code: lines in a fixed order, the last ones left out when empty."""
        structured = is_creditor_reference(self.remittance)
        lines = [
            "BCD",
            "002",
            "1",  # UTF-8
            "SCT",
            self.bic or "",
            self.holder,
            self.iban,
            f"EUR{self.amount}",
            "",  # Purpose
            self.remittance if structured else "",
            "" if structured else self.remittance,
        ]
        return "\n".join(lines).rstrip("\n")


def transfer_code(document: InvoiceDocument) -> TransferCode | None:
    """The transfer this invoice asks for; None when there is none to make.

    That is: nothing due or money coming back, a currency other than euro, no account that SEPA reaches, an amount
    beyond the limits, or the seller collects it.
    """
    payment = document.payment
    amount = cents(document.owed_by_buyer)
    account = _account(document)
    if account is None or payment.by_direct_debit or document.currency != "EUR":
        return None
    if document.is_credit_note or not MIN_AMOUNT <= amount <= MAX_AMOUNT:
        return None
    payee = document.payee.name if document.payee else None
    code = TransferCode(
        holder=_line(account.holder or payee or document.seller.name or "", MAX_NAME),
        iban=account.account,
        bic=account.bic if account.bic and account.bic.isalnum() and len(account.bic) in {8, 11} else None,
        amount=amount,
        remittance=_line(payment.remittance or document.number, MAX_REMITTANCE),
    )
    return _fitted(code)


def _account(document: InvoiceDocument) -> CreditTransfer | None:
    for means in document.payment.means:
        transfer = means.credit_transfer
        if means.code in _TRANSFER_CODES and transfer is not None and is_sepa_iban(transfer.account):
            return transfer
    return None


def _line(value: str, limit: int) -> str:
    return " ".join(value.split())[:limit].rstrip()


def _fitted(code: TransferCode) -> TransferCode:
    """Letters outside ASCII take several bytes. If need be, cut what people wrote, never account or amount."""
    while len(code.payload.encode()) > MAX_PAYLOAD_BYTES:
        code = replace(code, remittance=code.remittance[:-1].rstrip())
    return code
