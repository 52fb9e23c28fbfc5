"""“That wasn't me”: the owner of an account stops a change by the link in the mail about it."""
