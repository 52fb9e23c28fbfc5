"""What happened to an account's security, and the changes that its owner can still stop."""
