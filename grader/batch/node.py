"""One machine of a cluster: grades there what the driver sends it, by workers of its own. It writes nothing down."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from grader.batch.capacity import most_workers
from grader.batch.messages import Question, Reply, read_setup, write_reply
from grader.batch.scratch import scratch_folder
from grader.batch.shipping import unpack
from grader.batch.workers import Workers
from grader.errors import GraderError, UsageError
from grader.sandbox import ISOLATED, Policy, fill_folder, remove_folder, start_runner, try_confinement
from grader.sandbox.conformance import conform
from grader.version import __version__


def versions_here() -> dict[str, str]:
    """Those on which grades rest. Builds of one version of torch, for the CPU or a GPU, are taken as one."""
    return {"grader": __version__, "torch": version("torch").partition("+")[0]}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a node is fit for: ``tier`` is how it confines, ``open`` what a submission could do there.

    ``failed`` are the trials in which it did not contain what it should, ``problem`` why nothing can be graded there.
    """

    versions: dict[str, str]
    tier: str = ""
    open: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    problem: str = ""
    workers: int = 0

    def unfit(self, require: str | None) -> str:
        """Why it is not to grade what this machine would grade under ``require``; empty where it may."""
        if self.problem:
            return self.problem
        for name, version_here in versions_here().items():
            if self.versions[name] != version_here:
                return f"it has {name} {self.versions[name]}, and this machine {version_here}"
        if self.failed:
            return f"it does not contain what it should: {', '.join(self.failed)}"
        if require == ISOLATED and self.tier != ISOLATED:
            return f"a submission could {', '.join(self.open)} there; `--require process` allows it"
        return ""


class Node:
    """Made on the machine itself. ``setup`` and ``course`` are as they are sent; ``most`` workers are started."""

    def __init__(self, setup: bytes, course: bytes, most: int, memory: int, *, with_device: bool) -> None:
        self._ends = ExitStack()
        self._scratch = self._ends.enter_context(scratch_folder())
        here = unpack(course, self._scratch / "course")
        self._setup = replace(read_setup(setup), course=str(here))
        self._count = min(most, most_workers(memory, with_device=with_device))
        self._workers: Workers | None = None

    def check(self) -> Checked:
        """Have it tried here what submissions may try, as `grade doctor --self-test` does, and be ready."""
        versions = versions_here()
        try:
            with start_runner(self._setup.backend) as runner:
                policy = Policy(Path(self._setup.course))
                found = try_confinement(runner, policy)
                failed = tuple(each.trial.name for each in conform(runner, policy) if each.passed is False)
        except GraderError as error:
            return Checked(versions, problem=str(error))
        self._workers = self._ends.enter_context(Workers(self._setup, self._count, self._scratch))
        return Checked(versions, found.tier, found.open, failed, workers=self._count)

    def grade(self, files: list[tuple[str, bytes]], only: tuple[str, ...]) -> bytes:
        """What a worker replies to a submission of these files. May be called from several threads."""
        assert self._workers is not None
        folder = Path(tempfile.mkdtemp(dir=self._scratch))
        try:
            fill_folder(folder, files)
            return write_reply(self._workers.one(Question(str(folder), only)))
        except GraderError as error:
            return write_reply(Reply(error=str(error), is_usage=isinstance(error, UsageError)))
        finally:
            remove_folder(folder)
