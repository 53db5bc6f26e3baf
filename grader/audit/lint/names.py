"""Inputs that are called otherwise than the reference calls them.

A name that a function does not have fills its first free parameter. So the exercise works, until a second name is
wrong too, or the order of the reference's parameters is another: then inputs are swapped and nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.audit.lint.rule import Examined, Fault, Rule
from grader.model.spec import Case


def other_names(examined: Examined) -> Iterator[Fault]:
    """A name of ``given`` or ``init`` is not among the parameters of what the reference defines."""
    for case in examined.exercise.cases:
        for place, names, function, method in _calls(examined, case):
            parameters = examined.signatures.parameters(function, method)
            if parameters is None:
                continue
            shown = f"{function}.{method}" if method else function
            for name in names:
                if name not in parameters:
                    text = f"`{place}` has `{name}`, and the reference has `{shown}({', '.join(parameters)})`"
                    yield Fault(text, case.line)


def _calls(examined: Examined, case: Case) -> Iterator[tuple[str, Iterable[str], str, str | None]]:
    """Where names are written, the names, and the function or the class and its method that they are for."""
    exercise = examined.exercise
    inputs = [name for name, _ in case.given]
    if exercise.class_name:
        yield "init", [name for name, _ in case.init], exercise.class_name, "__init__"
        if not case.steps:
            yield "given", inputs, exercise.class_name, _first(exercise.calls) or "forward"
    elif not case.steps:
        yield from (("given", inputs, name, None) for name in exercise.calls)
    for step in case.steps:
        called = step.calls or exercise.calls
        names = [name for name, _ in step.given]
        if exercise.class_name and all("." not in name for name in called):
            yield f"steps.{step.name}.given", names, exercise.class_name, _first(called) or "forward"
        elif not exercise.class_name:
            yield from ((f"steps.{step.name}.given", names, name, None) for name in called if "." not in name)


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


RULES = (
    Rule(
        "other-names",
        "error",
        "it fills the first parameter that is free, which may be another one",
        "use the reference's names",
        "given: {x: {randn: [N]}, by: $times}",
        "given: {x: {randn: [N]}, factor: $times}",
        other_names,
    ),
)
