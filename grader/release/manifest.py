"""The manifest of a release, ``release.json``: which files of a students' copy are the grader's, and what they held."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeGuard

from grader.errors import UsageError
from grader.model.spec import RELEASE_FILE

MANIFEST = RELEASE_FILE
_FORMAT = "grade-release/v1"
_DIGEST = re.compile("[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9][0-9A-Za-z.]*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """``grader`` is the version that released; ``files`` has the SHA-256 of each file by its path in the copy.

    While a release is being written, ``earlier`` has those of the files that it replaces: a file may hold either.
    """

    grader: str
    files: Mapping[str, str]
    earlier: Mapping[str, str] = field(default_factory=dict)

    def wrote(self, path: str, content: bytes) -> bool:
        """Whether a release put this there, and nobody has changed it since."""
        return digest_of(content) in (self.files.get(path), self.earlier.get(path))

    def content(self) -> bytes:
        """The same bytes for the same release, whenever and wherever it is made."""
        document: dict[str, object] = {"format": _FORMAT, "grader": self.grader, "files": _sorted(self.files)}
        if self.earlier:
            document["earlier"] = _sorted(self.earlier)
        return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def manifest_of(content: bytes, shown: str) -> Manifest:
    """What ``content`` of the file ``shown`` says. Raises ``UsageError``: nothing can be told apart without it."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise _unreadable(shown) from None
    if not isinstance(found, dict) or not isinstance(found.get("format"), str):
        raise _unreadable(shown)
    grader = found.get("grader")
    if found["format"] != _FORMAT:
        newer = f"torch-grader {grader}" if isinstance(grader, str) and _VERSION.fullmatch(grader) else "a newer grader"
        raise UsageError(f"`{shown}` was written by a newer grader than this one: install {newer} and release again")
    files, earlier = found.get("files"), found.get("earlier", {})
    if not isinstance(grader, str) or not _is_sound(files) or not _is_sound(earlier):
        raise _unreadable(shown)
    return Manifest(grader, files, earlier)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def is_within(path: str) -> bool:
    """Whether ``path`` names a file below the folder that it is taken from, on every system the same one."""
    parts = path.split("/")
    return (
        PurePosixPath(path).as_posix() == path
        and not {"", ".", ".."} & set(parts)
        and not any(character in r'\:*?"<>|' or not character.isprintable() for character in path)
        and not any(part.endswith((".", " ")) for part in parts)
    )


def _is_sound(files: object) -> TypeGuard[dict[str, str]]:
    return isinstance(files, dict) and all(
        is_within(path) and isinstance(digest, str) and _DIGEST.fullmatch(digest) for path, digest in files.items()
    )


def _sorted(files: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(files.items()))


def _unreadable(shown: str) -> UsageError:
    return UsageError(
        f"`{shown}` cannot be read, so it is not known which files of that folder may be replaced: get it back from "
        "where it was changed, or release into another folder"
    )
