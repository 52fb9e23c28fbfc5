"""What people look after themselves: names, addresses, phone numbers, e-mail, language, what they want to be told."""
