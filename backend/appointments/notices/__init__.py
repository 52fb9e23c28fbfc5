"""What people are told of their appointments: news at once, reminders before they begin."""
