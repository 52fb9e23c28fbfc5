"""`make bench`: how fast and how small the portal is, held against its targets. Not collected by pytest."""
