"""A course's own kinds of check and laws: `checks/NAME.py` and `laws/NAME.py` beside `course.yaml`.

They are trusted as the grader itself is, run in its process, and never in a child. They count for one course at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import jsonschema

from grader.checks import KINDS
from grader.checks.kind import Kind
from grader.errors import Problem, SpecificationError, UsageError
from grader.laws import LAWS
from grader.laws.law import Law
from grader.spec.own_file import OwnFile, guarded_kind, guarded_law
from grader.spec.problems import shown

_CHECKS, _LAWS = "checks", "laws"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# What comes with the grader; the first set has also what stands beside kinds, or in place of one.
_KINDS_TAKEN, _LAWS_TAKEN = frozenset({*KINDS, "rtol", "atol", "reference"}), frozenset(LAWS)

Extension = TypeVar("Extension", Kind, Law)


def use_own(root: Path) -> None:
    """From now on the kinds and laws of the course at ``root`` are there, and no other course's.

    Raises ``SpecificationError`` where a file of them is wrong.
    """
    forget_own()
    problems: list[Problem] = []
    for file in _files(root / _CHECKS):
        problems += _add(OwnFile(file, root), "KIND", Kind, KINDS, _KINDS_TAKEN, guarded_kind)
    for file in _files(root / _LAWS):
        problems += _add(OwnFile(file, root), "LAW", Law, LAWS, _LAWS_TAKEN, guarded_law)
    if problems:
        forget_own()
        raise SpecificationError(problems)


def forget_own() -> None:
    """Leave only what comes with the grader."""
    for name in set(KINDS) - _KINDS_TAKEN:
        del KINDS[name]
    for name in set(LAWS) - _LAWS_TAKEN:
        del LAWS[name]


def refuse_own(root: Path) -> None:
    """Raise ``UsageError`` where the course at ``root``, which somebody may have handed in, has any."""
    forget_own()
    if _files(root / _CHECKS) or _files(root / _LAWS):
        raise UsageError(
            f"the course at `{shown(root)}` has kinds or laws of its own, which run as part of the grader: "
            "if you trust it, change into its folder first"
        )


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.py")) if not file.name.startswith(("_", "."))]


def _add(
    own: OwnFile,
    word: str,
    kind: type[Extension],
    registry: dict[str, Extension],
    taken: frozenset[str],
    guarded: Callable[[OwnFile, Extension], Extension],
) -> list[Problem]:
    """Put what ``own`` defines into ``registry``, or say what is wrong with it."""
    try:
        found = getattr(own.load(), word, None)
    except (Exception, SystemExit) as error:
        return [own.fault(error)]
    if not isinstance(found, kind):
        return [own.problem(f"expected `{word} = {kind.__name__}(…)` in it")]
    mistakes = list(_mistakes(own, found, taken))
    if not mistakes:
        registry[found.name] = guarded(own, found)
    return mistakes


def _mistakes(own: OwnFile, found: Kind | Law, taken: frozenset[str]) -> Iterator[Problem]:
    if found.name != own.name or not _NAME.fullmatch(found.name):
        yield own.problem(f"is called `{found.name}`; expected the file's own name, `{own.name}`, in small letters")
    elif found.name in taken:
        yield own.problem(f"`{found.name}` comes with the grader; choose another name")
    try:
        jsonschema.Draft202012Validator.check_schema(found.schema)
    except jsonschema.SchemaError as error:
        yield own.problem(f"its `schema` is no JSON Schema: {error.message}")
    for message in found.messages:
        if not message.startswith(f"{found.name}."):
            yield own.problem(f"its message `{message}` must begin with `{found.name}.`")
