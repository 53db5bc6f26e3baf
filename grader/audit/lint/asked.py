"""What a draw asks of a submission, without what differs from draw to draw by itself: seeds, and what is observed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.judge import nested
from grader.model.calls import Call
from grader.model.spec import Case, Check
from grader.model.values import Placed, Same, Tensor, Tree, everything_in
from grader.pipeline.expected import Expected


def asked(draw: Expected) -> Call:
    """The call of ``draw``, equal for equal inputs."""
    return replace(draw.call, seed=0, observe=(), share=(), memory=0, trace=False, precision="")


def every_check(case: Case) -> Iterator[Check]:
    """The checks of ``case`` at any depth, those that only hold others left out."""
    waiting = list(case.checks)
    while waiting:
        check = waiting.pop(0)
        inner = nested(check)
        waiting = [*inner, *waiting]
        if not inner:
            yield check


def input_tensors(draw: Expected) -> Iterator[Tensor]:
    """Every tensor that the function is given, wherever it stands, and what is put in place before."""
    call = draw.call
    named = [*call.given, *call.init, *call.assign]
    named += [pair for turn in call.turns for pair in (*turn.given, *turn.assign)]
    for _, tree in named:
        yield from (part for part in everything_in(tree) if isinstance(part, Tensor))


def arguments(draw: Expected) -> Iterator[tuple[str, dict[str, Tree]]]:
    """What each function is given in a draw, by name; in front the step, or `init` for the making of `self`.

    What stands for another input is that input, and a tensor in another form is that tensor.
    """
    call = draw.call
    inputs = dict(call.given)
    if call.class_name:
        yield "init", {name: _plain(tree, inputs) for name, tree in call.init}
    if not draw.draft.case.steps:
        yield "", {name: _plain(tree, inputs) for name, tree in call.given}
        return
    for turn in call.turns:
        yield turn.name, {name: _plain(tree, inputs) for name, tree in turn.given}


def _plain(tree: Tree, inputs: Mapping[str, Tree]) -> Tree:
    if isinstance(tree, Same):
        return _plain(inputs[tree.path], {}) if tree.path in inputs else tree
    return tree.content if isinstance(tree, Placed) else tree
