"""What names are compared with: those of the assignment and its files, and those of the class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.collect.disk import OnDisk
from grader.collect.group import Item
from grader.collect.naming import Named, read_name
from grader.collect.naming.named import Who
from grader.collect.naming.plain import owner
from grader.collect.node import Node, is_zip, without_suffix
from grader.collect.repository import is_clone
from grader.collect.roster import Roster
from grader.collect.whose import is_known
from grader.model.spec import Assignment
from grader.notebooks.naming import as_notebook


@dataclass(frozen=True, slots=True)
class Lookup:
    assignment: Assignment
    roster: Roster

    def who(self, item: Item) -> Who:
        """Whose it is by its name, or where that is the assignment's, by the name of the folder around it."""
        name = without_suffix(item.node)
        return (
            self._owner(name, item.node) or self._owner(item.above, item.node) or Who(name, name=name, logins=(name,))
        )

    def is_known(self, node: Node) -> bool:
        """Whether its name is a student's of the class."""
        return is_known(self._owner(without_suffix(node), node), self.roster)

    def known(self, nodes: Sequence[Node]) -> int:
        """How many of those that lie side by side are somebody's of the class, by a host's names or their own."""
        hosted = zip(nodes, self.named(nodes), strict=True)
        return sum(self.is_known(node) if host is None else is_known(host.who, self.roster) for node, host in hosted)

    def is_asked(self, node: Node) -> bool:
        return not node.is_folder and any(node.name in (name, as_notebook(name)) for name in self.assignment.files)

    def named(self, nodes: Sequence[Node]) -> list[Named | None]:
        """What a host wrote into the names of what lies side by side.

        Canvas's form is the least particular: it counts where most are of it, and each number has but one name.
        """
        found = [_named(node) for node in nodes]
        canvas = [each for each in found if each is not None and each.host == "Canvas"]
        people = {(each.attempt, each.who.key) for each in canvas}
        if 2 * len(canvas) >= len(nodes) and len(people) == len({attempt for attempt, _ in people}):
            return found
        return [None if each is None or each.host == "Canvas" else each for each in found]

    def hosted(self, node: Node) -> Named | None:
        """The same of one alone, of which nothing beside it could say that Canvas named it."""
        found = _named(node)
        return None if found is None or found.host == "Canvas" else found

    def _owner(self, name: str, node: Node) -> Who | None:
        words = (self.assignment.name, *(file.removesuffix(".py") for file in self.assignment.files))
        return owner(name, words, is_repository=is_repository(node)) if name else None


def _named(node: Node) -> Named | None:
    """A zip may be a file that was handed in, or a folder that was downloaded."""
    found = read_name(node.name, is_folder=node.is_folder)
    return found or (read_name(without_suffix(node), is_folder=True) if is_zip(node) else None)


def is_repository(node: Node) -> bool:
    return isinstance(node, OnDisk) and node.is_folder and is_clone(node.path)


def holds_files(node: Node) -> bool:
    """Whether it is a folder, or a zip, which is as good as one."""
    return node.is_folder or is_zip(node)
