"""An exercise from a function of the reference: inputs that the reference answers, a stub, and a first wrong answer."""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent

from grader.audit.bench import Bench
from grader.audit.operators import OPERATORS
from grader.audit.sources import SourceMutant, source_mutants
from grader.audit.trials import Trials
from grader.authoring.guesses import Guess, guesses
from grader.authoring.signature import Signature
from grader.authoring.stub import added
from grader.errors import MachineError, SpecificationError, UsageError
from grader.model.message import Message
from grader.model.spec import Assignment, Course
from grader.pipeline.references import References
from grader.sandbox import Runner
from grader.spec import ASSIGNMENT_FILE, load_assignment, load_course
from grader.spec.marked import BEGIN, END
from grader.spec.starter import STARTER, is_given, starter_files

_HEAD = """\
# yaml-language-server: $schema={schema}
format: 1
title: {title}
submission: {name}.py
exercises:
"""
_ASSIGNMENTS = "assignments"
_ITEM = re.compile(r"^( *)- id:", re.M)
# Under so many seeds the reference must answer.
_SEEDS = range(3)
# Mistakes that people make come before those that only machines do.
_LIKELY = ("reductions", "axes", "keepdim", "arithmetic", "extremes", "omissions", "comparisons", "constants")


@dataclass(frozen=True, slots=True)
class Begun:
    """The exercise ``id``: what was written (paths from the course's folder), and what it draws, as YAML.

    ``is_listed`` says whether the course knows its assignment; ``survivors`` are changed solutions that still pass.
    """

    id: str
    written: tuple[str, ...]
    drawn: str
    is_listed: bool
    survivors: int


def begin_exercise(course: Course, name: str, function: str, schema: str, runner: Runner) -> Begun:
    """Begin an exercise on ``function`` of the assignment ``name``, which is begun too where it is not there.

    ``schema`` is where an editor finds the language's words. Nothing that is there is lost: the specification and the
    starter are added to, but for a starter that the solution makes. Raises ``UsageError`` where the function does not
    say enough, or answers nothing of what is drawn.
    """
    solution = course.references / name / "solution.py"
    text, module = _parsed(solution, course)
    signature = Signature.of(module, function, text, _shown(solution, course))
    if not signature.docstring:
        raise UsageError(f"`{function}` has no docstring: it becomes the task. Say what is returned, and the shapes")
    id_ = function_id(function)
    folder = course.root / _ASSIGNMENTS / name
    specification = _existing(folder / ASSIGNMENT_FILE) or _HEAD.format(schema=schema, title=name, name=name)
    starter = _existing(folder / STARTER)
    wrong = course.references / name / "wrong" / f"{signature.name.lower()}_slip.py"
    _check_free(course, folder, id_, function, starter, wrong)
    node = next(each for each in module.body if getattr(each, "name", "") == function)
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    is_made = _is_made(folder, solution.parent, node)
    with tempfile.TemporaryDirectory(prefix="grade-new-") as made:
        desk = _Desk(course, name, folder, Path(made), specification, added(starter, module, node), runner)
        guess, slip, survivors = desk.try_all(signature, id_)
    files = {folder / ASSIGNMENT_FILE: _with(specification, exercise_text(signature, id_, guess))}
    if not is_made:
        files[folder / STARTER] = added(starter, module, node)
    if slip is not None:
        files[wrong] = _wrong_text(slip, function)
    for file, content in files.items():
        _write(file, content)
    written = tuple(_shown(file, course) for file in files)
    is_listed = name in load_course(course.file).order
    return Begun(id_, written, ", ".join(guess.given.values()), is_listed, survivors)


def function_id(function: str) -> str:
    """``row_means`` and ``RowMeans`` as ``row-means``."""
    split = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in function)
    return "-".join(filter(None, split.split("_")))


def exercise_text(signature: Signature, id_: str, guess: Guess) -> str:
    """The exercise as YAML, in block style, as an item of ``exercises``."""
    lines = [f"- id: {id_}", f"  title: {id_.replace('-', ' ').capitalize()}", "  points: 1", "  hint:"]
    lines.append("    - Look at the shapes first, of what comes in and of what must come out.")
    if signature.uses:
        lines.append(f'    - "The solution here calls {_listed(signature.uses[:3])}."')
    lines.append(f"  {'class' if signature.is_class else 'call'}: {signature.name}")
    for word, values in (("let", guess.let), ("init", guess.init), ("given", guess.given)):
        if values:
            lines += [f"  {word}:", *(f"    {name}: {value}" for name, value in values.items())]
    if guess.backward:
        lines.append("  backward: random")
    return "".join(f"{line}\n" for line in lines)


def _listed(names: Sequence[str]) -> str:
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}" if first else last


def _with(specification: str, exercise: str) -> str:
    """``exercise`` as the last one, apart from those before it and as far to the right as they are."""
    before = specification.rstrip()
    gap = "\n" if before.endswith("exercises:") else "\n\n"
    others = _ITEM.findall(before)
    return f"{before}{gap}{indent(exercise, others[-1] if others else '  ')}"


