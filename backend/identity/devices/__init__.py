"""Where a person is signed in, for how long still, and the end of it."""
