"""Original files: what goes in comes out, and nothing else."""

import asyncio
import stat
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from backend.core.storage import OriginalAltered, OriginalMissing, Storage, folder_storage

ORIGINAL = b"%PDF-1.7 \x00\xff" * 400_000  # More than one part of a stream.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "originals"


@pytest.fixture
def storage(folder: Path) -> Storage:
    return folder_storage(folder)


def all_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def received_from(parts: AsyncIterator[bytes], received: bytearray) -> None:
    async for part in parts:
        received += part


def kept_file(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest[2:4] / digest


async def test_what_goes_in_comes_out_byte_for_byte(storage: Storage, folder: Path) -> None:
    digest = await storage.put(ORIGINAL)
    assert digest == sha256(ORIGINAL).hexdigest()
    assert kept_file(folder, digest).read_bytes() == ORIGINAL
    assert await storage.get(digest) == ORIGINAL
    parts = [part async for part in storage.stream(digest)]
    assert b"".join(parts) == ORIGINAL


async def test_an_empty_file_is_a_file_too(storage: Storage) -> None:
    digest = await storage.put(b"")
    assert await storage.get(digest) == b""
    assert b"".join([part async for part in storage.stream(digest)]) == b""


async def test_many_writers_of_the_same_file_leave_one(storage: Storage, folder: Path) -> None:
    digests = await asyncio.gather(*(storage.put(ORIGINAL) for _ in range(10)))
    assert len(set(digests)) == 1
    assert all_files(folder) == [kept_file(folder, digests[0])]


async def test_a_missing_file_is_told_apart_from_an_empty_one(storage: Storage) -> None:
    digest = sha256(b"never put").hexdigest()
    assert not await storage.exists(digest)
    with pytest.raises(OriginalMissing, match=digest):
        await storage.get(digest)
    with pytest.raises(OriginalMissing, match=digest):
        await received_from(storage.stream(digest), bytearray())


async def test_an_altered_file_is_never_handed_out(storage: Storage, folder: Path) -> None:
    digest = await storage.put(ORIGINAL)
    kept_file(folder, digest).write_bytes(ORIGINAL[:-1] + b"!")
    with pytest.raises(OriginalAltered, match=digest):
        await storage.get(digest)
    received = bytearray()
    with pytest.raises(OriginalAltered):
        await received_from(storage.stream(digest), received)
    assert 0 < len(received) < len(ORIGINAL)


async def test_putting_an_altered_file_again_heals_it(storage: Storage, folder: Path) -> None:
    digest = await storage.put(ORIGINAL)
    kept_file(folder, digest).write_bytes(b"altered")
    await storage.put(ORIGINAL)
    assert await storage.get(digest) == ORIGINAL


async def test_only_a_hash_is_a_name(storage: Storage) -> None:
    for name in ("../../etc/passwd", "", "A" * 64, "a" * 63):
        with pytest.raises(ValueError, match="SHA-256"):
            await storage.get(name)


def test_the_folder_is_closed_to_other_users(storage: Storage, folder: Path) -> None:
    assert storage is not None
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
