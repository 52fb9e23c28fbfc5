"""Accounts (logins), customers (contract partners) and the grants that let an account look after customers."""
