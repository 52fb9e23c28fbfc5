"""Invoices as they were received: reading real files, keeping them, showing them to the customers they belong to."""
