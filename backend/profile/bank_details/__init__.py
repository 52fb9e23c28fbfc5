"""From which account a customer's invoices are collected: holder, IBAN, and the SEPA mandate for it."""
