"""The pages of the portal, written in Reflex."""
