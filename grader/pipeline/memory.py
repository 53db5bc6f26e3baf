"""What the last run of a submission gave: the next begins with what failed, and leaves out what cannot differ.

Only of use to a student who saves again and again: a grade is never made of it.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.model.result import Cause, ExerciseResult, Outcome
from grader.model.spec import Exercise
from grader.sandbox import Source
from grader.score import Attempt
from grader.source.text import Text, UnreadableError, read

# With these, text that is not named can be found and run.
_BY_ANY_NAME = re.compile(
    r"\b(eval|exec|globals|locals|vars|sys|gc|inspect|importlib|__(import|dict|subclasses|init_subclass)__)\b"
)
_WORD = re.compile(r"\w+")


class Memory:
    """Of one submission under one specification."""

    def __init__(self) -> None:
        self.failed: frozenset[str] = frozenset()
        self.held: tuple[str, ...] = ()
        self._known: dict[str, tuple[str, Attempt]] = {}

    def forget(self) -> None:
        """Run everything next time; what failed stays known, and is run first."""
        self._known = {}

    def holding(self, exercises: Iterable[Exercise], source: Source) -> dict[str, Attempt]:
        """By exercise id the attempts that need not be made again: nothing that the exercise reaches was changed."""
        text = _Blocks.of(source) if self._known else None
        found = {}
        for each in exercises:
            before = self._known.get(each.id)
            if text is not None and before is not None and before[0] == text.reached(each):
                found[each.id] = before[1]
        self.held = tuple(found)
        return found

    def keep(
        self,
        exercises: Iterable[Exercise],
        source: Source,
        attempts: Mapping[str, Attempt],
        results: Iterable[ExerciseResult],
    ) -> None:
        """Remember what passed and what is not written yet; anything else has lines to quote, and is run again.

        A file that cannot be imported says nothing new.
        """
        by_id = {each.id: each for each in results}
        if any(each.cause is Cause.IMPORT for each in by_id.values()):
            return
        wrong = {name for name, each in by_id.items() if each.outcome is not Outcome.PASSED}
        self.failed = (self.failed - set(by_id)) | wrong
        text = _Blocks.of(source)
        for each in exercises:
            result = by_id.get(each.id)
            self._known.pop(each.id, None)
            if (
                text is not None
                and result is not None
                and (result.outcome is Outcome.PASSED or result.cause is Cause.NOT_IMPLEMENTED)
            ):
                self._known[each.id] = text.reached(each), attempts[each.id]


@dataclass(frozen=True, slots=True)
class _Blocks:
    """A submission's text in pieces: functions and classes by their names, and ``always`` what is run on import."""

    named: Mapping[str, tuple[str, ...]]
    always: tuple[str, ...]

    @classmethod
    def of(cls, source: Source) -> _Blocks | None:
        """None where a file cannot be read, or may find what it runs by any name."""
        named: dict[str, tuple[str, ...]] = {}
        always: list[str] = []
        for name, content in source.files:
            try:
                text = read(name, content)
            except UnreadableError:
                return None
            if any(map(_BY_ANY_NAME.search, text.lines)):
                return None
            for defined, block in _pieces(text):
                if defined:
                    named[defined] = (*named.get(defined, ()), block)
                else:
                    always.append(block)
        return cls(named, tuple(always))

    def reached(self, exercise: Exercise) -> str:
        """A digest of all that may run when the exercise does: what its words name, and so on."""
        seen: dict[str, None] = {}
        waiting = [*exercise.names]
        waiting += [word for block in self.always for word in _words(block)]
        while waiting:
            name = waiting.pop()
            if name in self.named and name not in seen:
                seen[name] = None
                waiting += [word for block in self.named[name] for word in _words(block)]
        pieces = [*self.always, *(block for name in sorted(seen) for block in self.named[name])]
        return hashlib.sha256("\0".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()


def _pieces(text: Text) -> Iterator[tuple[str, str]]:
    """Each statement with the name that it defines; without one where importing the file does more than define it."""
    for node in text.tree.body:
        name, first = "", node.lineno
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([first, *(each.lineno for each in node.decorator_list)])
            name = "" if node.decorator_list else node.name
        yield name, "\n".join(text.lines[first - 1 : node.end_lineno])


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
