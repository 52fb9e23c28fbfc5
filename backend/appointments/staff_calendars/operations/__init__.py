"""What is done to calendars of staff: by the portal in the background, and by their owners."""