class _Desk:
    """Where specifications are tried before any of them is written."""

    def __init__(
        self, course: Course, name: str, folder: Path, desk: Path, specification: str, starter: str, runner: Runner
    ) -> None:
        self._course, self._runner, self._before = course, runner, specification
        self._folder = desk / name
        if folder.is_dir():
            shutil.copytree(folder, self._folder)
        else:
            self._folder.mkdir()
        (self._folder / "starter.py").write_text(starter, encoding="utf-8")

    def try_all(self, signature: Signature, id_: str) -> tuple[Guess, SourceMutant | None, int]:
        """The first guess that the reference answers, a mistake that it finds, and how many it does not.

        Raises ``UsageError``.
        """
        said: Message | None = None
        for guess in guesses(signature):
            bench = self._bench(signature, id_, guess)
            with bench:
                faults = [each.fault for seed in _SEEDS for each in bench.expect(seed) if each.fault is not None]
                if not faults:
                    return guess, *_first_slip(bench, signature)
                said = said or faults[0].message
        raise UsageError(
            f"the reference answers nothing that was drawn for `{signature.name}`: state the shape of each tensor in "
            f"its docstring (`x: … of shape (N, D)`){_reason(said)}"
        )

    def _bench(self, signature: Signature, id_: str, guess: Guess) -> Bench:
        file = self._folder / ASSIGNMENT_FILE
        file.write_text(_with(self._before, exercise_text(signature, id_, guess)), encoding="utf-8")
        try:
            assignment = load_assignment(file, self._course)
        except SpecificationError as error:
            raise UsageError(
                f"an exercise cannot be put at the end of {_ASSIGNMENTS}/{self._folder.name}/{ASSIGNMENT_FILE}: is "
                f"`exercises` the last word there, in block style? ({str(error).splitlines()[0]})"
            ) from None
        references = References.of(self._course, assignment)
        alone = _only(assignment, id_)
        return Bench(self._course, alone, references, self._runner)


def _only(assignment: Assignment, id_: str) -> Assignment:
    return replace(assignment, exercises=tuple(each for each in assignment.exercises if each.id == id_))


def _first_slip(bench: Bench, signature: Signature) -> tuple[SourceMutant | None, int]:
    mutants = [each for each in source_mutants(bench.solution, 0) if each.definition == signature.name]
    mutants.sort(key=lambda each: _LIKELY.index(each.operator) if each.operator in _LIKELY else len(_LIKELY))
    failures = Trials(bench, bench.expect(0)).failures([each.source for each in mutants])
    killed = [mutant for mutant, failure in zip(mutants, failures, strict=True) if failure is not None]
    return (killed[0] if killed else None), len(mutants) - len(killed)


def _wrong_text(slip: SourceMutant, function: str) -> str:
    content = dict(slip.source.files)[slip.file].decode()
    module = ast.parse(content)
    imports = [ast.unparse(each) for each in module.body if isinstance(each, ast.Import | ast.ImportFrom)]
    body = next(ast.unparse(each) for each in module.body if getattr(each, "name", "") == function)
    # Students read it: the kind of slip, and no code of the solution.
    docstring = f'"""There is one slip: {OPERATORS[slip.operator].slip}."""'
    return "\n".join([docstring, "# diagnosis: none", "", *imports, "", "", body]) + "\n"


def _parsed(solution: Path, course: Course) -> tuple[str, ast.Module]:
    shown = _shown(solution, course)
    try:
        text = solution.read_text(encoding="utf-8")
        return text, ast.parse(text)
    except OSError as error:
        raise UsageError(f"`{shown}` cannot be read: {error.strerror}. Write the right answer there first") from None
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"`{shown}` is not Python: {error}") from None


def _check_free(course: Course, folder: Path, id_: str, function: str, starter: str, wrong: Path) -> None:
    """Raises ``UsageError`` where something of this name is there."""
    if (folder / "starter").is_dir():
        raise UsageError(f"`{folder.name}` has several files, and its exercises are begun by hand")
    if (folder / ASSIGNMENT_FILE).is_file():
        there = load_assignment(folder / ASSIGNMENT_FILE, course).exercises
        if any(each.id == id_ for each in there):
            raise UsageError(f"there is an exercise `{id_}` in `{folder.name}` already")
    if any(getattr(each, "name", "") == function for each in ast.parse(starter).body):
        raise UsageError(f"the starter of `{folder.name}` has a `{function}` already")
    if wrong.exists():
        raise UsageError(f"there is a `{wrong.name}` in wrong/ already: rename it first")


def _is_made(folder: Path, reference: Path, node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether the solution makes the starter. Raises ``UsageError`` where that would give away ``node``."""
    found = starter_files(folder, reference, (folder.name,))
    if isinstance(found, Path) or is_given(folder):
        return False
    if any(ast.dump(each) == ast.dump(node) for content in found.values() for each in ast.parse(content).body):
        text = f"the starter is made from the solution, and would show `{node.name}` as it is"
        raise UsageError(f"{text}: put `{BEGIN}` and `{END}` around what students write")
    return True


def _existing(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UsageError(f"`{file}` cannot be read: {error}") from None


def _shown(file: Path, course: Course) -> str:
    return file.relative_to(course.root).as_posix() if file.is_relative_to(course.root) else str(file)


def _write(file: Path, content: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise MachineError(f"`{file}` cannot be written: {error.strerror}") from None


def _reason(said: Message | None) -> str:
    """What stopped the first guess, where the reference said so itself."""
    told = "" if said is None else said.parameters.get("text") or said.parameters.get("reason")
    return f". What stopped the first: {told}" if told else ""
