"""Zips, as folders. Nothing is unpacked to disk, and of every number that a zip states of itself none is believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from grader.collect.disk import LINK, NO_FILE, OnDisk
from grader.collect.node import MOST, MOST_IN_CLASS, Node, Untaken, counts, read_bounded, without_suffix
from grader.collect.shown import order

# Of a zip within a zip, which is read into memory; and so many of them may lie in one another.
LARGEST_ZIP = 64 << 20
DEEPEST = 3
# Its table of contents, which is read at once: an entry takes some hundred bytes there and a thousand in memory.
_LARGEST_TABLE = {MOST: 4 << 20, MOST_IN_CLASS: 64 << 20}
_DEEPEST_PATH = 32
_ENCRYPTED, _UTF8 = 0x1, 0x800
# The others unpack as much as they like at a time.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# All that reading a zip ends in, whatever its bytes are.
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    MemoryError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_NO_ZIP = "is no zip that can be read"


class _Careful:
    """A file that refuses to give as much at a time as only a made-up table of contents would ask for."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        found = read_bounded(self._file, self._most if size < 0 else min(size - 1, self._most))
        if len(found) > self._most:
            raise zipfile.BadZipFile("a table of contents of this size is not read")
        return found


@dataclass(slots=True)
class InZip:
    """A member of ``archive``. A folder has ``inside``; a file has ``info``, unless ``why`` says what is wrong."""

    archive: zipfile.ZipFile
    name: str
    is_folder: bool
    why: str = ""
    info: zipfile.ZipInfo | None = None
    depth: int = 1
    inside: dict[str, InZip] = field(default_factory=dict)
    file: BinaryIO | None = None

    def children(self, most: int = MOST) -> Sequence[InZip]:
        if len(self.inside) > most:
            raise Untaken(f"holds more than {most:,} entries")
        return [self.inside[name] for name in sorted(filter(counts, self.inside), key=order)]

    def read(self, largest: int) -> bytes:
        if self.why or self.info is None:
            raise Untaken(self.why or NO_FILE)
        try:
            with self.archive.open(self.info) as opened:
                return read_bounded(opened, largest)
        except _BROKEN:
            raise Untaken("cannot be unpacked: the zip is damaged there") from None

    def close(self) -> None:
        self.archive.close()
        if self.file is not None:
            self.file.close()


def open_zip(node: Node, most: int = MOST) -> InZip:
    """What ``node`` holds, as a folder called so without `.zip`. Raises ``Untaken``, also for more than ``most``."""
    depth = node.depth + 1 if isinstance(node, InZip) else 1
    if depth > DEEPEST:
        raise Untaken(f"lies in {DEEPEST} other zips, and is not looked into")
    file = _opened(node)
    try:
        archive = zipfile.ZipFile(_Careful(file, _LARGEST_TABLE[most]))
        members = archive.infolist()
    except _BROKEN:
        file.close()
        raise Untaken(_NO_ZIP) from None
    root = InZip(archive, without_suffix(node), is_folder=True, depth=depth, file=file)
    if len(members) > most:
        root.close()
        raise Untaken(f"holds more than {most:,} entries")
    for info in members:
        _put(root, info)
    return root


def _opened(node: Node) -> BinaryIO:
    if isinstance(node, OnDisk):
        return node.open()
    content = node.read(LARGEST_ZIP)
    if len(content) > LARGEST_ZIP:
        raise Untaken(f"is a zip of more than {LARGEST_ZIP >> 20} MB in another, and is not looked into")
    return io.BytesIO(content)


def _put(root: InZip, info: zipfile.ZipInfo) -> None:
    """``info`` where it belongs. What would lie elsewhere lies at the top, with the reason why it is not taken."""
    text = _name(info)
    why = _leads_out(text) or _unread(info)
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if not parts:
        return
    if _leads_out(text) or len(parts) > _DEEPEST_PATH:
        parts, why = parts[-1:], why or f"lies more than {_DEEPEST_PATH} folders deep"
    folder = root
    for part in parts[:-1]:
        folder = folder.inside.setdefault(part, _folder(root, part))
        folder.is_folder = True
    if info.is_dir() or text.endswith("/"):
        folder.inside.setdefault(parts[-1], _folder(root, parts[-1])).is_folder = True
        return
    if parts[-1] in folder.inside:
        why = "is in the zip more than once"
    folder.inside[parts[-1]] = InZip(root.archive, parts[-1], is_folder=False, why=why, info=info, depth=root.depth)


def _folder(root: InZip, name: str) -> InZip:
    return InZip(root.archive, name, is_folder=True, depth=root.depth)


def _name(info: zipfile.ZipInfo) -> str:
    """Its path with `/`. Many tools write UTF-8 without saying so, and some of Windows write `\\`."""
    text = info.filename
    if not info.flag_bits & _UTF8:
        try:
            text = text.encode("cp437").decode("utf-8")
        except ValueError:
            text = info.filename
    return text.replace("\\", "/")


def _leads_out(text: str) -> str:
    path = PurePosixPath(text)
    is_out = path.is_absolute() or ".." in path.parts or text[1:2] == ":"
    return "has a path that leads out of the zip" if is_out else ""


def _unread(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return LINK
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return NO_FILE
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    return "" if info.compress_type in _METHODS else "is packed in a way that is not read here: use a plain zip"
