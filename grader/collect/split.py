"""A folder or zip as submissions: whether it is one student's, or holds those of a class.

A name that a host wrote decides, then the class list, then a file that the assignment asks for. Where the folder of a
student is known as such, nothing in it makes anybody else the owner of anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress

from grader.collect.archive import open_zip
from grader.collect.gather import gather, of_one
from grader.collect.group import Group, Item
from grader.collect.lookup import Lookup, holds_files, is_repository
from grader.collect.naming.gradescope import METADATA
from grader.collect.node import MOST_IN_CLASS, Node, Untaken, is_code, is_zip

_DEEPEST = 8


class Splitter:
    """``opened`` keeps the zips of classes open until everything in them is read."""

    def __init__(self, lookup: Lookup, opened: ExitStack) -> None:
        self._lookup, self._opened = lookup, opened

    def alone(self, item: Item, depth: int = 0) -> Iterator[Group]:
        """Of the only folder or zip that was typed. Raises ``Untaken``."""
        inside = self._inside(item)
        children = inside.node.children(MOST_IN_CLASS)
        lone = children[0] if len(children) == 1 and holds_files(children[0]) and depth < _DEEPEST else None
        if self._is_one(item.node, children, is_wrapped=depth > 0):
            is_named = self._lookup.hosted(item.node) is not None
            return of_one(item if is_named else Item(inside.node, item.place, item.above), self._lookup)
        if lone is not None and not lone.why and self._lookup.named([lone]) == [None]:
            with suppress(Untaken):  # it is told with the submission
                return self.alone(inside.within(lone), depth + 1)
        return gather([inside.within(child) for child in children], self._lookup, self._section)

    def together(self, items: Sequence[Item]) -> Iterator[Group]:
        """Of several paths that were typed: each is one student's, if nothing in it says otherwise."""
        return gather(items, self._lookup, self._section)

    def _inside(self, item: Item) -> Item:
        """A zip as the folder that it is; it stays open."""
        if not is_zip(item.node):
            return item
        root = open_zip(item.node, MOST_IN_CLASS)
        self._opened.callback(root.close)
        return Item(root, item.place, item.above)

    def _is_one(self, node: Node, children: Sequence[Node], *, is_wrapped: bool) -> bool:
        lookup = self._lookup
        if lookup.hosted(node) is not None or lookup.is_known(node):
            return True
        if self._is_class(children):
            return False
        is_small = is_wrapped and not any(map(holds_files, children)) and sum(map(is_code, children)) < 2
        if is_small or any(map(lookup.is_asked, children)) or self._has_assignment(children):
            return True
        return is_repository(node) and len(self._with_asked(children)) < 2

    def _is_class(self, children: Sequence[Node]) -> bool:
        """Whether most of them say whose they are, or any is somebody's of the class list, or a clone."""
        if any(node.name == METADATA or self._lookup.is_known(node) for node in children):
            return True
        named = sum(each is not None for each in self._lookup.named(children))
        is_clones = any(map(is_repository, children)) and not any(map(self._lookup.is_asked, children))
        return is_clones or 0 < len(children) <= 2 * named

    def _has_assignment(self, children: Sequence[Node]) -> bool:
        """As nbgrader keeps a student's work: a folder for each assignment."""
        folder = next((node for node in children if node.is_folder and node.name == self._lookup.assignment.name), None)
        return folder is not None and any(map(self._lookup.is_asked, _children(folder)))

    def _section(self, item: Item) -> Iterator[Group] | None:
        """Only the class list can say that a folder holds several students: a student may have put anything in it."""
        known = self._lookup.roster.students
        return self._several(item, lambda children: self._lookup.known(children) > 1) if known else None

    def _several(self, item: Item, is_class: Callable[[Sequence[Node]], bool]) -> Iterator[Group] | None:
        """The submissions in a folder or zip, if it is nobody's and ``is_class`` says so of what is in it."""
        if self._lookup.is_known(item.node) or is_repository(item.node):
            return None
        try:
            root = open_zip(item.node, MOST_IN_CLASS) if is_zip(item.node) else None
        except Untaken:
            return None  # it is told with the submission
        inside = Item(root or item.node, item.place, item.above)
        children = _children(inside.node)
        if is_class(children):
            if root:
                self._opened.callback(root.close)
            return gather([inside.within(child) for child in children], self._lookup, self._section)
        if root:
            root.close()
        return None

    def _with_asked(self, children: Sequence[Node]) -> list[Node]:
        """The folders right in which a file lies that the assignment asks for."""
        folders = (node for node in children if node.is_folder)
        return [node for node in folders if any(map(self._lookup.is_asked, _children(node)))]


def _children(node: Node) -> Sequence[Node]:
    try:
        return node.children(MOST_IN_CLASS)
    except Untaken:
        return ()
