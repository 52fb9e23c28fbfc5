"""Original files, byte for byte, each under the SHA-256 of its content: in a folder, or in a bucket that speaks S3.

The only module that knows obstore. A name that is the content's hash makes storing idempotent and every alteration
visible: nothing is handed out whose hash is not the name.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, from_url

from backend.core.settings import Settings

_PART = 256 * 1024
"""Bytes at least in a part of a stream."""


class OriginalMissing(Exception):
    """The storage holds no file with this hash, although the database names it. Restore it from a backup."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"The original {digest} is missing from the storage.")
        self.digest = digest


class OriginalAltered(Exception):
    """The file in the storage is not the one that was put there. Restore it from a backup."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"The original {digest} in the storage has been altered.")
        self.digest = digest


@dataclass(frozen=True)
class Storage:
    """Files by content. Cheap to make; every method may be called from several tasks at once."""

    store: ObjectStore

    async def put(self, data: bytes) -> str:
        """Keep `data` and return its SHA-256 in hexadecimal. Readers see the whole file or none."""
        digest = sha256(data).hexdigest()
        try:
            await self.store.put_async(_path(digest), data, mode="create")
        except AlreadyExistsError:
            await self._heal(digest, data)
        return digest

    async def get(self, digest: str) -> bytes:
        """The file with this hash. Raises `OriginalMissing`, `OriginalAltered`."""
        try:
            found = await self.store.get_async(_path(digest))
        except FileNotFoundError:
            raise OriginalMissing(digest) from None
        data = bytes(await found.bytes_async())
        if sha256(data).hexdigest() != digest:
            raise OriginalAltered(digest)
        return data

    async def stream(self, digest: str) -> AsyncIterator[bytes]:
        """The same in parts. The last part is held back until the hash is known to be right, so that nobody takes an
        altered file for a complete one.
        """
        try:
            found = await self.store.get_async(_path(digest))
        except FileNotFoundError:
            raise OriginalMissing(digest) from None
        seen, held_back = sha256(), b""
        async for part in found.stream(min_chunk_size=_PART):
            seen.update(part)
            if held_back:
                yield held_back
            held_back = bytes(part)
        if seen.hexdigest() != digest:
            raise OriginalAltered(digest)
        yield held_back

    async def exists(self, digest: str) -> bool:
        """Whether there is a file with this hash, unseen whether it is intact."""
        try:
            await self.store.head_async(_path(digest))
        except FileNotFoundError:
            return False
        return True

    async def _heal(self, digest: str, data: bytes) -> None:
        """What lies there already should be the same; if it was altered, here is the original again."""
        try:
            await self.get(digest)
        except (OriginalAltered, OriginalMissing):
            await self.store.put_async(_path(digest), data)


def storage(settings: Settings) -> Storage:
    """The storage of this deployment. Credentials for S3 come from the usual AWS_… variables."""
    if settings.storage_url.startswith("s3://"):
        return Storage(from_url(settings.storage_url))
    return folder_storage(Path(settings.storage_url or settings.var_dir / "originals"))


def folder_storage(folder: Path) -> Storage:
    """A storage in a folder, which is made when missing and closed to other users."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Storage(LocalStore(folder))


def _path(digest: str) -> str:
    """Two levels of folders, so that no folder grows beyond what file systems and people can list."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("A file is named by its SHA-256 in small hexadecimal digits.")
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
