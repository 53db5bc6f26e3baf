"""An exercise in words, every default written out: what is called, with what, how often, what is compared."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks.kind import ANY
from grader.explain import checks, values
from grader.explain.exposition import CaseExposition, Exposition, Row, Section, in_common, section, without
from grader.explain.lines import Lines, lines_of
from grader.explain.phrases import both
from grader.model.spec import Assignment, Case, Check, Exercise, Limits, Step
from grader.model.written import Dollar, ValueSpec
from grader.spec.problems import shown

_MOST_CASES = 30


def explain_exercise(assignment: Assignment, exercise: Exercise) -> Exposition:
    """Everything that ``exercise`` says or leaves out. Its specification is read again, for the lines."""
    lines = lines_of(assignment.file, exercise)
    numbered = [lines.of_case(number) for number in range(len(exercise.cases))]
    told = [tuple(_case(exercise, case, place)) for case, place in zip(exercise.cases, numbered, strict=True)]
    common = in_common(told)
    several = any(case.title is not None for case in exercise.cases)
    cases = [
        CaseExposition(case.title or "", case.line or None, without(sections, common))
        for case, sections in zip(exercise.cases, told, strict=True)
        if several
    ]
    return Exposition(
        f"{assignment.name}/{exercise.id}",
        exercise.title,
        shown(assignment.file),
        exercise.line,
        (section("The task", _task(exercise, lines)), section("Worth", _worth(exercise, lines)), *common),
        tuple(cases[:_MOST_CASES]),
        len(cases[_MOST_CASES:]),
    )


def _task(exercise: Exercise, lines: Lines) -> Iterator[Row]:
    yield Row("", exercise.prompt or "nothing is said", lines.of("prompt"))


def _case(exercise: Exercise, case: Case, lines: Lines) -> Iterator[Section]:
    """The sections of one case; those without rows are left out when they are put together."""
    yield section("Called", _called(exercise, case, lines))
    yield section("Drawn", _drawn(case, lines))
    yield section("Given", _given(case, lines))
    yield section("Set before the call", _assigned(exercise, case, lines))
    yield section("Sent backwards", _backward(case, lines))
    yield section("How often", [_repeated(case, lines)])
    yield section("Compared", checks.compared(exercise, case, lines))
    yield section("Laws", checks.laws(case))
    yield section("Rules on the source", checks.rules(case))
    yield section("Always", checks.always(case))
    yield section("Limits", _limits(case.limits, lines))


def _called(exercise: Exercise, case: Case, lines: Lines) -> Iterator[Row]:
    if exercise.class_name:
        yield Row("self", f"{exercise.class_name}({_arguments(case.init)})", lines.of("class"))
    if case.steps:
        for step in case.steps:
            yield Row(step.name, _step(exercise, step), step.line or None)
        return
    names = ", ".join(name for name, _ in case.given)
    what = "self" if exercise.class_name else ""
    if exercise.calls:
        what = f"{what}.{exercise.calls[0]}".lstrip(".")
    yield Row("", f"{what}({names})", lines.of("call") or lines.of("class"))
    if len(exercise.calls) > 1:
        yield Row("", f"accepted names: {values.names(exercise.calls)}", lines.of("call"))
    if case.given:
        yield Row("", "arguments go by name; a name that is not there fills the first free parameter")
    if exercise.class_name or case.mode == "eval":
        yield Row("mode", case.mode, lines.of("mode"))


def _step(exercise: Exercise, step: Step) -> str:
    called = step.calls[0] if step.calls else "self" if exercise.class_name else exercise.calls[0]
    method = bool(exercise.class_name) and bool(step.calls) and "." not in called
    text = f"{'self.' if method else ''}{called}({_arguments(step.given)})"
    if step.repeat > 1:
        text += f", {step.repeat} times in a row"
    if step.mode:
        text += f", in {step.mode} mode"
    if step.assign:
        put = both(f"{path} = {values.value(value)}" for path, value in step.assign)
        text += f"; before {'each of them' if step.repeat > 1 else 'it'}, newly drawn: {put}"
    return text


def _arguments(named: tuple[tuple[str, ValueSpec], ...]) -> str:
    return ", ".join(f"{name}={_short(value)}" for name, value in named)


def _short(value: ValueSpec) -> str:
    """A reference to something that is explained elsewhere goes without its dollar."""
    return str(value.path) if isinstance(value, Dollar) else values.value(value)


def _drawn(case: Case, lines: Lines) -> Iterator[Row]:
    for name, what in case.let:
        yield Row(name, values.draw(what), lines.of("let", name) or lines.of("cases", name))


def _given(case: Case, lines: Lines) -> Iterator[Row]:
    for name, value in case.given:
        yield Row(name, values.value(value, backward=bool(case.backward)), lines.of("given", name))


def _assigned(exercise: Exercise, case: Case, lines: Lines) -> Iterator[Row]:
    for path, value in case.assign:
        yield Row(str(path), values.value(value), lines.of("set", str(path)))
    roots = ["self"] if exercise.class_name else []
    roots += [name for name, value in case.given if values.may_hold_module(value)]
    if not roots:
        return
    kept = (str(check.path.object) for check in case.checks if _is_about_the_beginning(check, roots))
    for name in dict.fromkeys(kept):
        yield Row(name, "stays as it was built if it is a parameter, because a check looks at that")
    how = "drawn from the normal distribution, by the reference's shapes"
    yield Row("", f"parameters of {both(roots)} not named here: {how}")


def _is_about_the_beginning(check: Check, roots: list[str]) -> bool:
    """Whether the parameter at the check's path is not drawn: it is checked by name, and not for its form alone."""
    path = check.path
    named = path.root in roots and bool(path.steps) and "*" not in path.steps and not path.is_gradient
    return named and check.kind not in (*checks.FORM, ANY, "requires_grad", "exists")


