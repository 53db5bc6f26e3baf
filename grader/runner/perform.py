"""Makes one call of student or reference code, the same way for both, and records what is there afterwards."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from dataclasses import replace
from typing import TypeVar

import torch

from grader.model.calls import Call, Turn
from grader.model.path import Path
from grader.model.pretended import pretended_device
from grader.model.record import Raised, Record
from grader.model.values import Tree
from grader.runner import bind
from grader.runner.accelerator import Accelerator
from grader.runner.bind import construct
from grader.runner.build import Builder, importable, in_order
from grader.runner.failure import describe
from grader.runner.looking import look
from grader.runner.module import Submission
from grader.runner.observe import TooDeepError
from grader.runner.places import NothingThereError, ShapeError, at, is_empty, items_of, put
from grader.runner.pretended import Pretended, UnsupportedError
from grader.runner.pretending import pretending, stranger
from grader.runner.trace import Tracer

T = TypeVar("T")
_WARNINGS = 20
# Among how many values modules are looked for.
_VALUES = 10_000


class _StoppedError(Exception):
    """The call cannot go on; ``raised`` says why."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(raised)
        self.raised = raised


def perform(call: Call, work: Submission, after: Callable[[], None], accelerator: Accelerator | None = None) -> Record:
    """Build the inputs, call, run backward and observe. ``after`` is called once student code has run.

    What goes wrong on an ``accelerator`` is told where it went wrong. Never raises for what student code does: that is
    in the record.
    """
    roots: dict[str, object] = {}
    raised: Raised | None = None
    tracer = Tracer(work.files) if call.trace else None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        kind = Pretended.kind = pretended_device(call)
        try:
            with pretending(kind) if kind else nullcontext():
                _make(call, work, roots, tracer, accelerator)
        except _StoppedError as stopped:
            raised = stopped.raised
        except UnsupportedError as error:
            raised = describe(error, "build", work.files)
        finally:
            after()
        texts = tuple(text for warning in caught[:_WARNINGS] if (text := _warning_text(warning.message)))
    spent = None if accelerator is None else accelerator.spent()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            seen = look(call, roots)
        except (TooDeepError, MemoryError):
            raise
        except BaseException as error:  # looking may run a student's property or metaclass
            return Record(raised=raised or describe(error, "observe", work.files), spent=spent)
    return replace(seen, raised=raised, warnings=texts, trace=tracer.trace if tracer else None, spent=spent)


def _warning_text(message: Warning | str) -> str:
    try:
        return str.__str__(str(message))[:500]
    except BaseException:  # a student's own warning
        return ""


def _make(
    call: Call, work: Submission, roots: dict[str, object], tracer: Tracer | None, accelerator: Accelerator | None
) -> None:
    taker: tuple[str, ...] = ()

    def stage(name: str, step: Callable[..., T], *arguments: object) -> T:
        try:
            return step(*arguments)
        except _StoppedError:
            raise
        except NothingThereError as error:
            raise _StoppedError(Raised("step", text=error.path, names=taker)) from None
        except BaseException as error:  # SystemExit and KeyboardInterrupt of student code too
            raise _StoppedError(_described(error, name, work.files)) from None

    names = work.names()
    if call.precision:
        torch.set_default_dtype(getattr(torch, call.precision))
    # What is not written yet is found out before anything is built for it.
    for turn in call.turns:
        if not turn.owner:
            stage("find", _find, turn.names, names)
    made = None if call.class_name is None else stage("find", _find, (call.class_name,), names)
    builder = Builder(roots, lambda name: _find((name,), names), call.device)
    for name, tree in in_order(call.given):
        roots[name] = stage("build", builder.build, tree)
    if made is not None:
        roots["self"] = stage("build", lambda: builder.moved(construct(made, builder.arguments(call.init))))

    def assign(settings: tuple[tuple[str, Tree], ...]) -> None:
        for path, tree in settings:
            value = stage("build", lambda tree=tree: builder.build(tree))
            stage("set", _put, roots, path, value)

    def settle(name: str) -> None:
        if accelerator is not None:
            stage(name, accelerator.settle)

    assign(call.assign)
    with nullcontext() if accelerator is None else accelerator.measuring():
        for turn in call.turns:
            taker = (turn.name,)
            assign(turn.assign)
            if turn.mode:
                stage("build", _set_mode, roots, turn.mode)
            target = stage("build", _target, turn, roots, names)
            arguments = stage("call", builder.arguments, turn.given)
            calling = (bind.call,) if tracer is None else (tracer.call, bind.call)
            roots[turn.name] = stage("call", *calling, target, arguments)
            settle("call")
        taker = ()
        stage("backward", _backward, call, roots, builder)
    settle("backward")


