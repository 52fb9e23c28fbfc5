"""The data of the demo: a utility, its customers and their invoices, all fictional and always the same."""
