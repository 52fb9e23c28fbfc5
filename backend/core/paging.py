"""Pages of long lists."""

from dataclasses import dataclass

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
LAST_PAGE = 100_000


@dataclass(frozen=True)
class PageRequest:
    """Which part of a list is wanted: `number` counts from 1."""

    number: int = 1
    size: int = DEFAULT_SIZE

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def pages(self, total: int) -> int:
        """How many pages `total` items fill; an empty list still has one."""
        return max(1, -(-total // self.size))
