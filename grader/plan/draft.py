"""One drawn case: first what the specification and the seed decide, then what the reference's record adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import RandomState

from grader.model.calls import RESULT, Call, Turn
from grader.model.path import Path
from grader.model.record import Record
from grader.model.spec import Case, Constant, Cotangent, Exercise, ObjectMaker
from grader.model.values import Mapping, Same, Sequence, Tensor, Tree, tensors_in
from grader.plan.errors import PlanError
from grader.plan.lets import draw_names
from grader.plan.sizes import names_in_shapes
from grader.plan.streams import call_seed, stream
from grader.plan.tensors import pack_array
from grader.plan.values import Maker


@dataclass(frozen=True, slots=True)
class Draft:
    """One case of ``exercise``, drawn. ``survey`` is the call that tells the reference's shapes."""

    exercise: Exercise
    case: Case
    place: tuple[str, ...]
    names: dict[str, object]
    survey: Call
    maker: Maker

    def complete(self, surveyed: Record) -> Call:
        """The call that both reference and submission are asked, with nothing left for the child to choose."""
        try:
            assign = tuple(self._assign(surveyed))
            backward = () if surveyed.raised else tuple(self._cotangents(surveyed))
        except ValueError as error:  # arithmetic of sizes that does not work out
            raise PlanError(f"{'/'.join(self.place[:2])}: {error}") from None
        return replace(self.survey, assign=assign, backward=backward, observe=_observed(self, surveyed))

    def again(self, call: Call) -> Call:
        """The same call under another seed of torch: an honest deterministic function gives the same."""
        return replace(call, seed=call_seed(*self.place, "again"))

    @property
    def is_first(self) -> bool:
        """Whether it is the first of its case's repeats: the one that is run a second time."""
        return self.place[-1] == "0"

    @property
    def is_hidden(self) -> bool:
        return self.exercise.hidden or self.case.hidden

    @property
    def needs_survey(self) -> bool:
        """Whether anything of it depends on the reference's shapes."""
        return bool(self.case.backward or self.case.assign or _objects(self.case, self.exercise))

    @property
    def inputs(self) -> dict[str, Tree]:
        return dict(self.survey.given)

    def _assign(self, surveyed: Record) -> Iterator[tuple[str, Tree]]:
        """What the author set, then every parameter that was not."""
        stated: set[str] = set()
        for path, value in self.case.assign:
            for place, there in self._places(path, surveyed):
                stated.add(place)
                yield place, self.maker.make(value, there)
        for root in _objects(self.case, self.exercise):
            for name, parameter in _entries(surveyed.values.get(f"{root}.*")):
                if (place := f"{root}.{name}") not in stated and parameter.is_differentiable:
                    numbers = np.asarray(self.maker.random.standard_normal(parameter.shape))
                    yield place, pack_array(numbers, parameter.dtype)

    def _places(self, path: Path, surveyed: Record) -> Iterator[tuple[str, Tensor | None]]:
        """Where ``path`` leads, each place with the tensor that is there; a ``*`` leads to every parameter."""
        if "*" in path.steps:
            at = path.steps.index("*")
            parent = ".".join((path.root, *path.steps[:at]))
            for name, parameter in _entries(surveyed.values.get(f"{parent}.*")):
                yield ".".join((parent, name, *path.steps[at + 1 :])), parameter
            return
        owner = Path(path.root, path.steps[:-1]) if path.is_gradient else path
        yield str(path), self._there(owner, surveyed)

    def _there(self, path: Path, surveyed: Record) -> Tensor | None:
        given = dict(tensors_in(self.inputs.get(path.root)))
        if (tensor := given.get("".join(f".{step}" for step in path.steps))) is not None:
            return tensor
        for end in range(len(path.steps)):
            parent, name = ".".join((path.root, *path.steps[:end])), ".".join(path.steps[end:])
            for known, parameter in _entries(surveyed.values.get(f"{parent}.*")):
                if known == name:
                    return parameter
        return None

    def _cotangents(self, surveyed: Record) -> Iterator[tuple[str, Tree]]:
        for path, cotangent in self.case.backward:
            there = surveyed.values.get(str(path))
            for below, tensor in tensors_in(there):
                if tensor.requires_grad:
                    yield f"{path}{below}", self._cotangent(cotangent, tensor)

    def _cotangent(self, cotangent: Cotangent, tensor: Tensor) -> Tree:
        if isinstance(cotangent, str):
            drawn = cotangent == "random"
            numbers = self.maker.random.standard_normal(tensor.shape) if drawn else np.ones(tensor.shape)
            return pack_array(np.asarray(numbers), tensor.dtype)
        if isinstance(cotangent, Constant):
            numbers = np.asarray(cotangent.value)
            if numbers.dtype.kind not in "biuf" or numbers.shape not in ((), tensor.shape):
                raise PlanError(f"backward: expected numbers of shape {tensor.shape}, got {cotangent.value!r}")
            return pack_array(np.broadcast_to(numbers, tensor.shape), tensor.dtype)
        return self.maker.make(cotangent, tensor)


