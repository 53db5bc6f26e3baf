"""Has a child confine itself, and holds it to what was required. Student code comes later, so it is believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from grader.confine.confine import LAYERS
from grader.errors import MachineError, WireError
from grader.model.values import Sequence
from grader.sandbox.child import STARTING, Child, Lost
from grader.sandbox.confinement import ISOLATED, Confinement, ConfinementError, DeviceError
from grader.sandbox.folder import make_folder, remove_folder
from grader.sandbox.runner import Runner
from grader.wire import Bounds, pack

_OUTGROW = "outgrow its memory on the device"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a child may use.

    ``seconds`` bounds the import and ``cpu`` all processor time; ``memory`` is the largest budget of any call, in
    bytes; ``data`` the bytes that one answer's tensors may have, since what is received is in the grader's own memory.
    ``device`` is the one beside the CPU that it takes; empty for none.
    """

    seconds: float
    cpu: float
    memory: int
    data: int
    device: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """How children are to be confined.

    ``secrets`` is a file of the course that none may read: each tries. With ``require`` set to ``isolated`` no student
    code runs under less. ``layers`` are the ones that are put on; tests leave one out to see what it stops.
    """

    secrets: Path
    require: str | None = None
    layers: tuple[str, ...] = LAYERS


def confined(runner: Runner, folder: Path, policy: Policy, budget: Budget) -> tuple[Child, Confinement]:
    """A new child, confined to ``folder``, and what was in force. Raises ``MachineError``.

    With a device layers are left out, one after the other, until its driver works beneath the rest of them: that holds
    for the next children too.
    """
    for layers in _ladder(runner, policy) if budget.device else [policy.layers]:
        child = runner.child(with_device=bool(budget.device))
        try:
            found = _confine(child, folder, replace(policy, layers=layers), budget, runner.device_layers is None)
        except MachineError as error:
            child.end()
            child.output.close()
            if not isinstance(error, _BeneathError) or not layers:
                raise
            continue
        if budget.device:
            runner.device_layers = layers
        return child, found
    raise AssertionError("with no layer at all there is nothing to leave out")


class _BeneathError(DeviceError):
    """It is the layers that may have stood in the way."""


def _ladder(runner: Runner, policy: Policy) -> list[tuple[str, ...]]:
    """Fewer and fewer of the layers, from those that were found to do."""
    known = policy.layers if runner.device_layers is None else runner.device_layers
    layers = tuple(each for each in policy.layers if each in known)
    fewer = [combined for size in range(len(layers), -1, -1) for combined in combinations(reversed(layers), size)]
    return [tuple(each for each in layers if each in some) for some in fewer]


def _confine(child: Child, folder: Path, policy: Policy, budget: Budget, thoroughly: bool) -> Confinement:
    question = pack(
        do="confine",
        folder=str(folder),
        secrets=str(policy.secrets),
        layers=Sequence("tuple", policy.layers),
        memory=budget.memory,
        bytes=budget.data,
        cpu=int(budget.cpu + budget.seconds) + 1,
        device=budget.device,
        thoroughly=thoroughly,
    )
    answer = child.ask(question, Bounds(), STARTING)
    if isinstance(answer, Lost):
        if budget.device:
            raise _BeneathError(f"a process that was to use the device `{budget.device}` ended ({answer.cause})")
        raise MachineError("a process could not confine itself")
    try:
        found = Confinement.read(answer)
    except WireError:
        raise MachineError("a process did not say how it is confined") from None
    if found.missing or found.unusable:
        kind = DeviceError if found.missing or "out of memory" in found.unusable else _BeneathError
        raise kind(f"the device `{budget.device}` cannot be used: {found.missing or found.unusable}")
    sees_device = child.allow(budget.memory)
    if budget.device:
        found = replace(found, denied={**found.denied, _OUTGROW: sees_device})
    if policy.require == ISOLATED and found.tier != ISOLATED:
        allow = "; `--require process` allows that" if budget.device else ""
        raise ConfinementError(f"isolation is required, but student code could {', '.join(found.open)}{allow}")
    return found


def try_confinement(runner: Runner, policy: Policy, device: str = "") -> Confinement:
    """What would be in force for a submission, on ``device`` if one is named, tried in a child that runs none."""
    folder = make_folder()
    budget = Budget(seconds=1, cpu=1, memory=1 << 30, data=1 << 20, device=device)
    try:
        child, found = confined(runner, folder, policy, budget)
        child.end()
        child.output.close()
        return found
    finally:
        remove_folder(folder)