def _backward(case: Case, lines: Lines) -> Iterator[Row]:
    if not case.backward:
        yield Row("", "nothing: backward is not run")
    for path, cotangent in case.backward:
        words = {"random": "a random cotangent", "ones": "ones"}
        text = words[cotangent] if isinstance(cotangent, str) else values.value(cotangent)
        yield Row(str(path), text, lines.of("backward", str(path)) or lines.of("backward"))


def _repeated(case: Case, lines: Lines) -> Row:
    drawn = ", each time newly drawn" if case.repeat > 1 else ""
    return Row("", f"{'once' if case.repeat == 1 else f'{case.repeat} times'}{drawn}", lines.of("repeat"))


def _limits(limits: Limits, lines: Lines) -> Iterator[Row]:
    yield Row("seconds", f"{limits.seconds:g}, for the whole exercise", lines.of("limits", "seconds"))
    yield Row("memory", f"{_bytes(limits.memory)}, beyond what the process has before", lines.of("limits", "memory"))
    if limits.slowdown is not None:
        text = f"at most {limits.slowdown:g} times as long as the reference"
        yield Row("slowdown", text, lines.of("limits", "slowdown"))
    if limits.operators is not None:
        text = f"at most {limits.operators} of torch's operators (a claim)"
        yield Row("operators", text, lines.of("limits", "operators"))


def _bytes(amount: int) -> str:
    for unit, size in (("GiB", 1 << 30), ("MiB", 1 << 20)):
        if amount % size == 0:
            return f"{amount // size} {unit}"
    return f"{amount / (1 << 20):g} MiB"


def _worth(exercise: Exercise, lines: Lines) -> Iterator[Row]:
    several = [case for case in exercise.cases if case.points is not None]
    how = "each case for itself: " + ", ".join(f"{case.title} {case.points:g}" for case in several)
    text = f"{exercise.points:g}, {how if several else 'all or nothing'}"
    yield Row("points", text, lines.of("points"))
    if exercise.needs:
        yield Row("needs", f"not judged without {both(exercise.needs)}", lines.of("needs"))
    hidden = [case.title or "" for case in exercise.cases if case.hidden]
    if exercise.hidden or hidden:
        text = "students' copies lack it" if exercise.hidden else f"students' copies lack {both(hidden)}"
        yield Row("hidden", text, lines.of("hidden"))
    count = len(exercise.hints)
    yield Row("hint", f"{count}, one at a time" if count else "none", lines.of("hint"))
    if exercise.withdrawn:
        yield Row("withdrawn", f"everybody has its points: {exercise.withdrawn}", lines.of("withdrawn"))
    if exercise.diagnoses:
        told = (f"{name}: {text}" if text else f"{name}: not said" for name, text in exercise.diagnoses)
        yield Row("diagnoses", "; ".join(told), lines.of("diagnoses"))