@dataclass(frozen=True, slots=True)
class ExercisePlan:
    """All drawn cases of ``exercise``, hidden ones apart; or ``problem``, why it cannot be drawn."""

    exercise: Exercise
    visible: tuple[Draft, ...] = ()
    hidden: tuple[Draft, ...] = ()
    problem: str = ""


def draw_exercises(exercises: Iterable[Exercise], seed: int) -> list[ExercisePlan]:
    """Every exercise drawn from ``seed``, each case in a stream of its own: neither order nor choice matters."""
    return [_draw_exercise(exercise, seed) for exercise in exercises]


def _draw_exercise(exercise: Exercise, seed: int) -> ExercisePlan:
    try:
        drafts = [draft for case in exercise.cases for draft in _draw_case(exercise, case, seed)]
    except PlanError as error:
        return ExercisePlan(exercise, problem=str(error))
    visible = tuple(draft for draft in drafts if not draft.is_hidden)
    return ExercisePlan(exercise, visible, tuple(draft for draft in drafts if draft.is_hidden))


def _draw_case(exercise: Exercise, case: Case, seed: int) -> Iterator[Draft]:
    for repeat in range(case.repeat):
        place = (exercise.id, case.title or "", str(repeat))
        yield _draft(exercise, case, place, stream(seed, *place))


def _draft(exercise: Exercise, case: Case, place: tuple[str, ...], random: RandomState) -> Draft:
    try:
        names = draw_names(case.let, names_in_shapes(case), random)
        maker = Maker(names, random, differentiable=bool(case.backward))
        given = tuple((name, maker.make(value)) for name, value in case.given)
        init = tuple((name, maker.make(value)) for name, value in case.init)
    except (PlanError, ValueError) as error:
        raise PlanError(f"{'/'.join(place[:2])}: {error}") from None
    arguments = tuple((name, Same(name)) for name, _ in given)
    owner = "self" if exercise.class_name else ""
    survey = Call(
        class_name=exercise.class_name,
        init=init,
        given=given,
        assign=(),
        turns=(Turn(RESULT, owner, exercise.calls, arguments, mode="eval" if case.mode == "eval" else ""),),
        backward=(),
        observe=("result", *(str(path) for path, _ in case.backward), *_parameters(case, exercise)),
        seed=call_seed(*place),
        memory=exercise.limits.memory,
    )
    return Draft(exercise, case, place, names, survey, maker)


def _objects(case: Case, exercise: Exercise) -> list[str]:
    """Roots that may be modules, whose parameters are drawn."""
    made = [name for name, value in case.given if isinstance(value, ObjectMaker)]
    return made + (["self"] if exercise.class_name else [])


def _parameters(case: Case, exercise: Exercise) -> tuple[str, ...]:
    own = ("self.state_dict",) if exercise.class_name else ()
    return (*(f"{root}.*" for root in _objects(case, exercise)), *own)


def _has_buffers(surveyed: Record) -> bool:
    """Whether the exercise's own module keeps more than its parameters, such as running statistics."""
    parameters = {name for name, _ in _entries(surveyed.values.get("self.*"))}
    return any(name not in parameters for name, _ in _entries(surveyed.values.get("self.state_dict")))


def _entries(tree: Tree) -> list[tuple[str, Tensor]]:
    """The parameters that a ``*`` path showed."""
    if not isinstance(tree, Mapping):
        return []
    return [(name, item) for name, item in tree.items if isinstance(name, str) and isinstance(item, Tensor)]


def _observed(draft: Draft, surveyed: Record) -> tuple[str, ...]:
    """The paths to look at: the result, inputs, gradients where backward runs, parameters, and whatever is checked."""
    paths = ["result"]
    for name, tree in draft.survey.given:
        if isinstance(tree, Tensor | Sequence | Mapping):
            paths.append(name)
        if draft.case.backward:
            paths += [f"{name}{below}.grad" for below, tensor in tensors_in(tree) if tensor.requires_grad]
    for root in _objects(draft.case, draft.exercise):
        if isinstance(surveyed.values.get(f"{root}.*"), Mapping):
            paths.append(f"{root}.*")
            if draft.case.backward:
                paths.append(f"{root}.*.grad")
    if _has_buffers(surveyed):
        paths.append("self.state_dict")
    checked = [check.path for check in draft.case.checks]
    paths += [str(path.object) for path in checked if path.root not in ("raises", "all")]
    return tuple(dict.fromkeys(paths))
