"""What changes account data: the person's own, the customer's, and the decisions of staff."""
