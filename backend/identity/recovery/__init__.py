"""Getting back into an account when every way in is lost: after an announced wait, or by a letter from staff."""
