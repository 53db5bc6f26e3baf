"""One exercise laid open: what is drawn and called, what the reference answers, and how far an answer may be off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, replace

import numpy as np

from grader.audit.bench import Bench
from grader.audit.margins import Near, nearness
from grader.judge import MARGIN, brief, measured_at, rule_for
from grader.judge.arrays import Array, numbers_of
from grader.model.message import Message
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Assignment, Case, Course, Exercise
from grader.model.values import Mapping as MappingTree
from grader.model.values import Sequence, Tensor, Tree
from grader.pipeline.expected import Expected
from grader.pipeline.overlays import Overlay, overlays
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.plan import draw_exercises, snippet
from grader.plan.precision import in_double
from grader.sandbox import Policy, Runner


@dataclass(frozen=True, slots=True)
class Margin:
    """Floating numbers at one path: how far off they may be, and how far off other things are.

    ``allowed`` is the absolute tolerance in force there and ``relative`` the one beside it; ``error`` is how far the
    reference in single precision is from itself in double, ``measured`` the tolerance that ``atol: measured`` would
    give; ``zeros`` and ``constant`` are how many times the tolerance zeros, or one number everywhere, would be off.
    """

    path: str
    allowed: float
    relative: float
    error: float
    measured: float
    zeros: float
    constant: float


@dataclass(frozen=True, slots=True)
class ShownCase:
    """The first draw of one case: ``values`` are what the reference has, by path, as short texts.

    ``double`` is what it has in double precision, where those texts are others; ``checks`` are those of the case,
    by place and kind. ``near`` is how much of each tolerance right work uses up.
    """

    title: str | None
    repeat: int
    drawn: Mapping[str, object]
    code: str
    values: tuple[tuple[str, str], ...]
    margins: tuple[Margin, ...]
    checks: tuple[str, ...] = ()
    double: tuple[tuple[str, str], ...] = ()
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """``fault`` says why there is nothing to show, where the reference gave no answer."""

    exercise: Exercise
    cases: tuple[ShownCase, ...]
    fault: Message | None = None


def show(course: Course, assignment: Assignment, exercise: Exercise, runner: Runner, seed: int) -> Shown:
    """The first draw under ``seed`` of every case of ``exercise``."""
    # Measured whatever its checks say, so that an author sees what it would give.
    opened = replace(exercise, cases=tuple(replace(case, repeat=1, measured=True) for case in exercise.cases))
    references = References.of(course, assignment)
    plans = draw_exercises((opened,), seed, assignment.folder)
    (found,) = observe_reference(plans, references, runner, Policy(course.file), twice=False)
    if found.fault is not None:
        return Shown(exercise, (), found.fault.message)
    written = {case.title: case for case in exercise.cases}
    found = replace(found, visible=_as_written(found.visible, written), hidden=_as_written(found.hidden, written))
    bench = Bench(course, assignment, references, runner)
    laid = overlays(course.references / assignment.name, "also", bench.solution)
    near = list(nearness(bench, [found], [each for each in laid if isinstance(each, Overlay)]))
    doubles = bench.answers(bench.solution, found.cases, [in_double(each.call) for each in found.cases])
    return Shown(
        exercise,
        tuple(
            _case(each, [by for case, by in near if case is each], double, assignment.submission, course)
            for each, double in zip(found.cases, doubles, strict=True)
        ),
    )


def _as_written(cases: SequenceOf[Expected], written: Mapping[str | None, Case]) -> tuple[Expected, ...]:
    """``cases`` judged as the specification says, with as many repeats."""
    return tuple(replace(e, draft=replace(e.draft, case=written[e.draft.case.title])) for e in cases)


def _case(each: Expected, near: SequenceOf[Near], double: Record | None, submission: str, course: Course) -> ShownCase:
    values, case = each.record.values, each.draft.case
    texts = tuple((path, brief(tree)) for path, tree in values.items())
    wide = {path: brief(tree) for path, tree in double.values.items()} if double is not None else {}
    return ShownCase(
        case.title,
        case.repeat,
        each.draft.names,
        snippet(each.call, submission),
        texts,
        tuple(margin for path, tree in values.items() for margin in _margins(path, tree, each, course)),
        tuple(_checks(case)),
        tuple((path, wide[path]) for path, text in texts if path in wide and _bare(wide[path]) != _bare(text)),
        tuple(near),
    )


def _bare(text: str) -> str:
    """Without the dtype: that one is wider is no news."""
    return text.replace(", float64", "").replace(", float32", "")


def _checks(case: Case) -> Iterator[str]:
    """What is looked at, by the addresses that reports use."""
    if case.everything:
        yield "all: reference"
    yield from (f"{check.path}.{check.kind}" for check in case.checks)
    yield from (f"laws.{law.name}" for law in case.laws)
    yield from (f"source.{rule.name}" for rule in case.source)


def _margins(path: str, tree: Tree, each: Expected, course: Course) -> Iterator[Margin]:
    if Path.parse(path).root in each.draft.inputs and not path.endswith(".grad"):
        return  # inputs are compared exactly, or with what the reference left of them
    if isinstance(tree, Sequence | MappingTree):
        items = enumerate(tree.items) if isinstance(tree, Sequence) else tree.items
        for name, item in items:
            if isinstance(item, Tensor | Sequence | MappingTree | float):
                yield from _margins(f"{path}.{name!s}", item, each, course)
        return
    numbers = numbers_of(tree)
    if numbers is None or numbers.dtype.kind not in "fc" or not numbers.size or not np.isfinite(numbers).all():
        return
    case = each.draft.case
    rtol = course.rtol if case.rtol is None else case.rtol
    atol = course.atol if case.atol is None else case.atol
    measured = measured_at(each.measured, path)
    rule = replace(
        rule_for(list(each.draft.inputs.values()), each.record.spent), rtol=rtol, atol=atol, measured={"": measured}
    )
    tolerance = rule.tolerance(numbers, tree.dtype if isinstance(tree, Tensor) else rule.python)
    yield Margin(
        path,
        tolerance.atol,
        tolerance.rtol,
        measured / MARGIN,
        measured,
        _times(numbers, np.zeros_like(numbers), tolerance.atol, tolerance.rtol),
        _times(numbers, np.full_like(numbers, numbers.mean()), tolerance.atol, tolerance.rtol),
    )


def _times(expected: Array, other: Array, atol: float, rtol: float) -> float:
    """How many times its tolerance the number that is furthest off is off."""
    with np.errstate(all="ignore"):
        ratios = np.abs(expected - other) / (atol + rtol * np.abs(expected))
    return float(np.nan_to_num(ratios, nan=0.0, posinf=np.inf).max())
