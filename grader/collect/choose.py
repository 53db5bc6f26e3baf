"""Which files of a submission count. Where two may be meant, neither is taken, and both are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.group import Group
from grader.collect.naming.plain import without_copy
from grader.collect.node import Untaken
from grader.collect.shown import listed, quoted
from grader.collect.walk import Leaf, Walked, unpack, walk, what_is_there
from grader.errors import UsageError
from grader.model.spec import Assignment
from grader.notebooks import LARGEST as LARGEST_NOTEBOOK
from grader.notebooks import is_notebook
from grader.notebooks.naming import NOTEBOOK, as_notebook, too_large

# As `grader/pipeline/sources.py` has it: what is larger would not be graded.
LARGEST = 4 << 20
_SAY_WHICH = "say which with `grade batch … PATH --student KEY`"
_SUFFIX = re.compile(r"\.(?:py|ipynb)$", re.I)

Files = list[tuple[str, bytes]]


@dataclass(slots=True)
class _Picked:
    """A file for each name that is asked for, or None; ``unclear`` are the names of which several may be meant.

    ``less`` are those that fit a name too, less well than the one that was taken.
    """

    leaves: dict[str, Leaf | None] = field(default_factory=dict)
    less: dict[str, list[Leaf]] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return not self.unclear and not any(self.leaves.values())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The submission's ``files`` under the names that are asked for. The other two are those of ``Found``."""

    files: Files
    notes: list[str]
    undecided: bool


def choose(group: Group, assignment: Assignment) -> Chosen:
    """Reads what counts, and nothing else."""
    walked = walk(group.parts, assignment.name)
    try:
        return _chosen(walked, assignment)
    finally:
        walked.close()


def _chosen(walked: Walked, assignment: Assignment) -> Chosen:
    picked = _pick_all(walked, assignment)
    if picked.is_nothing and walked.zips:
        unpack(walked)
        picked = _pick_all(walked, assignment)
    files: Files = []
    for name, leaf in picked.leaves.items():
        if leaf is not None:
            picked.notes += _read_into(files, name, leaf) or _told(picked, leaf, name)
    return Chosen(files, [*picked.notes, *_missing(picked, walked), *walked.notes], bool(picked.unclear))


def _pick_all(walked: Walked, assignment: Assignment) -> _Picked:
    """One that is another's by its name is nobody else's."""
    picked = _Picked()
    for name in assignment.files:
        elsewhere = {form for other in assignment.files if other != name for form in (other, as_notebook(other))}
        taken = list(picked.leaves.values())
        free = [leaf for leaf in walked.files if leaf.name not in elsewhere and leaf not in taken]
        picked.leaves[name] = _pick(picked, free, name, assignment)
    return picked


def _pick(picked: _Picked, leaves: Sequence[Leaf], name: str, assignment: Assignment) -> Leaf | None:
    """The file for ``name``. The first rule that any file fits decides, and only where one alone does."""
    given = {"__init__.py", *(each.rpartition("/")[2] for each in assignment.provided)}
    code = [leaf for leaf in leaves if _SUFFIX.search(leaf.name) and leaf.name not in given]
    named = [found for fits in _rules(name) if (found := [*filter(fits, code)])]
    candidates = named[0] if named else [] if assignment.others else code
    if len(candidates) > 1 and not all(leaf.node.why for leaf in candidates):
        picked.unclear.add(name)
        meant = listed([leaf.path for leaf in candidates])
        picked.notes.append(f"several files may be `{name}`: {meant}; {_SAY_WHICH}")
        return None
    picked.less[name] = [leaf for found in named[1:] for leaf in found if leaf not in named[0]]
    return candidates[0] if candidates else None


def _rules(name: str) -> Iterator[Callable[[Leaf], bool]]:
    """From what is surely meant to what is likely."""
    exact, stem = {name, as_notebook(name)}, _stem(name)
    yield lambda leaf: leaf.depth == 0 and leaf.name in exact
    yield lambda leaf: leaf.name in exact
    yield lambda leaf: _stem(leaf.name) == stem
    yield lambda leaf: _undecorated(leaf.name) == stem
    yield lambda leaf: _has_word(_undecorated(leaf.name), stem)


def _stem(name: str) -> str:
    return _SUFFIX.sub("", name).casefold()


def _undecorated(name: str) -> str:
    """Without what a browser, a file manager or Canvas adds to a name that was there already."""
    return re.sub(r"-\d{1,3}$", "", without_copy(_stem(name)).removeprefix("copy of "))


def _has_word(stem: str, word: str) -> bool:
    """`softmax_final` and `s001_softmax`, and not `softmaxes`."""
    return re.search(rf"(?:^|[\W_]){re.escape(word)}(?:$|[\W_])", stem) is not None


def _told(picked: _Picked, taken: Leaf, name: str) -> list[str]:
    """What was taken for what. Others that fit the name too do not count, but may have been meant."""
    exact, used = (name, as_notebook(name)), [*picked.leaves.values()]
    less = list(dict.fromkeys(leaf.path for leaf in picked.less[name] if leaf not in used))
    same = [path for path in less if path.rpartition("/")[2] in exact]
    others = [path for path in less if path not in same]
    notes = [] if taken.name in exact else [f"{quoted(taken.path)} was taken for `{name}`"]
    if same:
        notes.append(f"{quoted(taken.path)} was taken, and not {listed(same)}")
    return [*notes, f"there is also: {listed(others)}"] if others else notes


def _read_into(files: Files, name: str, leaf: Leaf) -> list[str]:
    """Nothing is said where its bytes are put among ``files``; else why they are not."""
    is_written_as_notebook = leaf.name.casefold().endswith(NOTEBOOK)
    try:
        content = leaf.node.read(LARGEST_NOTEBOOK)
        _check_size(leaf.path, content, is_written_as_notebook)
    except Untaken as error:
        return [f"{quoted(leaf.path)} {error}"]
    except UsageError as error:
        return [str(error)]
    files.append((as_notebook(name) if is_written_as_notebook else name, content))
    return []


def _check_size(path: str, content: bytes, is_written_as_notebook: bool) -> None:
    largest = LARGEST_NOTEBOOK
    if len(content) > largest and is_written_as_notebook:
        raise too_large(path, largest)
    if len(content) > largest or (len(content) > LARGEST and not is_written_as_notebook and not is_notebook(content)):
        raise Untaken(f"is larger than {LARGEST >> 20} MB, and was not taken")


def _missing(picked: _Picked, walked: Walked) -> list[str]:
    lacking = [name for name, leaf in picked.leaves.items() if leaf is None and name not in picked.unclear]
    there = what_is_there(walked)
    return [f"{listed(lacking)} was not found" + (f"; {there}" if there else "")] if lacking else []
