"""Which paths a child is asked for: the little that shapes follow from, then all that may be compared."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks import KINDS
from grader.checks.kind import Observation, Role
from grader.checks.nested import at_any_depth
from grader.model.calls import RESULT
from grader.model.path import Path
from grader.model.spec import Check
from grader.model.values import Mapping, Sequence, Tensor, tensors_in
from grader.plan.scene import Scene
from grader.plan.settings import Surveyed, owner_of
from grader.plan.turns import SELF


def to_survey(scene: Scene) -> tuple[str, ...]:
    """What tells the shapes of everything that is to be set, and of every cotangent."""
    paths = [*scene.results, *(str(path) for path in backward_paths(scene))]
    for root in scene.objects:
        paths.append(f"{root}.*")
    if scene.exercise.class_name:
        paths.append(f"{SELF}.state_dict")
    settings = (scene.case.assign, *(step.assign for step in scene.case.steps))
    paths += [str(owner_of(path)) for stated in settings for path, _ in stated]
    if scene.case.backward:
        paths += [name for name, _ in scene.call.given if scene.is_provided(name)]
    return tuple(dict.fromkeys(paths))


def backward_paths(scene: Scene) -> list[Path]:
    """Where backward starts; ``result`` stands for every step's."""
    return [start for path, _ in scene.case.backward for start in starts(path, scene)]


def starts(path: Path, scene: Scene) -> list[Path]:
    if scene.case.steps and str(path) == RESULT:
        return [Path(name) for name in scene.results]
    return [path]


def to_observe(surveyed: Surveyed) -> tuple[str, ...]:
    """Results, inputs, gradients where backward runs, parameters and buffers, and whatever is checked."""
    scene = surveyed.scene
    paths = [*scene.results, *_inputs(surveyed), *_given_gradients(surveyed), *_parameters(surveyed)]
    paths += [str(path.object) for check in _checks(scene) for path in _looked_at(check, scene)]
    return tuple(dict.fromkeys(paths))


def to_share(scene: Scene) -> tuple[str, ...]:
    """The paths of which it is said whose memory they use."""
    asked = (check for check in _checks(scene) if Observation.MEMORY in KINDS[check.kind].observes)
    return tuple(dict.fromkeys(str(check.path.object) for check in asked if check.path.root in scene.roots))


def _inputs(surveyed: Surveyed) -> Iterator[str]:
    scene = surveyed.scene
    for name, tree in scene.inputs.items():
        provided = scene.is_provided(name)
        if provided or isinstance(tree, Tensor | Sequence | Mapping):
            yield name
        if scene.case.backward:
            there = surveyed.record.values.get(name) if provided else tree
            yield from (f"{name}{below}.grad" for below, tensor in tensors_in(there) if tensor.requires_grad)


def _given_gradients(surveyed: Surveyed) -> Iterator[str]:
    """Those that the author gave to input tensors are inputs too, as where a function clips them."""
    scene = surveyed.scene
    tensors = {f"{name}{below}" for name, tree in scene.inputs.items() for below, _ in tensors_in(tree)}
    places = (place for path, _ in scene.case.assign if path.is_gradient for place, _ in surveyed.places(path))
    return (place for place in places if place.removesuffix(".grad") in tensors)


def _parameters(surveyed: Surveyed) -> Iterator[str]:
    """Those of every module, and the whole state of the exercise's own where it keeps more, such as statistics."""
    scene = surveyed.scene
    for root in scene.objects:
        if isinstance(surveyed.record.values.get(f"{root}.*"), Mapping):
            yield f"{root}.*"
            if scene.case.backward:
                yield f"{root}.*.grad"
    known = {name for name, _ in surveyed.entries(f"{SELF}.*")}
    if any(name not in known for name, _ in surveyed.entries(f"{SELF}.state_dict")):
        yield f"{SELF}.state_dict"


def _checks(scene: Scene) -> Iterator[Check]:
    """Every check, and those that others hold."""
    return at_any_depth(scene.case.checks)


def _looked_at(check: Check, scene: Scene) -> Iterator[Path]:
    """The path of ``check`` and those that its argument names, as far as a child can be asked for them."""
    paths = [check.path]
    if Observation.PARAMETERS in KINDS[check.kind].observes:
        paths.append(Path(check.path.root, (*check.path.steps, "*")))
    kind = KINDS[check.kind]
    for mention in () if kind.nests else kind.names(check.argument):
        if mention.role in (Role.PATH, Role.DOLLAR) and mention.text not in scene.names:
            try:
                paths.append(Path.parse(mention.text))
            except ValueError:  # it is no path: a file, or a name of torch
                continue
    return (path for path in paths if path.root in scene.roots)
