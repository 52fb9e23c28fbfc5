"""Looking at an appointment, moving and cancelling it by the link in a mail, without an account."""
