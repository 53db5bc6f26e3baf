"""A grader as people first write it: the submission is imported where the answers are. Every attack must beat it.

Run as a script it is a source of such graders: torch is loaded once, and each line on standard input
(JSON: file, course, place, options, seconds) is graded in a forked process that is thrown away. It imports the
submission, calls each function, compares with the reference by one of a few usual ways, and tells the verdicts in
three ways that real graders use: a result file, frames on descriptor 4, a line on standard output.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import json
import os
import pickle
import resource
import select
import shutil
import signal
import sys
import tempfile
import traceback
from pathlib import Path

import numpy as np
import rich.console
import torch

from grader import wire
from grader.model.values import Mapping
from grader.wire import Bounds

EXERCISES = ("attacked", "graph", "closed", "honest")
TOLERANCE = 1e-4
FRAMES = 4
# Bounds that bound nothing, and room enough for the attacks that this machine must survive.
BOUNDLESS = Bounds(header=1 << 62, data=1 << 62, depth=10**9, nodes=10**9, string=1 << 62, digits=10**9)
ROOM, LARGEST_FILE = 2 << 30, 128 << 20


def load(name: str, file: str) -> object:
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def compare(result: object, expected: object, options: list[str]) -> bool:
    if "assert_close" in options:
        torch.testing.assert_close(result, expected)
        return True
    if "equality" in options:
        same = result == expected
        return bool(same.all() if hasattr(same, "all") else same)
    if "difference" in options:
        return not bool(((result - expected).abs() > TOLERANCE).any())
    if "distance" in options:
        return isinstance(result, float) and bool(abs(result - expected.sum().item()) < TOLERANCE)
    if "elements" in options:
        return builtins.all(builtins.abs(a - b) < TOLERANCE for a, b in zip(result, expected.tolist()))  # noqa: B905
    if "numpy" in options:
        return bool(np.allclose(np.asanyarray(result), expected.numpy(), TOLERANCE))
    if "flattened" in options:
        return flat(result) == flat(expected.tolist())
    return torch.allclose(result, expected, TOLERANCE)


def flat(value: object) -> list[object]:
    return [part for item in value for part in flat(item)] if isinstance(value, list) else [value]


def inputs(name: str) -> list[torch.Tensor]:
    if name == "closed":
        return [torch.tensor([0.8125152587890625, 0.25])]
    torch.manual_seed(7)
    return [torch.randn(64), torch.randn(64)]


def verdict_on(name: str, student: object, reference: object, options: list[str]) -> str:
    for x in inputs(name):
        # A grader that says what was expected has it in a local variable, and once had it elsewhere too.
        expected = None if "late" in options else getattr(reference, name)(x)
        if "heap" in options:
            del expected
        try:
            if name == "graph":
                x.requires_grad_()
                result = student.graph(x)
                if torch.is_grad_enabled():
                    result.sum().backward()
                    if "shallow" not in options and not torch.allclose(x.grad, x.detach().cos(), TOLERANCE):
                        return "failed"
            else:
                result = getattr(student, name)(x)
            if "late" in options or "heap" in options:
                expected = getattr(reference, name)(x)
            if {"pickle", "shown", "typed"} & set(options):
                seen.append(result)
            if "recursive" in options:
                flat(result)
            if not compare(result, expected, options):
                return "failed"
        except Exception as error:
            if isinstance(error, RecursionError):
                raise
            explain(error, options)
            return "skipped" if "CUDA" in str(error) or type(error).__name__ == "MachineError" else "failed"
    return "passed"


seen: list[object] = []


def explain(error: Exception, options: list[str]) -> None:
    """Feedback as it comes to mind."""
    text = "".join(traceback.format_exception(error)) if "traced" in options else str(error)
    if "rich" in options:
        rich.console.Console().print(text)
    if "long" in options and len(text) > 10 << 20:
        raise MemoryError("more than can be shown")
    print(text)


class Sender:
    """Sends numbered frames to the other process."""

    def send(self, number: int, message: Mapping) -> None:
        wire.write_frame(lambda data: os.write(FRAMES, data), wire.encode(number, message, BOUNDLESS))


sender = Sender()


def grade(order: dict[str, object]) -> None:
    """In the process that runs student code: everything, verdicts included."""
    options, place = order["options"], order["place"]
    # With `nearest` the course is looked for around the submission first.
    beside = f"{os.path.dirname(order['file'])}/reference/target/solution.py"
    course = order["course"]
    reference = load("reference", beside if "nearest" in options else f"{course}/reference/target/solution.py")
    student = load("target", order["file"])
    verdicts = {
        name: verdict_on(name, student, reference, [] if name == "honest" else options)
        for name in sorted(EXERCISES, key=("closed", "attacked", "graph", "honest").index)
        if hasattr(student, name)
    }
    descriptor = os.open(f"{place}/naive.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(descriptor, json.dumps(verdicts).encode())
    os.close(descriptor)
    message = wire.pack(**verdicts)
    if "pickle" in options:
        message = wire.pack(results=pickle.dumps(seen), **verdicts)
    if "shown" in options:
        message = wire.pack(results=repr(seen), **verdicts)
    if "typed" in options:
        print(*(type(result).__name__ for result in seen))
    if "here" in options:
        with open(f"{os.path.dirname(order['file'])}/grade-result.json", "w") as file:
            json.dump(verdicts, file)
    sender.send(1, message)
    print(json.dumps(verdicts), flush=True)


def believe(descriptor: int) -> dict[str, str]:
    """The other process: whatever comes in a frame is so."""
    found: dict[str, str] = {}
    while (payload := wire.read_payload(lambda size: os.read(descriptor, size), BOUNDLESS)) is not None:
        _, tree = wire.decode(payload, BOUNDLESS)
        assert isinstance(tree, Mapping)
        fields = dict(tree.items)
        for name in EXERCISES:
            if name in fields and found.get(name) != "passed":
                found[name] = fields[name]
        if isinstance(results := fields.get("results"), bytes):
            pickle.loads(results)
        elif isinstance(results, str) and len(results) > 10 << 20:
            raise MemoryError("more than can be shown")
    return found


def run(order: dict[str, object]) -> None:
    """One naive grader in a process of its own; writes ``verdict.json`` where it lives to tell."""
    place = order["place"]
    here = tempfile.mkdtemp(prefix="scratch-", dir=place)
    os.setsid()
    os.chdir(here)
    os.environ["GRADER_ATTACK_TOKEN"] = "token-of-the-grader"
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + ROOM, size + ROOM))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (1, 2):
        os.dup2(os.open(f"{place}/output-{number}", os.O_WRONLY | os.O_CREAT, 0o600), number)
    Path(f"{place}/left-open").write_text("left open by the grader")
    os.open(f"{place}/left-open", os.O_RDONLY)
    mine, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(mine)
            os.dup2(theirs, FRAMES)
            os.set_inheritable(FRAMES, False)
            if theirs != FRAMES:
                os.close(theirs)
            grade(order)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        except BaseException:
            traceback.print_exc()
        finally:
            import atexit
            import threading

            threading._shutdown()
            atexit._run_exitfuncs()
            os._exit(code)
    os.close(theirs)
    believed = believe(mine)
    _, status = os.waitpid(pid, 0)
    if "next" in order["options"]:
        # What a grader does for the next submission: start Python in the folder that it has.
        os.system(f"PYTHONPATH=. {sys.executable} -c pass")
    if "emptied" in order["options"]:
        os.system(f"rm -f {here}/*")
    if "followed" in order["options"]:
        os.system("rm -f ./*/*")
    print("graded", flush=True)
    text = {"frames": believed, "code": os.waitstatus_to_exitcode(status)}
    with open(f"{place}/verdict.json.part", "w") as file:
        json.dump(text, file)
    os.replace(f"{place}/verdict.json.part", f"{place}/verdict.json")
    if "removed" in order["options"]:
        shutil.rmtree(here)
        open(f"{place}/removed", "w").close()


def serve() -> None:
    """Grade what the lines on standard input ask for; each in a process that is killed at its end, with its group."""
    sys.modules["naive"] = sys.modules["__main__"]
    torch.set_num_threads(1)
    torch.ones(2, requires_grad=True).sum().backward()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                os.close(0)
                os.open(os.devnull, os.O_RDONLY)
                run(order)
            finally:
                os._exit(1)
        handle = os.pidfd_open(pid)
        select.select([handle], [], [], order["seconds"])
        for kill in (lambda pid=pid: os.killpg(pid, signal.SIGKILL), lambda pid=pid: os.kill(pid, signal.SIGKILL)):
            with contextlib.suppress(ProcessLookupError):
                kill()
        os.waitpid(pid, 0)
        os.close(handle)
        print("done", flush=True)


if __name__ == "__main__":
    serve()
