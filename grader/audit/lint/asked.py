"""What a draw asks of a submission, without what differs from draw to draw by itself: seeds, and what is observed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.judge import nested
from grader.model.calls import Call
from grader.model.spec import Case, Check
from grader.model.values import Made, Placed, Sequence, Tensor, Tree
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
        yield from tensors_within(tree)


def tensors_within(tree: Tree) -> Iterator[Tensor]:
    """Those of lists, objects and forms too."""
    match tree:
        case Tensor():
            yield tree
        case Sequence(items=items):
            for item in items:
                yield from tensors_within(item)
        case Made(init=init):
            for _, item in init:
                yield from tensors_within(item)
        case Placed(content=content):
            yield from tensors_within(content)
