"""The data inventory through the API."""

from frontend.api.client import Api
from privacy.schemas import ColumnEntry, Inventory, TableEntry

__all__ = ["ColumnEntry", "Inventory", "TableEntry", "read_inventory"]


async def read_inventory(api: Api, *, language: str) -> Inventory:
    """What the portal knows of people, table by table."""
    return await api.get("/dpo/inventory", Inventory, language=language)
