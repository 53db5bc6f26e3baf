"""One Python file of a course that extends the grader: loaded, and its functions guarded. They may raise anything."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

from grader.checks.kind import Evidence, Kind
from grader.errors import Problem, SpecificationError
from grader.laws.law import Judging, Law, LawError, Planning
from grader.model.calls import Call
from grader.model.message import Message
from grader.model.record import Record
from grader.model.spec import Case
from grader.spec.problems import shown

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class _Loader(SourceFileLoader):
    """Neither reads nor writes bytecode: what runs is the text that is there."""

    def path_stats(self, path: str) -> Mapping[str, object]:
        raise OSError(path)


class OwnFile:
    """``file`` below the course's folder ``root``; ``name`` is what it must define."""

    def __init__(self, file: Path, root: Path) -> None:
        self.file, self.name = file, file.stem.rstrip("_")
        self._shown = shown(file, root)

    @property
    def gave_up(self) -> str:
        """The message where one of its functions raised."""
        return f"{self.name}.gave_up"

    def load(self) -> ModuleType:
        """Run it. Whatever it raises comes through."""
        name = f"course_{self.file.parent.name}_{self.file.stem}"
        loader = _Loader(name, str(self.file))
        spec = spec_from_loader(name, loader)
        assert spec is not None
        module = sys.modules[name] = module_from_spec(spec)
        loader.exec_module(module)
        return module

    def problem(self, text: str, line: int = 1) -> Problem:
        return Problem(self._shown, line, "", text)

    def fault(self, error: BaseException) -> Problem:
        """What it raised, and where."""
        if isinstance(error, SyntaxError) and error.filename == str(self.file):
            return self.problem(f"is not Python: {error.msg}", error.lineno or 1)
        frames = traceback.walk_tb(error.__traceback__)
        lines = [line for frame, line in frames if frame.f_code.co_filename == str(self.file)]
        said = " ".join(str(error).split())
        return self.problem(f"{type(error).__name__}: {said}" if said else type(error).__name__, (lines or [1])[-1])

    def blamed(self, function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        """``function`` of it, which says which line is wrong where it would raise anything."""

        @wraps(function)
        def call(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
            try:
                return function(*arguments, **named)
            except Exception as error:
                raise SpecificationError([self.fault(error)]) from None

        return call


def guarded_kind(own: OwnFile, kind: Kind) -> Kind:
    """``kind`` such that no value, which may be a student's, ends the grading of everything else."""

    @wraps(kind.judge)
    def judge(argument: object, evidence: Evidence) -> Message | None:
        try:
            return kind.judge(argument, evidence)
        except Exception as error:
            return _gave_up(own, error)

    return replace(
        kind,
        judge=judge,
        names=own.blamed(kind.names),
        messages=_with_gave_up(own, kind.messages),
        undecided=kind.undecided | {own.gave_up},
    )


def guarded_law(own: OwnFile, law: Law) -> Law:
    """The same for ``law``; where it can make no calls that is said as laws say it."""

    @wraps(law.vary)
    def vary(argument: object, call: Call, record: Record, planning: Planning) -> tuple[Call, ...]:
        try:
            return law.vary(argument, call, record, planning)
        except LawError:
            raise
        except Exception as error:
            raise LawError(str(own.fault(error))) from None

    @wraps(law.judge)
    def judge(
        argument: object, calls: tuple[Call, ...], records: tuple[Record, ...], judging: Judging
    ) -> Message | None:
        try:
            return law.judge(argument, calls, records, judging)
        except Exception as error:
            return _gave_up(own, error)

    @wraps(law.fits)
    def fits(argument: object, case: Case) -> None:
        try:
            law.fits(argument, case)
        except LawError:
            raise
        except Exception as error:
            raise LawError(str(own.fault(error))) from None

    return replace(
        law,
        vary=vary,
        judge=judge,
        fits=fits,
        names=own.blamed(law.names),
        devices=own.blamed(law.devices),
        messages=_with_gave_up(own, law.messages),
    )


def _gave_up(own: OwnFile, error: Exception) -> Message:
    return Message(own.gave_up, {"reason": str(own.fault(error))})


def _with_gave_up(own: OwnFile, messages: Mapping[str, str]) -> dict[str, str]:
    return {**messages, own.gave_up: f"the course's own `{own.name}` could not judge it ({{reason}})"}
