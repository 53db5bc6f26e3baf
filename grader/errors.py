"""Errors that are shown to a person in one clear sentence each; anything else that escapes is a defect of ours."""

from __future__ import annotations

from dataclasses import dataclass


class GraderError(Exception):
    """Base of all of them: ``str()`` is what the user reads, ``exit_code`` what the shell gets."""

    exit_code = 2


class UsageError(GraderError):
    """What was asked for cannot be done as asked: a file that is not there, an exercise that does not exist."""


class MachineError(GraderError):
    """This machine would not do its part: the runner did not start, a disk is full."""

    exit_code = 3


class WireError(GraderError):
    """A frame is malformed or larger than its bound. The one exception that decoding raises."""

    exit_code = 3


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a YAML file: ``path`` as in ``softmax.expect`` or ``exercises[2]``, ``text`` with the remedy."""

    file: str
    line: int
    path: str
    text: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.path}: " if self.path else f"{self.file}:{self.line}: "
        remedy = f". Did you mean `{self.suggestion}`?" if self.suggestion else ""
        return f"{place}{self.text}{remedy}"


class SpecificationError(GraderError):
    """All problems of a specification at once, in the order of its lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
