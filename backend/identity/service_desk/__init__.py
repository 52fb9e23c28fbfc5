"""What staff see of customers and of who has access to their contracts."""
