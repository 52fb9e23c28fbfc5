"""Devices that show messages, through the API."""

from backend.identity.push_devices.schemas import PushDeviceItem, PushDeviceList
from frontend.api.client import Api

__all__ = ["PushDeviceItem", "PushDeviceList", "list_push_devices"]


async def list_push_devices(api: Api) -> PushDeviceList:
    """Every browser that shows messages to the person: this one first, then the newest."""
    return await api.get("/push/subscriptions", PushDeviceList)
