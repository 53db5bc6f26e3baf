"""Where one submission lies, and whose it is. Nothing of it is read yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from grader.collect.naming.named import Who
from grader.collect.node import Node
from grader.gradebook.standing import Student


@dataclass(frozen=True, slots=True)
class Item:
    """A file or folder with its ``place``. ``above`` is what the folder is called in which it lies."""

    node: Node
    place: str
    above: str = ""

    def within(self, child: Node) -> Item:
        return Item(child, f"{self.place}/{child.name}", self.node.name)


@dataclass(frozen=True, slots=True)
class Part:
    """A folder or zip of which all is the submission's; or with ``called`` a file, as the student named it."""

    node: Node
    called: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """``version`` counts where the host numbers what a student handed in under one name.

    ``by_name`` is what the host said, where it gave an id that the class does not know and so the name decided.
    """

    student: Student
    place: str
    parts: tuple[Part, ...]
    at: datetime | None = None
    notes: tuple[str, ...] = ()
    version: int = 0
    by_name: Who | None = None