def _described(error: BaseException, stage: str, files: Collection[str]) -> Raised:
    raised = describe(error, stage, files)
    return replace(raised, names=(name,)) if (name := stranger(error, files)) else raised


def _set_mode(roots: dict[str, object], mode: str) -> None:
    """On every module that is there, in lists and dictionaries too."""
    waiting, seen = list(roots.values()), 0
    while waiting and (seen := seen + 1) < _VALUES:
        value = waiting.pop()
        if issubclass(type(value), torch.nn.Module):
            value.train(mode == "train")  # type: ignore[attr-defined]
        else:
            waiting += items_of(value)


def _target(turn: Turn, roots: dict[str, object], names: dict[str, object]) -> Callable[..., object]:
    """What a turn calls: a function of the submission, an object that is there, or a method of it."""
    if not turn.owner:
        return _find(turn.names, names)
    try:
        thing = at(roots, Path.parse(turn.owner))
    except NothingThereError as error:
        raise _StoppedError(Raised("find", text=turn.owner, names=error.names)) from None
    return _find_method(thing, turn.names)


def _find(accepted: tuple[str, ...], names: dict[str, object]) -> Callable[..., object]:
    """The first of the accepted names that is there; one with a dot is imported."""
    if "." in accepted[0]:
        return importable(accepted[0])
    for name in accepted:
        if callable(found := names.get(name)):
            return found
    there = tuple(name for name, value in names.items() if callable(value) and not name.startswith("_"))
    raise _StoppedError(Raised("find", text=accepted[0], names=there[:50]))


def _find_method(thing: object, accepted: tuple[str, ...]) -> Callable[..., object]:
    """The method of one of the accepted names; without names the object itself is called."""
    for name in accepted:
        found: object = getattr(thing, name, None)
        if callable(found):
            return found
    if not accepted and callable(thing):
        return thing
    there = tuple(name for name in type(thing).__dict__ if not name.startswith("_"))
    raise _StoppedError(Raised("find", text=accepted[0] if accepted else "__call__", names=there[:50]))


def _put(roots: dict[str, object], path: str, value: object) -> None:
    try:
        put(roots, Path.parse(path), value)
    except NothingThereError as error:
        kind = "empty" if path.startswith("self.") and is_empty(roots.get("self")) else ""
        raise _StoppedError(Raised("set", kind, text=path, names=error.names)) from None
    except ShapeError as error:
        raise _StoppedError(
            Raised("set", type="shape", text=path, names=(str(error.there), str(error.wanted)))
        ) from None


def _backward(call: Call, roots: dict[str, object], builder: Builder) -> None:
    terms = list(_terms(call, roots, builder))
    if terms:
        torch.stack(terms).sum().backward()  # type: ignore[no-untyped-call]


def _terms(call: Call, roots: dict[str, object], builder: Builder) -> Iterable[torch.Tensor]:
    """One real number for each cotangent whose tensor has its shape and a graph; others are left to the judge."""
    for path, tree in call.backward:
        cotangent = builder.build(tree)
        try:
            tensor = at(roots, Path.parse(path))
        except NothingThereError:
            continue
        if not isinstance(tensor, torch.Tensor) or not isinstance(cotangent, torch.Tensor):
            continue
        cotangent = cotangent.to(tensor.device)
        if tensor.shape != cotangent.shape or not tensor.requires_grad:
            continue
        if tensor.is_complex():
            tensor, cotangent = torch.view_as_real(tensor), torch.view_as_real(cotangent)
        yield (tensor * cotangent).sum().to("cpu", torch.float64)
