"""Every file of one submission, with its path there: within bounds, and with what could not be looked into."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.collect.archive import InZip, open_zip
from grader.collect.group import Part
from grader.collect.node import CODE, MOST, Node, Untaken, is_code, is_zip
from grader.collect.shown import listed, order, quoted

_DEEPEST = 16
_MOST_ZIPS = 8


@dataclass(frozen=True, slots=True)
class Leaf:
    """``path`` from the top of the submission, with `/`. ``depth`` is how many folders are around it."""

    path: str
    depth: int
    node: Node

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(slots=True)
class Walked:
    """What was found: ``files``, the ``zips`` among them, and ``notes`` of what was left out."""

    files: list[Leaf] = field(default_factory=list)
    zips: list[Leaf] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: int = MOST
    opened: list[InZip] = field(default_factory=list)

    def close(self) -> None:
        """After its files are read."""
        for zipped in self.opened:
            zipped.close()


def walk(parts: Sequence[Part], prefer: str) -> Walked:
    """The files of all ``parts``. A folder that holds but another is not counted as one.

    A folder ``prefer`` at the top is all that counts: nbgrader keeps each assignment of a student in such a folder.
    """
    found = Walked()
    for part in parts:
        if part.called:
            _keep(found, Leaf(part.called, 0, part.node))
        elif is_zip(part.node):
            _unpack(found, Leaf(part.node.name, 0, part.node), "", prefer)
        else:
            _into(found, Leaf("", 0, part.node), prefer)
    return found


def unpack(found: Walked) -> None:
    """The files of its zips too."""
    zips, found.zips = sorted(found.zips, key=_place), []
    if len(zips) > _MOST_ZIPS:
        found.notes.append(f"there are {len(zips)} zips, and none of them was looked into")
        return
    for leaf in zips:
        _unpack(found, Leaf(leaf.path, leaf.depth + (len(zips) > 1), leaf.node), f"{leaf.path}/", "")


def _unpack(found: Walked, leaf: Leaf, path: str, prefer: str) -> None:
    try:
        root = open_zip(leaf.node)
    except Untaken as error:
        found.notes.append(f"{quoted(leaf.path)} {error}")
    else:
        found.opened.append(root)
        _into(found, Leaf(path, leaf.depth, root), prefer)


def _into(found: Walked, top: Leaf, prefer: str) -> None:
    """Folder by folder, the upper ones first."""
    waiting = deque([top])
    is_top = True
    while waiting:
        leaf = waiting.popleft()
        children = _children(found, leaf)
        preferred = [child for child in children if child.is_folder and child.name == prefer]
        if is_top and preferred and not any(map(is_code, children)):
            children = preferred
        is_lone = is_top and len(children) == 1
        is_top = is_lone and children[0].is_folder
        for child in children:
            inner = Leaf(leaf.path + child.name, leaf.depth, child)
            if child.is_folder and not child.why:
                waiting.append(Leaf(f"{inner.path}/", leaf.depth + (not is_lone), child))
            else:
                _keep(found, inner)


def _children(found: Walked, leaf: Leaf) -> Sequence[Node]:
    if leaf.path.count("/") > _DEEPEST:
        found.notes.append(f"{quoted(leaf.path)} lies more than {_DEEPEST} folders deep, and was not looked into")
        return []
    try:
        children = leaf.node.children()
    except Untaken as error:
        found.notes.append(f"{quoted(leaf.path or leaf.node.name)} {error}")
        return []
    found.left -= len(children)
    if found.left < 0:
        found.notes.append(f"{quoted(leaf.path)} was not looked into: there are more than {MOST:,} files before it")
        return []
    return children


def _keep(found: Walked, leaf: Leaf) -> None:
    """A link to Python is kept as a file: it may be what was meant, and then it is said that it is not taken."""
    if leaf.node.why and not leaf.name.casefold().endswith(CODE):
        found.notes.append(f"{quoted(leaf.path)} {leaf.node.why}")
    elif is_zip(leaf.node):
        found.zips.append(leaf)
    else:
        found.files.append(leaf)


def what_is_there(found: Walked) -> str:
    """The names of what was found, for whoever looks why nothing was taken."""
    paths = [leaf.path for leaf in sorted([*found.files, *found.zips], key=_place)]
    if paths:
        return f"there is: {listed(paths)}"
    return "" if found.notes else "there is no file"


def _place(leaf: Leaf) -> tuple[int, tuple[str, str]]:
    return leaf.depth, order(leaf.path)
