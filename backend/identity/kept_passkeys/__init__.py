"""The passkeys that an account has: listing, naming and removing them, and giving a removed one back."""
