"""Giving bank details with a mandate, changing and removing them, and taking that back.

Whoever takes over an account may want its money collected from somebody else. So each change goes out by mail to
everybody who may do everything for the customer, and each of them can stop it for seven days without signing in.

Old details are never overwritten: they end, and are kept as the record of a mandate. Taking a change back lets those be
valid again that were valid just before it.
"""
