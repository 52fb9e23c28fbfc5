"""Accounts without a letter: people register themselves, staff invite a customer; customer numbers are added later."""
