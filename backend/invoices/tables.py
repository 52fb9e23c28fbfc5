"""The table of invoices. Constraints and policies: `backend/migrations/0006_invoices.sql`."""

from piccolo.columns import JSONB, UUID, BigInt, Boolean, Date, ForeignKey, Numeric, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Customer
from backend.core.database import DB


class Invoice(Table, db=DB):
    """An invoice, credit note or correction. Amounts are as the buyer sees them: negative ones come back."""

    id = UUID(primary_key=True, default=None)
    customer_id = ForeignKey(Customer, null=True, on_delete=OnDelete.restrict)
    waiting_for = Text(null=True, default=None)
    seller_key = Text()
    number = Text()
    fingerprint = Text()
    type_code = Text()
    issue_date = Date(default=None)
    due_date = Date(null=True, default=None)
    currency = Text()
    total_gross = Numeric(digits=(20, 2))
    amount_due = Numeric(digits=(20, 2))
    direct_debit = Boolean(default=False)
    payment_state = Text(default="open")
    paid_on = Date(null=True, default=None)
    subject = Text()
    search_text = Text()
    document = JSONB()
    syntax = Text()
    profile = Text()
    differences = JSONB(default="[]")
    original_sha256 = Text()
    original_name = Text()
    original_media_type = Text()
    original_size = BigInt()
    pdf_sha256 = Text(null=True, default=None)
    pdf_size = BigInt(null=True, default=None)
    xml_sha256 = Text(null=True, default=None)
    xml_size = BigInt(null=True, default=None)
    imported_at = Timestamptz(default=None)
