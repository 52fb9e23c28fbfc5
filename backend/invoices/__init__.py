"""Invoices as they were received: reading real files, keeping them, and showing them to the customers they belong to."""
