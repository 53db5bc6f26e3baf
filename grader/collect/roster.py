"""The class: who is in it, and whose a name is that was found on a folder or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.collect.people import either_order, full_name, last_name_first, plain, spaced, squeezed
from grader.gradebook.standing import Student


@dataclass(frozen=True, slots=True)
class Match:
    """``student``, or the ``several`` that it may be. Where it is nobody's, neither."""

    student: Student | None = None
    several: tuple[Student, ...] = ()

    @property
    def all(self) -> tuple[Student, ...]:
        return (self.student,) if self.student else self.several


class _Index:
    """Students by something that is known of them. What belongs to two is nobody's."""

    def __init__(self, students: Iterable[Student], known: Callable[[Student], Iterable[str]]) -> None:
        self._found: dict[str, list[Student]] = {}
        for student in students:
            for name in {name for name in known(student) if name}:
                self._found.setdefault(name, []).append(student)

    def __getitem__(self, name: str) -> Match:
        found = self._found.get(name, []) if name else []
        return Match(found[0]) if len(found) == 1 else Match(None, tuple(found))


class Roster:
    """``students`` in the order of the file. Whoever was found and is not in it is remembered beside them.

    ``times`` are when students handed in what they handed in last, by their keys, where the file says so.
    """

    def __init__(self, students: Sequence[Student] = (), times: Mapping[str, datetime] | None = None) -> None:
        self.students = tuple(students)
        self.times: Mapping[str, datetime] = dict(times or {})
        self._kinds = {kind for one in students if one.enrolled for kind, value in one.ids.items() if value}
        self._strangers: dict[str, Student] = {}
        self._by_key = _Index(students, lambda one: [one.key])
        self._ids = _Index(students, lambda one: [f"{kind}\0{plain(value)}" for kind, value in one.ids.items()])
        self._squeezed = _Index(students, lambda one: last_name_first(one.name))
        self._words = _Index(students, lambda one: either_order(one.name))
        # In the order in which they are asked, each with the form in which a name is looked up there.
        self._asked: tuple[tuple[Callable[[str], str], _Index], ...] = (
            (str, self._by_key),
            (plain, _Index(students, lambda one: [plain(one.key)])),
            (plain, _Index(students, lambda one: map(plain, one.ids.values()))),
            (plain, _Index(students, lambda one: [plain(one.email)])),
            (plain, _Index(students, lambda one: [plain(one.email.partition("@")[0])])),
            (full_name, _Index(students, lambda one: [full_name(one.name)])),
        )

    def find(self, name: str) -> Student:
        """Whose ``name`` is: by key, any id, email, what is before its `@`, or full name, in this order.

        At last by the full name in either order, with `_` or `-` between its words. Each without regard to case and
        accents, and only where it is one student's alone. Nobody's: a student of that key who is not enrolled.
        """
        stranger = self._strangers.get(name)
        if stranger is not None:
            return self._by_key[name].student or stranger
        return self.match(name).student or Student(name, enrolled=False)

    def match(self, name: str) -> Match:
        """The same, telling who shares ``name`` where several do: then nobody further down is asked."""
        for form, index in self._asked:
            match = index[form(name)]
            if match.student or match.several:
                return match
        return self._by_words(name)

    def _by_words(self, name: str) -> Match:
        """`Max-Weiss` is no name where the class knows Max Weiss by another login: it may be somebody's at GitHub."""
        match = self._words[spaced(name)]
        is_login = "-" in name and not any(char in name for char in "_ ")
        return Match() if is_login and any("github" in each.ids for each in match.all) else match

    @property
    def is_class(self) -> bool:
        """Whether it names anybody who is enrolled."""
        return any(student.enrolled for student in self.students)

    def knows(self, kind: str) -> bool:
        """Whether anybody who is enrolled has an id of this kind."""
        return kind in self._kinds

    def is_key(self, name: str) -> bool:
        """Whether a student of the class has just this key."""
        return self._by_key[name].student is not None

    def by_id(self, kind: str, value: str) -> Match:
        """By one kind of id alone: a number of one place is no number of another."""
        return self._ids[f"{kind}\0{plain(value)}"]

    def by_squeezed(self, name: str) -> Match:
        """By the full name as Canvas writes it into the names of files."""
        return self._squeezed[squeezed(name)]

    def remember(self, stranger: Student) -> Student:
        """Somebody who handed in and is not in the class: ``find`` gives them back by their key."""
        return self._strangers.setdefault(stranger.key, stranger)
