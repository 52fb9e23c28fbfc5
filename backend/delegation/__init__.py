"""Letting another person look after one's contracts: invitations, the grants they lead to, and what became of both."""
