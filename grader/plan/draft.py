"""One drawn case: first what the specification and the seed decide, then what the reference's record adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TypeAlias

from numpy.random import RandomState

from grader.model.calls import Call
from grader.model.record import Record
from grader.model.spec import Case, Exercise, Step
from grader.model.values import Tensor, Tree, everything_in
from grader.plan.cotangents import draw_cotangents
from grader.plan.errors import PlanError
from grader.plan.lets import draw_names
from grader.plan.observed import to_observe, to_share, to_survey
from grader.plan.scene import Scene
from grader.plan.settings import Settings, Surveyed
from grader.plan.sizes import names_in_shapes
from grader.plan.streams import call_seed, stream
from grader.plan.turns import draw_turns, with_settings
from grader.plan.values import Maker

_MANY = 1 << 32
# Called as ``Maker`` is.
MakerOf: TypeAlias = Callable[..., Maker]


@dataclass(frozen=True, slots=True)
class Draft:
    """One case of ``exercise``, drawn. ``survey`` is the call that tells the reference's shapes."""

    exercise: Exercise
    case: Case
    place: tuple[str, ...]
    names: dict[str, object]
    survey: Call
    maker: Maker

    def second_survey(self, surveyed: Record) -> Call | None:
        """The survey once more with everything set that is known, where the first raised; None where that is nothing.

        A reference that needs a gradient, or other parameters than it was made with, then tells its shapes.
        """
        if surveyed.raised is None:
            return None
        call = self._settled(surveyed, self.maker.aside())
        return None if call == self.survey else call

    def complete(self, surveyed: Record) -> Call:
        """The call that both reference and submission are asked, with nothing left for the child to choose."""
        try:
            call = self._settled(surveyed, self.maker)
            backward = () if surveyed.raised else tuple(draw_cotangents(self._scene, surveyed, self.maker))
        except (PlanError, ValueError) as error:  # such as arithmetic of sizes that does not work out
            raise _placed(error, self.place) from None
        observe = to_observe(Surveyed(self._scene, surveyed))
        return replace(call, backward=backward, observe=observe, share=to_share(self._scene))

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
        set_later = any(step.assign for step in self.case.steps)
        return bool(self.case.backward or self.case.assign or set_later or self._scene.objects)

    @property
    def inputs(self) -> dict[str, Tree]:
        """The inputs as they will be observed where nothing changes them."""
        return self._scene.inputs

    @property
    def size(self) -> int:
        """To be compared only: the elements of all its tensors, then the sum of its drawn numbers."""
        named = [*self.survey.given, *self.survey.init, *(pair for turn in self.survey.turns for pair in turn.given)]
        tensors = [part for _, tree in named for part in everything_in(tree) if isinstance(part, Tensor)]
        drawn = sum(abs(value) for value in self.names.values() if type(value) is int)
        return sum(tensor.numel for tensor in tensors) * _MANY + min(drawn, _MANY - 1)

    @property
    def _scene(self) -> Scene:
        return Scene(self.exercise, self.case, self.names, self.survey)

    def _settled(self, surveyed: Record, maker: Maker) -> Call:
        """The call with everything put in place that is known."""
        known = Surveyed(self._scene, surveyed)
        assign = known.assign(maker)

        def settings(step: Step) -> Settings:
            return known.settings(step.assign, maker)

        return replace(self.survey, assign=assign, turns=with_settings(self.survey.turns, self.case.steps, settings))


@dataclass(frozen=True, slots=True)
class ExercisePlan:
    """All drawn cases of ``exercise``, hidden ones apart; or ``problem``, why it cannot be drawn."""

    exercise: Exercise
    visible: tuple[Draft, ...] = ()
    hidden: tuple[Draft, ...] = ()
    problem: str = ""


def draw_exercises(
    exercises: Iterable[Exercise], seed: int, folder: FilePath | None = None, maker: MakerOf = Maker
) -> list[ExercisePlan]:
    """Every exercise drawn from ``seed``, each case in a stream of its own: neither order nor choice matters.

    ``folder`` is the assignment's, where its files are; ``maker`` makes the values, if not as students get them.
    """
    return [_draw_exercise(exercise, seed, folder, maker) for exercise in exercises]


def _draw_exercise(exercise: Exercise, seed: int, folder: FilePath | None, maker: MakerOf) -> ExercisePlan:
    try:
        drafts = [draft for case in exercise.cases for draft in _draw_case(exercise, case, seed, folder, maker)]
    except PlanError as error:
        return ExercisePlan(exercise, problem=str(error))
    visible = tuple(draft for draft in drafts if not draft.is_hidden)
    return ExercisePlan(exercise, visible, tuple(draft for draft in drafts if draft.is_hidden))


def _draw_case(exercise: Exercise, case: Case, seed: int, folder: FilePath | None, maker: MakerOf) -> Iterator[Draft]:
    for repeat in range(case.repeat):
        place = (exercise.id, case.title or "", str(repeat))
        try:
            yield _draft(exercise, case, place, stream(seed, *place), folder, maker)
        except (PlanError, ValueError) as error:
            raise _placed(error, place) from None


def _placed(error: Exception, place: tuple[str, ...]) -> PlanError:
    return PlanError(f"{'/'.join(filter(None, place[:2]))}: {error}")


def _draft(
    exercise: Exercise,
    case: Case,
    place: tuple[str, ...],
    random: RandomState,
    folder: FilePath | None,
    maker_of: MakerOf,
) -> Draft:
    names = draw_names(case.let, names_in_shapes(case), random)
    maker = maker_of(names, random, differentiable=bool(case.backward), folder=folder)
    given = maker.named(case.given)
    init = maker.named(case.init)
    call = Call(
        class_name=exercise.class_name,
        init=init,
        given=given,
        turns=draw_turns(exercise, case, maker),
        seed=call_seed(*place),
        memory=case.limits.memory,
    )
    survey = replace(call, observe=to_survey(Scene(exercise, case, names, call)))
    return Draft(exercise, case, place, names, survey, maker)
