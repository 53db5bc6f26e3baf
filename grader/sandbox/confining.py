"""Has a child confine itself, and holds it to what was required. Student code comes later, so it is believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def confine(child: Child, folder: Path, policy: Policy, budget: Budget) -> Confinement:
    """Confine ``child`` to ``folder``; what was in force. Raises ``MachineError``, where required a narrower one."""
    question = pack(
        do="confine",
        folder=str(folder),
        secrets=str(policy.secrets),
        layers=Sequence("tuple", policy.layers),
        memory=budget.memory,
        bytes=budget.data,
        cpu=int(budget.cpu + budget.seconds) + 1,
        device=budget.device,
    )
    answer = child.ask(question, Bounds(), STARTING)
    if isinstance(answer, Lost):
        raise MachineError("a process could not confine itself")
    try:
        found = Confinement.read(answer)
    except WireError:
        raise MachineError("a process did not say how it is confined") from None
    if found.unusable:
        raise DeviceError(f"the device `{budget.device}` cannot be used: {found.unusable}")
    sees_device = child.allow(budget.memory)
    if budget.device:
        found = replace(found, denied={**found.denied, _OUTGROW: sees_device})
    if policy.require == ISOLATED and found.tier != ISOLATED:
        allow = "; `--require process` allows that" if budget.device else ""
        raise ConfinementError(f"isolation is required, but student code could {', '.join(found.open)}{allow}")
    return found


def try_confinement(runner: Runner, policy: Policy, device: str = "") -> Confinement:
    """What would be in force for a submission, on ``device`` if one is named, tried in a child that runs none."""
    child = runner.child(with_device=bool(device))
    folder = make_folder()
    try:
        return confine(child, folder, policy, Budget(seconds=1, cpu=1, memory=1 << 30, data=1 << 20, device=device))
    finally:
        child.end()
        child.output.close()
        remove_folder(folder)
