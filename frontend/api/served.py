"""The form in which the build hands its pages to the server."""

from backend.web.schemas import Address, PageFile, SiteTable

__all__ = ["Address", "PageFile", "SiteTable"]
