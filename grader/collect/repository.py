"""When the last commit of a clone was made, read from its files: nothing is run, and its configuration never read.

Git itself runs what a repository's configuration names, in more places than can be listed and switched off.
"""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

from grader.collect.disk import OnDisk
from grader.collect.node import Untaken
from grader.collect.packs import in_packs

_ID = re.compile(rb"[0-9a-f]{40}")
_REF = re.compile(r"refs/[\w][\w./+@-]*")
_COMMITTER = re.compile(rb"^committer [^\n]*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.M)
_LARGEST_TEXT = 8 << 20
_LARGEST_COMMIT = 1 << 16


def is_clone(path: Path) -> bool:
    return OnDisk.at(path / ".git").is_folder


def committed_at(path: Path) -> datetime | None:
    """The committer's date of `HEAD`, with its zone; None where it cannot be told."""
    try:
        commit = _head(path / ".git")
        content = (_loose(path / ".git", commit) or in_packs(path / ".git", commit)) if commit else None
    except (Untaken, OSError, ValueError):
        return None
    found = _COMMITTER.search(content.partition(b"\n\n")[0]) if content else None
    return _time(found) if found else None


def _head(folder: Path) -> str:
    """The hash of the commit that is checked out; empty where there is none."""
    head = _text(folder / "HEAD")
    if head.startswith("ref: "):
        ref = head.removeprefix("ref: ")
        if not _REF.fullmatch(ref) or ".." in ref:
            return ""
        head = _text(folder.joinpath(*ref.split("/"))) or _packed(folder, ref)
    return head if _ID.fullmatch(head.encode("utf-8", "replace")) else ""


def _packed(folder: Path, ref: str) -> str:
    lines = (line.partition(" ") for line in _text(folder / "packed-refs").splitlines())
    return next((commit for commit, _, name in lines if name == ref), "")


def _text(file: Path) -> str:
    """What is in a small file; nothing where there is none, or a link."""
    try:
        return OnDisk.at(file).read(_LARGEST_TEXT)[:_LARGEST_TEXT].decode("utf-8", "replace").strip()
    except Untaken:
        return ""


def _loose(folder: Path, commit: str) -> bytes | None:
    try:
        content = OnDisk.at(folder / "objects" / commit[:2] / commit[2:]).read(_LARGEST_COMMIT)
    except Untaken:
        return None
    try:
        kind, _, rest = zlib.decompressobj().decompress(content, _LARGEST_COMMIT).partition(b"\0")
    except zlib.error:
        return None
    return rest if kind.startswith(b"commit ") else None


def _time(found: re.Match[bytes]) -> datetime | None:
    seconds, sign, hours, minutes = (part.decode() for part in found.groups())
    try:
        zone = timezone(timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1))
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return None
