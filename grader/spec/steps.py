"""``steps``: several calls in order on the same objects, each with the names of those before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from grader.model.spec import Step
from grader.model.written import ValueSpec
from grader.spec.names import Scope
from grader.spec.node import Map, Scalar, number_of, text_of, with_text
from grader.spec.problems import Misnamed, Problems
from grader.spec.values import Values
from grader.spec.words import ROOTS


def check_step_names(steps: Map | None, scope: Scope, problems: Problems) -> None:
    """A step's name is a root of paths, so it may be the name of nothing else."""
    for name in steps.entries if steps is not None else ():
        taken = "a word of paths" if name in ROOTS else "an input" if name in scope.inputs else None
        taken = taken or ("drawn in `let`" if name in scope.drawn else None)
        if taken is not None and steps is not None:
            text = f"no step can be called `{name}`, which is {taken}; its result needs a name of its own"
            problems.add_key(steps, name, text, f"{name}_")


@dataclass(frozen=True, slots=True)
class Steps:
    """Builds the steps of one case. With ``has_call`` the exercise says what is called where a step does not."""

    scope: Scope
    has_call: bool
    inputs: tuple[tuple[str, ValueSpec], ...]
    problems: Problems

    def build(self, steps: Map | None) -> tuple[Step, ...]:
        found = steps.sound() if steps is not None else ()
        return tuple(self.step(name, node) for name, node in found if isinstance(node, Map))

    def step(self, name: str, node: Map) -> Step:
        known = self.known(name)
        names = tuple(self.name(item, known) for item in with_text(node.entries.get("call")))
        if not self.has_call and not self.scope.has_self and "call" not in node.entries:
            text = f"`call` is missing: neither the step `{name}` nor the exercise says what is called"
            self.problems.add(node, text, subject="call")
        values = Values(self.problems, self.scope, known)
        setting = Values(self.problems, self.scope, known, setting=True)
        repeat = number_of(node.get("repeat"))
        return Step(
            name=name,
            calls=tuple(text for text in names if text),
            given=values.named(node.get("given")),
            assign=tuple(setting.assigned(node.get("set"), self.inputs)),
            mode=cast("Literal['train', 'eval'] | None", text_of(node.get("mode"))),
            repeat=1 if repeat is None else int(repeat),
            line=node.line,
        )

    def known(self, name: str) -> tuple[str, ...]:
        """What is there when this step begins."""
        steps = self.scope.steps
        return (*self.scope.objects, *steps[: steps.index(name)])

    def name(self, node: Scalar, known: tuple[str, ...]) -> str:
        """A name that is called: a function, a method of ``self``, or ``thing.method``."""
        text = str(node.value)
        thing, dot, method = text.rpartition(".")
        if not dot:
            return text
        try:
            self.scope.owner_path(thing, known)
        except Misnamed as error:
            self.problems.add(node, error.text, f"{error.suggestion}.{method}" if error.suggestion else None)
            return ""
        return text
