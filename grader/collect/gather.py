"""The submissions of a class that lie side by side: each file with those that were handed in with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.collect.group import Group, Item, Part
from grader.collect.lookup import Lookup, holds_files, is_repository
from grader.collect.naming import Named
from grader.collect.naming.gradescope import LARGEST, METADATA, Submission, read_metadata
from grader.collect.naming.nbgrader import stamped
from grader.collect.naming.plain import without_copy
from grader.collect.node import Untaken, is_code
from grader.collect.shown import shown
from grader.collect.whose import whose

_VERSION = re.compile(r"(?P<base>.*?)(?:-(?P<version>\d{1,3}))?(?P<suffix>\.\w+)?", re.S)
Inner = Callable[[Item], Iterator[Group] | None]


@dataclass(slots=True)
class _Heap:
    """What belongs together, in the order in which it was met."""

    hosted: dict[tuple[str, ...], list[tuple[Item, Named]]] = field(default_factory=dict)
    plain: dict[str, list[Item]] = field(default_factory=dict)


def gather(items: Sequence[Item], lookup: Lookup, inner: Inner) -> Iterator[Group]:
    """``inner`` gives the submissions of a folder or zip that holds those of several, and None for one student's."""
    metadata = _metadata(items)
    heap = _Heap()
    for item, named in zip(items, lookup.named([item.node for item in items]), strict=True):
        if named is not None:
            heap.hosted.setdefault(named.attempt, []).append((item, named))
        elif item.node.name in metadata:
            yield from _of_gradescope(item, metadata[item.node.name], lookup)
        elif holds_files(item.node):
            yield from inner(item) or _of_folder(item, lookup)
        elif is_code(item.node) or item.node.why or lookup.is_known(item.node):
            heap.plain.setdefault(lookup.who(item).key.casefold(), []).append(item)
    for hosted in heap.hosted.values():
        yield from _of_host(hosted, lookup)
    for files in heap.plain.values():
        yield _of_files(files, lookup)


def _of_folder(item: Item, lookup: Lookup) -> Iterator[Group]:
    owner = whose(lookup.who(item), lookup.roster)
    is_told = owner.student.key in lookup.roster.times or is_repository(item.node)
    at = None if is_told else stamped(item.node, lookup.assignment.name)
    yield Group(owner.student, shown(item.place), (Part(item.node),), at, owner.notes)


def of_one(item: Item, lookup: Lookup) -> Iterator[Group]:
    """All of a folder as one submission, whoever named it."""
    named = lookup.hosted(item.node)
    return _of_folder(item, lookup) if named is None else _of_host([(item, named)], lookup)


def _of_files(files: Sequence[Item], lookup: Lookup) -> Group:
    """Files that are named after a student. The only one of Python is surely what is asked for."""
    owner = whose(lookup.who(files[0]), lookup.roster)
    code = [item for item in files if is_code(item.node)]
    is_sure = len(code) == 1 and not lookup.assignment.others
    parts = tuple(
        Part(item.node, _asked(item, lookup) if is_sure and item in code else item.node.name) for item in files
    )
    return Group(owner.student, shown((code or files)[0].place), parts, notes=owner.notes)


def _asked(item: Item, lookup: Lookup) -> str:
    suffix = item.node.name.rpartition(".")[2].casefold()
    return f"{lookup.assignment.submission.removesuffix('.py')}.{suffix}"


def _of_host(hosted: Sequence[tuple[Item, Named]], lookup: Lookup) -> Iterator[Group]:
    """What was handed in together; of Canvas several times where a file is there in several versions."""
    _, named = hosted[0]
    owner = whose(named.who, lookup.roster)
    for version, files in enumerate(_versions(hosted, lookup)):
        taken = [(each, told) for each, told in files if told.file or holds_files(each.node)]
        notes = tuple(dict.fromkeys([*(note for _, each in files for note in each.notes), *owner.notes]))
        parts = tuple(Part(each.node, told.file) for each, told in taken)
        place = shown((taken or files)[0][0].place)
        yield Group(owner.student, place, parts, named.at, notes, version, owner.by_name)


def _versions(hosted: Sequence[tuple[Item, Named]], lookup: Lookup) -> list[Sequence[tuple[Item, Named]]]:
    """Canvas numbers a file that was handed in under the name of an earlier one; the first has no number."""
    if hosted[0][1].host != "Canvas":
        return [hosted]
    stems = {name.removesuffix(".py") for name in lookup.assignment.files}
    numbered: dict[str, dict[int, tuple[Item, Named]]] = {}
    for each in hosted:
        found = _VERSION.fullmatch(each[1].file)
        if found is not None and without_copy(found["base"]) in stems and is_code(each[0].node):
            numbered.setdefault(found["base"], {}).setdefault(int(found["version"] or 0), each)
    times = max(map(len, numbered.values()), default=1)
    if times == 1:
        return [hosted]
    several = [
        [versions[number] for number in sorted(versions)] for versions in numbered.values() if len(versions) == times
    ]
    rest = [each for each in hosted if not any(each in versions for versions in several)]
    return [[*(versions[time] for versions in several), *(rest if time == times - 1 else ())] for time in range(times)]


def _of_gradescope(item: Item, told: Submission, lookup: Lookup) -> Iterator[Group]:
    """One for each of those who handed in together."""
    for who in told.students:
        owner = whose(who, lookup.roster)
        yield Group(owner.student, shown(item.place), (Part(item.node),), told.at, owner.notes, by_name=owner.by_name)


def _metadata(items: Sequence[Item]) -> Mapping[str, Submission]:
    file = next((item.node for item in items if item.node.name == METADATA and not item.node.is_folder), None)
    try:
        content = file.read(LARGEST) if file else b""
    except Untaken:
        return {}
    return {} if len(content) > LARGEST else {name: one for name, one in read_metadata(content).items() if one.students}
