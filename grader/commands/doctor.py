"""`grade doctor`: can this machine grade, and if not, what to do about it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from grader.errors import GraderError, MachineError
from grader.model.devices import CPU
from grader.model.spec import RELEASE_FILE, Course
from grader.progress import FOLDER
from grader.reporters.inert import inert
from grader.reporters.marks import marks_for
from grader.sandbox import BACKENDS, ISOLATED, Policy, Runner, start_runner, try_confinement
from grader.sandbox.conformance import conform
from grader.spec import find_course
from grader.version import __version__
from grader.versions import is_within

_UNFIT = 3
_REPORT = "submissions are not contained here as they should be: please report this line"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``good`` is None where it is neither right nor wrong."""

    name: str
    text: str
    good: bool | None = True
    remedy: str = ""


@click.command("doctor")
@click.option("--self-test", is_flag=True, help="Try on this machine what submissions may try, and see it contained.")
@click.option("--backend", type=click.Choice(list(BACKENDS)), hidden=True)
def command(self_test: bool, backend: str | None) -> None:
    """Show versions, devices, how submissions are confined here and the folders in use, each with a remedy."""
    findings = [*_machine(backend), *_folders()]
    _show(findings)
    if self_test:
        click.echo()
        _show(trials := list(_self_test(backend)))
        findings += trials
    if any(finding.good is False for finding in findings):
        click.get_current_context().exit(_UNFIT)


def _show(findings: list[Finding]) -> None:
    marks = marks_for(sys.stdout)
    wide = max(len(finding.name) for finding in findings)
    for finding in findings:
        mark = {True: marks.passed, False: marks.failed, None: marks.skipped}[finding.good]
        click.echo(f" {mark} {finding.name:{wide}}  {inert(finding.text)}")
        if finding.remedy:
            click.echo(f"   {'':{wide}}  {finding.remedy}")


def _self_test(backend: str | None) -> Iterator[Finding]:
    """Every trial of the conformance suite, on this machine."""
    try:
        with start_runner(backend) as runner, _something_secret() as secret:
            for found in conform(runner, Policy(secret)):
                if found.passed is None:
                    yield Finding(found.trial.name, "only isolation denies this", None)
                else:
                    said = found.said if found.passed else f"{found.said}, where {found.trial.expected} was expected"
                    yield Finding(found.trial.name, said, found.passed, "" if found.passed else _REPORT)
    except GraderError as error:
        yield Finding("self-test", str(error), False)


def _machine(backend: str | None) -> Iterator[Finding]:
    yield Finding("grader", __version__)
    yield Finding("system", f"{platform.system()} {platform.release()}, {os.cpu_count()} cores")
    try:
        with start_runner(backend) as runner:
            facts = runner.facts()
            confinement = _confinement(runner)
            devices = [_device(runner, name) for name in facts.devices if name != CPU]
    except GraderError as error:
        remedy = "is torch installed in this environment? `pip install torch`; a CPU build is enough"
        yield Finding("runner", str(error), False, remedy)
        return
    yield Finding("python", facts.python)
    yield _torch(facts.torch)
    yield Finding("numpy", facts.numpy)
    yield Finding("devices", ", ".join(facts.devices))
    yield Finding("back end", facts.backend)
    yield confinement
    yield from devices


def _torch(version: str) -> Finding:
    """The version, and what the course was made for, where there is one that says so."""
    try:
        wanted = find_course(Path.cwd()).torch
    except GraderError:
        wanted = None
    if wanted is None or is_within(version, wanted):
        return Finding("torch", version)
    return Finding("torch", version, None, f"the course was made for torch {wanted}: `pip install 'torch{wanted}'`")


def _confinement(runner: Runner) -> Finding:
    """What a child was seen to be denied, tried on a file of the course or, outside of one, on any file."""
    with _something_secret() as secret:
        found = try_confinement(runner, Policy(secret))
    if found.tier == ISOLATED:
        return Finding("confinement", "isolated: a submission reaches neither your files nor the network")
    text = (
        f"{found.tier}: a submission runs in a process of its own, within limits, but it could {', '.join(found.open)}"
    )
    remedy = "enough for your own work; grade other people's where `grade doctor` says isolated (a recent Linux)"
    return Finding("confinement", text, None, remedy)


def _device(runner: Runner, name: str) -> Finding:
    """Whether a child can use it, and what student code could do there that it cannot elsewhere."""
    with _something_secret() as secret:
        try:
            found = try_confinement(runner, Policy(secret), name)
        except MachineError as error:
            remedy = "exercises that need it cannot be graded here; `--device cpu` leaves them out"
            return Finding(name, str(error), False, remedy)
    return Finding(name, f"{found.tier}: a submission can use it, and could {', '.join(found.open)}", None)


def _references(course: Course) -> Finding:
    if course.references.is_dir():
        return Finding("references", str(course.references))
    if (course.root / RELEASE_FILE).is_file():
        text = "not in a students' copy: it grades by what was recorded of them, in each assignment's `expected`"
        return Finding("references", text, True, "enough for your own work; what is graded here is not authoritative")
    return Finding("references", f"{course.references} is not there", None, "without them nothing can be graded here")


@contextmanager
def _something_secret() -> Iterator[Path]:
    """A file that no submission may read: the course's own or, outside of one, any other."""
    with tempfile.NamedTemporaryFile(prefix="grade-") as other:
        try:
            secret = find_course(Path.cwd()).file
        except GraderError:
            secret = Path(other.name)
        yield secret


def _folders() -> Iterator[Finding]:
    scratch = Path(tempfile.gettempdir())
    writable = os.access(scratch, os.W_OK)
    yield Finding("scratch", str(scratch), writable, "" if writable else "set TMPDIR to a folder that you can write to")
    try:
        course = find_course(Path.cwd())
    except GraderError as error:
        yield Finding("course", str(error), None, "change into the course's folder: it holds `course.yaml`")
        return
    yield Finding("course", str(course.root))
    yield _references(course)
    state = course.root / FOLDER
    writable = os.access(state if state.exists() else course.root, os.W_OK)
    yield Finding("state", str(state), writable or None, "" if writable else "progress and hints are not remembered")
