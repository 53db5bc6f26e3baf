"""A course's own kinds of check and laws: `checks/NAME.py` and `laws/NAME.py` beside `course.yaml`.

They are trusted as the grader itself is, run in its process, and never in a child. They count for one course at a time.
"""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import jsonschema

from grader.checks import KINDS
from grader.checks.kind import Evidence, Kind
from grader.errors import Problem, SpecificationError, UsageError
from grader.laws import LAWS
from grader.laws.law import Law, LawError
from grader.model.message import Message
from grader.spec.problems import shown

CHECKS, LAWS_FOLDER = "checks", "laws"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Words that stand beside kinds, or in place of one.
_BESIDE = frozenset({"rtol", "atol", "reference"})
_BUILT_IN = frozenset(KINDS) | _BESIDE, frozenset(LAWS)

Extension = TypeVar("Extension", Kind, Law)
Result = TypeVar("Result")


def use_own(root: Path) -> None:
    """From now on the kinds and laws of the course at ``root`` are there, and no other course's.

    Raises ``SpecificationError`` where one of its files is wrong.
    """
    forget_own()
    problems: list[Problem] = []
    for file in _files(root / CHECKS):
        _add(_Own(file, root), "KIND", Kind, KINDS, _BUILT_IN[0], _guarded_kind, problems)
    for file in _files(root / LAWS_FOLDER):
        _add(_Own(file, root), "LAW", Law, LAWS, _BUILT_IN[1], _guarded_law, problems)
    if problems:
        forget_own()
        raise SpecificationError(problems)


def forget_own() -> None:
    """Leave only what comes with the grader."""
    for registry, built_in in ((KINDS, _BUILT_IN[0]), (LAWS, _BUILT_IN[1])):
        for name in set(registry) - built_in:
            del registry[name]


def refuse_own(root: Path) -> None:
    """Raise ``UsageError`` where the course at ``root``, which somebody may have handed in, has any."""
    forget_own()
    if any(True for folder in (CHECKS, LAWS_FOLDER) for _ in _files(root / folder)):
        raise UsageError(
            f"the course at `{shown(root)}` has kinds or laws of its own, which run as part of the grader: "
            "if you trust it, change into its folder first"
        )


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.py")) if not file.name.startswith(("_", "."))]


class _Loader(SourceFileLoader):
    """Neither reads nor writes bytecode: what runs is the text that is there."""

    def path_stats(self, path: str) -> Mapping[str, object]:
        raise OSError(path)


class _Own:
    """One file of a course."""

    def __init__(self, file: Path, root: Path) -> None:
        self.file, self.name = file, file.stem.rstrip("_")
        self._shown = shown(file, root)

    def load(self) -> ModuleType:
        """Run it. Whatever it raises comes through."""
        spec = spec_from_loader(f"course_{self.file.parent.name}_{self.file.stem}", _Loader("", str(self.file)))
        assert spec is not None and spec.loader is not None
        spec.loader.name = spec.name  # type: ignore[attr-defined]
        module = sys.modules[spec.name] = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def problem(self, text: str, line: int = 1) -> Problem:
        return Problem(self._shown, line, "", text)

    def at_fault(self, error: Exception) -> Problem:
        """What it raised, and where."""
        if isinstance(error, SyntaxError) and error.filename == str(self.file):
            return self.problem(f"is not Python: {error.msg}", error.lineno or 1)
        lines = [
            line for frame, line in traceback.walk_tb(error.__traceback__) if self._is_in(frame.f_code.co_filename)
        ]
        text = str(error).splitlines()
        return self.problem(f"{type(error).__name__}: {text[0]}" if text else type(error).__name__, (lines or [1])[-1])

    def _is_in(self, file: str) -> bool:
        return file == str(self.file)

    def or_fault(self, function: Callable[..., Result]) -> Callable[..., Result]:
        """``function`` of it, which says which line is wrong instead of raising anything else."""

        def call(*arguments: object) -> Result:
            try:
                return function(*arguments)
            except LawError:
                raise
            except Exception as error:
                raise SpecificationError([self.at_fault(error)]) from None

        return call


def _add(
    own: _Own,
    word: str,
    kind: type[Extension],
    registry: dict[str, Extension],
    taken: frozenset[str],
    guarded: Callable[[_Own, Extension], Extension],
    problems: list[Problem],
) -> None:
    try:
        found = getattr(own.load(), word, None)
    except Exception as error:  # noqa: BLE001 - whatever a course's file raises is a mistake in it
        problems.append(own.at_fault(error))
        return
    if not isinstance(found, kind):
        problems.append(own.problem(f"expected `{word} = {kind.__name__}(…)` in it"))
    elif mistakes := list(_mistakes(own, found, taken)):
        problems += mistakes
    else:
        registry[found.name] = guarded(own, found)


def _mistakes(own: _Own, found: Kind | Law, taken: frozenset[str]) -> Iterator[Problem]:
    if found.name != own.name or not _NAME.fullmatch(found.name):
        yield own.problem(f"is called `{found.name}`, expected the file's own name, `{own.name}`, in small letters")
    elif found.name in taken:
        yield own.problem(f"`{found.name}` comes with the grader: choose another name")
    try:
        jsonschema.Draft202012Validator.check_schema(found.schema)
    except jsonschema.SchemaError as error:
        yield own.problem(f"its `schema` is no JSON Schema: {error.message}")
    for message in found.messages:
        if not message.startswith(f"{found.name}."):
            yield own.problem(f"its message `{message}` must begin with `{found.name}.`")


def _broken(own: _Own, name: str, error: Exception) -> Message:
    return Message(f"{name}.broke", {"reason": str(own.at_fault(error))})


def _with_broken(found: Kind | Law) -> dict[str, str]:
    return {**found.messages, f"{found.name}.broke": "the course's own `" + found.name + "` gave up on it ({reason})"}


def _guarded_kind(own: _Own, kind: Kind) -> Kind:
    """``kind`` such that no value, which may be a student's, ends the grading of everything."""

    def judge(argument: object, evidence: Evidence) -> Message | None:
        try:
            return kind.judge(argument, evidence)
        except Exception as error:  # noqa: BLE001
            return _broken(own, kind.name, error)

    return replace(kind, judge=judge, names=own.or_fault(kind.names), messages=_with_broken(kind))


def _guarded_law(own: _Own, law: Law) -> Law:
    def judge(*arguments: object) -> Message | None:
        try:
            return law.judge(*arguments)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001
            return _broken(own, law.name, error)

    def vary(*arguments: object) -> object:
        try:
            return law.vary(*arguments)  # type: ignore[arg-type]
        except LawError:
            raise
        except Exception as error:  # noqa: BLE001
            raise LawError(str(own.at_fault(error))) from None

    return replace(
        law,
        vary=vary,
        judge=judge,
        names=own.or_fault(law.names),
        devices=own.or_fault(law.devices),
        messages=_with_broken(law),
    )
