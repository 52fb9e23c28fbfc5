"""What changes something about other services: ways to them and back, sign-ins, links."""
