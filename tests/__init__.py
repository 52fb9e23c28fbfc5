"""Mirrors the folders of the project; `house/` guards its rules."""
