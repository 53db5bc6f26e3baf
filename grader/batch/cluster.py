"""The nodes of a Ray cluster, asked as workers are. What is lost there is asked of another; the driver alone writes.

Ray brings code and bytes to each node, notices when one is gone, and is there for nothing else.
"""

from __future__ import annotations

import logging
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import ray
from ray.exceptions import GetTimeoutError, RayActorError, RayError, RayTaskError
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from grader.batch.messages import Question, Reply, Setup, read_reply, write_setup
from grader.batch.node import Checked, Node
from grader.batch.workers import LOST, checked
from grader.errors import MachineError, UsageError
from grader.model.devices import CPU
from grader.pipeline.where import AUTO

# Seconds until a node must have loaded torch and tried what submissions may try.
_STARTING = 600.0
# And for a cluster to say that it is there.
_PATIENCE = 10.0
# So many nodes may be lost under the same submission before it is held to be the reason.
_LOSSES = 2
_Job = TypeVar("_Job")


@dataclass(slots=True)
class _Machine:
    """``actor`` grades on the node called ``name``, ``free`` submissions more at a time."""

    name: str
    actor: Any
    free: int = 0


class Cluster:
    """A context manager: all nodes of the cluster at ``address`` that are fit, joined until it ends.

    ``course`` is packed. ``most`` workers are on each node, None for as many as fit; ``memory`` is what each submission
    may take. ``with_device`` only nodes with a GPU are asked, where there are any. ``say`` hears which node gets no
    work, and why.
    """

    def __init__(
        self,
        setup: Setup,
        course: bytes,
        address: str,
        *,
        most: int | None,
        memory: int,
        with_device: bool,
        say: Callable[[str], None],
    ) -> None:
        self._setup, self._course, self._address, self._most, self._memory = setup, course, address, most, memory
        self._with_device, self._say = with_device, say
        self._machines: list[_Machine] = []

    @property
    def count(self) -> int:
        return sum(machine.free for machine in self._machines)

    def __enter__(self) -> Self:
        _reach(self._address)
        try:
            ray.init(address=self._address, log_to_driver=False, logging_level=logging.ERROR, namespace="grader")
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise _none_at(self._address, str(error)) from None
        try:
            self._join()
        except BaseException:
            ray.shutdown()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for machine in self._machines:
            ray.kill(machine.actor)
        ray.shutdown()

    def ask(
        self, jobs: Iterable[_Job], question: Callable[[_Job], Question], *, at_a_time: int | None = None
    ) -> Iterator[tuple[_Job, Reply]]:
        """Each job with its reply, as they come; a job whose node is lost is asked of another."""
        pending: dict[Any, tuple[_Job, _Machine]] = {}
        again: list[_Job] = []
        left, losses = iter(jobs), Counter[int]()
        while True:
            while (machine := self._idle()) and (at_a_time is None or len(pending) < at_a_time):
                job = again.pop() if again else next(left, None)
                if job is None:
                    break
                pending[self._begun(machine, question(job))] = job, machine
            if not pending:
                if not self._machines and (again or next(left, None) is not None):
                    raise MachineError(
                        "no node of the cluster is left. What was graded so far is kept: run the same command again"
                    )
                return
            ready, _ = ray.wait(list(pending))
            for reference in ready:
                job, machine = pending.pop(reference)
                reply = self._reply(reference, machine)
                losses[id(job)] += reply is None
                if reply is None and losses[id(job)] <= _LOSSES:
                    again.append(job)
                else:
                    yield job, reply or Reply(defect=LOST)

    def _idle(self) -> _Machine | None:
        return max((each for each in self._machines if each.free), key=lambda each: each.free, default=None)

    def _begun(self, machine: _Machine, question: Question) -> Any:  # noqa: ANN401
        folder = Path(question.folder)
        files = [(str(file.relative_to(folder)), file.read_bytes()) for file in folder.rglob("*") if file.is_file()]
        machine.free -= 1
        return machine.actor.grade.remote(files, question.only)

    def _reply(self, reference: Any, machine: _Machine) -> Reply | None:  # noqa: ANN401
        """None where the node is gone."""
        try:
            reply = read_reply(ray.get(reference))
        except RayTaskError as error:
            machine.free += 1
            return Reply(defect=f"{type(error.cause).__name__} on the node {machine.name}")
        except RayError:
            if machine in self._machines:
                self._machines.remove(machine)
                self._say(f"the node {machine.name} is gone: what it had to grade is graded by others")
            return None
        machine.free += 1
        return checked(reply)

    def _join(self) -> None:
        """Have every node check itself, all at once, and keep those that are fit."""
        wanted = self._wanted([node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")])
        course = ray.put(self._course)
        joined = [self._actor(node, course) for node in wanted]
        checks = [machine.actor.check.remote() for machine in joined]
        for machine, check in zip(joined, checks, strict=True):
            problem, workers = self._fitness(check)
            if problem:
                self._say(f"the node {machine.name} gets no work: {problem}")
                ray.kill(machine.actor)
            else:
                machine.free = workers
                self._machines.append(machine)
        if not self._machines:
            raise UsageError(f"no node of the cluster at `{self._address}` can grade this")

    def _wanted(self, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those with a GPU, where one is needed. Where none has one, such exercises are left out, as anywhere else."""
        with_gpu = [node for node in nodes if node["Resources"].get("GPU")] if self._with_device else []
        if not nodes or (self._setup.device not in ("", AUTO, CPU) and not with_gpu):
            kind = "with a GPU" if nodes else "with a processor"
            raise UsageError(f"the cluster at `{self._address}` has no node {kind}")
        return with_gpu or nodes

    def _actor(self, node: dict[str, Any], course: Any) -> _Machine:  # noqa: ANN401
        resources = node["Resources"]
        cores = int(resources["CPU"])
        most = min(cores, self._most or cores)
        actor = ray.remote(Node).options(
            num_cpus=cores,
            num_gpus=int(resources.get("GPU", 0)) if self._with_device else 0,
            max_concurrency=most + 1,
            scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False),
        )
        arguments = write_setup(self._setup), course, most, self._memory
        return _Machine(node["NodeManagerAddress"], actor.remote(*arguments, with_device=self._with_device))

    def _fitness(self, check: Any) -> tuple[str, int]:  # noqa: ANN401
        """Why a node is not to grade, or how many submissions it does at a time."""
        try:
            found: Checked = ray.get(check, timeout=_STARTING)
        except GetTimeoutError:
            return f"it was not ready within {_STARTING:g} s", 0
        except RayTaskError as error:
            return f"{type(error.cause).__name__}: {error.cause}".splitlines()[0], 0
        except RayActorError:
            return "it could not start; are the grader and torch installed there?", 0
        problem = found.unfit(self._setup.require)
        return problem, 0 if problem else found.workers


def _reach(address: str) -> None:
    """Raises ``UsageError`` where nobody listens at ``address``: Ray itself would wait for somebody for minutes."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or "/" in host:
        return  # `auto`, or of another form
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise _none_at(address, str(error)) from None


def _none_at(address: str, why: str) -> UsageError:
    first = (why.strip().splitlines() or ["no answer"])[0]
    return UsageError(f"there is no Ray cluster at `{address}`: {first} (`ray start --head` begins one)")
