"""The one linear history of the schema: numbered SQL files, each applied once, in order, in a transaction."""
