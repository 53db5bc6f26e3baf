"""Warm: submissions of `linear` through one runner, against a bare fork-and-call loop that makes the same calls."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.cold import ROOT, SOLUTION
from benchmarks.table import Measured
from grader.model.calls import Call
from grader.model.record import Record
from grader.model.values import tensors_in
from grader.pipeline import Request, grade
from grader.pipeline.attempts import attempt_exercises
from grader.pipeline.expected import Expected, ExpectedExercise
from grader.pipeline.reference import observe_reference
from grader.pipeline.references import References
from grader.pipeline.sources import read_submission
from grader.plan import draw_exercises
from grader.sandbox import absent_libraries, start_runner, try_confinement
from grader.sandbox.launch import environment
from grader.spec import assignment_file, find_course, load_assignment
from grader.wire import REQUEST, call_to_tree, encode

SEED = 1
BARE, KEPT, WHOLE = "bare fork and calls", "submission, reference kept", "submission and reference"
CONFINED, PLAIN = "a child, confined", "a child, not confined"


def measure_warm(rounds: int) -> Measured:
    """Seconds a submission takes: bare, against a reference observed before, and with the reference observed anew."""
    course = find_course(ROOT)
    assignment = load_assignment(assignment_file(course, "linear"), course)
    request = Request(SOLUTION, assignment, course, SEED, "benchmark")
    policy = request.policy
    submission = read_submission(SOLUTION, assignment)
    references = References.of(course, assignment)
    with start_runner() as runner, tempfile.TemporaryDirectory() as scratch:
        expected = observe_reference(draw_exercises(assignment.exercises, SEED), references, runner, policy)
        calls = [call for each in expected for case in each.visible for call in _calls(case)]
        with _Bare(Path(scratch) / "calls", calls) as bare:
            work: dict[str, Callable[[], object]] = {
                BARE: bare.submission,
                KEPT: lambda: attempt_exercises(expected, submission, runner, policy, course, lambda _: None),
                CONFINED: lambda: try_confinement(runner, policy),
                PLAIN: lambda: absent_libraries(runner, ["torch"]),
                WHOLE: lambda: grade(request, runner),
            }
            seconds: dict[str, list[float]] = {name: [] for name in work}
            for number in range(rounds + 3):
                for name, do in work.items():
                    start = time.perf_counter()
                    took = do()
                    if number >= 3:  # the first ones warm caches
                        own = time.perf_counter() - start
                        seconds[name].append(took if isinstance(took, float) else own)
            if bare.digest != _digest(expected):
                raise RuntimeError("the bare loop observed something else: the comparison means nothing")
    layers = median(confined - plain for confined, plain in zip(seconds[CONFINED], seconds[PLAIN], strict=True))
    share = layers / median(seconds[BARE])
    note = f"{len(calls)} calls a submission; the bare loop sends the same bytes. Confining costs {share:.2f} × bare."
    return Measured(BARE, seconds, note)


class _Bare:
    """The bare loop in a process of its own."""

    def __init__(self, file: Path, calls: list[Call]) -> None:
        file.write_bytes(b"".join(bytes(part) for call in calls for part in encode(0, call_to_tree(call), REQUEST)))
        command = [sys.executable, "-s", "-B", str(ROOT / "benchmarks" / "bare.py"), str(SOLUTION), str(file)]
        self._process = subprocess.Popen(
            command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin and self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout
        self.digest = ""

    def __enter__(self) -> _Bare:
        if self._out.readline() != "ready\n":
            raise RuntimeError("the bare loop did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._in.close()
        self._process.wait()
        self._out.close()

    def submission(self) -> float:
        """Seconds that one took there."""
        print(file=self._in, flush=True)
        seconds, self.digest = self._out.readline().split()
        return float(seconds)


def _calls(case: Expected) -> list[Call]:
    return [case.call, *([case.again[0]] if case.again else [])]


def _digest(expected: list[ExpectedExercise]) -> str:
    """Of the tensors of all records, in the order of the calls."""
    found = hashlib.sha256()
    for each in expected:
        for case in each.visible:
            again = [case.again[1]] if case.again else []
            for record in [case.record, *again]:
                found.update(_content(record))
    return found.hexdigest()


def _content(record: Record) -> bytes:
    return b"".join(bytes(tensor.data) for tree in record.values.values() for _, tensor in tensors_in(tree))
