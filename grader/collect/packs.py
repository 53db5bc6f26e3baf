"""One object out of Git's packs, by its hash: index of version 2, and deltas, as Git's gitformat-pack has them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from grader.collect.disk import OnDisk

_INDEX = b"\xfftOc\x00\x00\x00\x02"
_COMMIT, _OFFSET_DELTA, _HASH_DELTA = 1, 6, 7
_HASH = 20
# Of a commit, and of what it takes in a pack.
_LARGEST, _LARGEST_PACKED = 1 << 20, 1 << 16
_MOST_PACKS = 64
_LONGEST_CHAIN = 64


def in_packs(folder: Path, commit: str) -> bytes | None:
    """The commit of this hash in hexadecimal. Raises ``Untaken``, ``OSError`` or ``ValueError`` for a broken pack."""
    packs = [each for each in OnDisk.at(folder / "objects" / "pack").children() if each.name.endswith(".idx")]
    for index in packs[:_MOST_PACKS]:
        with index.open() as opened, OnDisk.at(index.path.with_suffix(".pack")).open() as pack:
            at = _offset(opened, bytes.fromhex(commit))
            if at is not None:
                return _Pack(opened, pack).read(at, _LONGEST_CHAIN)
    return None


def _offset(index: BinaryIO, name: bytes) -> int | None:
    """Where in the pack it begins: found by its first byte, then by halves."""
    if _at(index, 0, 8) != _INDEX:
        return None
    counts = struct.unpack(">256I", _at(index, 8, 1024))
    low, high, total = counts[name[0] - 1] if name[0] else 0, counts[name[0]], counts[255]
    while low < high:
        middle = (low + high) // 2
        found = _at(index, 1032 + _HASH * middle, _HASH)
        if found == name:
            return _offset_of(index, middle, total)
        low, high = (middle + 1, high) if found < name else (low, middle)
    return None


def _offset_of(index: BinaryIO, number: int, total: int) -> int:
    table = 1032 + (_HASH + 4) * total
    (offset,) = struct.unpack(">I", _at(index, table + 4 * number, 4))
    if offset >> 31:
        (offset,) = struct.unpack(">Q", _at(index, table + 4 * total + 8 * (offset & 0x7FFFFFFF), 8))
    return int(offset)


def _at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    found = file.read(size)
    if len(found) != size:
        raise ValueError("the pack ends too early")
    return found


@dataclass(frozen=True, slots=True)
class _Pack:
    index: BinaryIO
    pack: BinaryIO

    def read(self, at: int, chain: int) -> bytes | None:
        """The object that begins ``at``, if it is a commit, or differs from one by no more than ``chain`` deltas."""
        if chain == 0:
            return None
        self.pack.seek(at)
        kind = self._kind()
        if kind == _COMMIT:
            return _inflated(self.pack)
        if kind == _OFFSET_DELTA:
            base: int | None = at - self._distance()
        elif kind == _HASH_DELTA:
            base = self._by_hash()
        else:
            return None
        delta = _inflated(self.pack)
        before = self.read(base, chain - 1) if base is not None and base >= 0 else None
        return None if before is None else _applied(before, delta)

    def _kind(self) -> int:
        first = byte = self._byte()
        while byte & 0x80:
            byte = self._byte()
        return first >> 4 & 7

    def _distance(self) -> int:
        byte = self._byte()
        found = byte & 0x7F
        while byte & 0x80:
            byte = self._byte()
            found = (found + 1) << 7 | byte & 0x7F
        return found

    def _by_hash(self) -> int | None:
        return _offset(self.index, bytes(self._byte() for _ in range(_HASH)))

    def _byte(self) -> int:
        return _first(iter(self.pack.read(1)))


def _inflated(pack: BinaryIO) -> bytes:
    try:
        return zlib.decompressobj().decompress(pack.read(_LARGEST_PACKED), _LARGEST)
    except zlib.error:
        raise ValueError("the pack is damaged") from None


def _applied(before: bytes, delta: bytes) -> bytes:
    """``before`` with the copies and insertions that ``delta`` says."""
    left = iter(delta)
    for _ in range(2):  # both begin with their sizes
        while _first(left) & 0x80:
            pass
    found = bytearray()
    for code in left:
        if code & 0x80:
            start, size = _number(left, code, 4), _number(left, code >> 4, 3)
            found += before[start : start + (size or 0x10000)]
        else:
            found += bytes(_first(left) for _ in range(code))
        if len(found) > _LARGEST:
            raise ValueError("the commit is too large")
    return bytes(found)


def _number(left: Iterator[int], code: int, most: int) -> int:
    """Of so many bytes those that ``code`` has a bit for, the lowest first."""
    return sum(_first(left) << 8 * place for place in range(most) if code >> place & 1)


def _first(left: Iterator[int]) -> int:
    byte = next(left, None)
    if byte is None:
        raise ValueError("the pack ends too early")
    return byte
