"""What lies in a folder or a zip: the same few questions to both, and what never counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_PIECE = 1 << 16
ZIP, CODE = ".zip", (".py", ".ipynb")
# Of one submission; a class may have more.
MOST = 10_000
MOST_IN_CLASS = 200_000
# What tools leave behind. Names that begin with a dot never count either: `.git`, `.venv`, `.DS_Store`, `._softmax.py`.
_LEFT = {"__macosx", "__pycache__", "node_modules", "venv", "thumbs.db", "desktop.ini"}


class Untaken(Exception):
    """Why something cannot be read, as the end of a sentence that begins with its name."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Node(Protocol):
    """A file or a folder. ``why`` says, like ``Untaken``, why it is not looked into; empty where it is."""

    @property
    def name(self) -> str: ...

    @property
    def is_folder(self) -> bool: ...

    @property
    def why(self) -> str: ...

    def children(self, most: int = MOST) -> Sequence[Node]:
        """What counts in a folder, in order. Raises ``Untaken``, also where there are more than ``most``."""
        ...

    def read(self, largest: int) -> bytes:
        """A file's bytes, and one more than ``largest`` where it has more than that. Raises ``Untaken``."""
        ...


def read_bounded(file: Readable, largest: int) -> bytes:
    """What ``read`` says. Asked for all at once, a file makes room for ``largest`` bytes, however few it has."""
    found = bytearray()
    while len(found) <= largest and (piece := file.read(min(_PIECE, largest + 1 - len(found)))):
        found += piece
    return bytes(found)


def counts(name: str) -> bool:
    """Whether a file or folder of this name can be part of what a person handed in."""
    return not name.startswith(".") and name.casefold() not in _LEFT


def is_code(node: Node) -> bool:
    """Whether its name is that of a Python file or a notebook."""
    return not node.is_folder and node.name.casefold().endswith(CODE)


def is_zip(node: Node) -> bool:
    return not node.is_folder and node.name.casefold().endswith(ZIP)


def without_suffix(node: Node) -> str:
    """What a folder is called, or a file without what says of which kind it is."""
    if node.is_folder:
        return node.name
    stem, dot, _ = node.name.rpartition(".")
    return stem if dot and stem else node.name
