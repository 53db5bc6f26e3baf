"""One drawn case before its shapes are known: what is there, by name."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.calls import Call
from grader.model.spec import Case, Exercise
from grader.model.values import Made, Tree, everything_in
from grader.plan.trees import as_input, objects_in
from grader.plan.turns import SELF


@dataclass(frozen=True, slots=True)
class Scene:
    """``names`` are the drawn numbers, ``call`` the one that was drawn of ``case``."""

    exercise: Exercise
    case: Case
    names: dict[str, object]
    call: Call

    @property
    def results(self) -> tuple[str, ...]:
        """What the calls return, by name."""
        return self.case.results

    @property
    def roots(self) -> tuple[str, ...]:
        """Every name that a child can be asked for."""
        own = (SELF,) if self.exercise.class_name else ()
        return (*(name for name, _ in self.call.given), *own, *self.results)

    @property
    def inputs(self) -> dict[str, Tree]:
        """The inputs as they will be observed, where the grader can tell."""
        return {name: as_input(tree) for name, tree in self.call.given}

    @property
    def objects(self) -> tuple[str, ...]:
        """Where objects made by a class are: those that are modules have parameters."""
        made = [path for name, tree in self.call.given for path, _ in objects_in(tree, name)]
        return (*made, SELF) if self.exercise.class_name else tuple(made)

    def is_provided(self, name: str) -> bool:
        """Whether only the child knows what the input holds: it is made by a function of the author's."""
        tree = dict(self.call.given).get(name)
        return any(isinstance(part, Made) and part.provided for part in everything_in(tree))
