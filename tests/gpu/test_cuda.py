"""On a machine with a CUDA device: where results lie, that both devices agree, that what goes wrong costs little."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from grader.gradebook import Gradebook
from grader.model.calls import Call
from grader.model.result import Cause, Outcome
from grader.model.values import Tensor
from grader.pipeline import Request, grade
from grader.pipeline.where import is_on_device
from grader.sandbox import PROCESS, Budget, Lost, Policy, Runner, Session, Source
from grader.spec import assignment_file, load_assignment, load_course
from tests.answering import answer

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device"),
]

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT / "course.yaml")
SOURCE = b"""
import torch

def there(x):
    return x.cuda() * 2

def random():
    return torch.rand(1000, device="cuda")

def coarse():
    torch.backends.cuda.matmul.allow_tf32 = True
    return torch.ones(2, device="cuda")

def out_of_memory():
    return torch.ones(1 << 34, device="cuda")

def hoard():
    return [torch.ones(1 << 26, device="cuda") for _ in range(1000)]

def hang():
    torch.cuda._sleep(1 << 62)
    return torch.ones(2, device="cuda")

def out_of_range():
    torch.ones(4, 2, device="cuda")[torch.tensor([99], device="cuda")]
    return 1

def hides_it():
    try:
        torch.ones(4, device="cuda")[torch.tensor([99], device="cuda")].sum().item()
    except RuntimeError:
        raise ValueError("nothing to see") from None

def unsteady(x):
    return torch.kthvalue(x.cuda(), 2)
"""
BUDGET = Budget(seconds=60, cpu=600, memory=1 << 30, data=1 << 26, device="cuda")


@pytest.fixture
def session(runner: Runner) -> Iterator[Session]:
    with Session(runner, Source("work.py", SOURCE), Policy(Path(__file__)), BUDGET) as opened:
        yield opened


def ones(count: int) -> Tensor:
    return Tensor("float32", (count,), torch.ones(count).numpy().tobytes())


def test_the_machine_tells_of_it(runner: Runner) -> None:
    assert runner.facts().devices[:2] == ("cpu", "cuda")


def test_a_result_comes_home(session: Session, call: Callable[..., Call]) -> None:
    found = answer(session, call("there", x=ones(2)))
    result = found.values["result"]
    assert isinstance(result, Tensor) and result.device == "cuda:0"
    assert torch.frombuffer(bytearray(result.data), dtype=torch.float32).tolist() == [2, 2]
    assert found.spent is not None and found.spent.seconds > 0 and found.spent.memory > 0 and not found.spent.tf32
    assert session.confinement is not None and session.confinement.tier == PROCESS


def test_without_a_device_there_is_none(fork: Runner, call: Callable[..., Call]) -> None:
    plain = Budget(seconds=60, cpu=600, memory=1 << 30, data=1 << 26)
    with Session(fork, Source("work.py", SOURCE), Policy(Path(__file__)), plain) as opened:
        raised = answer(opened, call("random")).raised
        assert raised is not None and "CUDA" in raised.text


def test_it_is_seeded(session: Session, call: Callable[..., Call]) -> None:
    one, same, other = (answer(session, call("random", seed=seed)).values["result"] for seed in (1, 1, 2))
    assert one == same != other


def test_switches_are_restored_and_told(session: Session, call: Callable[..., Call]) -> None:
    coarse, then = answer(session, call("coarse")).spent, answer(session, call("random")).spent
    assert coarse is not None and then is not None and (coarse.tf32, then.tf32) == (True, False)


@pytest.mark.parametrize("name", ["out_of_memory", "hoard"])
def test_out_of_memory_costs_one_call(name: str, session: Session, call: Callable[..., Call]) -> None:
    raised = answer(session, call(name)).raised
    assert raised is not None and "OutOfMemoryError" in raised.type
    assert answer(session, call("random")).raised is None


@pytest.mark.parametrize("name", ["out_of_range", "hides_it"])
def test_what_breaks_the_device_costs_one_call(name: str, session: Session, call: Callable[..., Call]) -> None:
    raised = answer(session, call(name)).raised
    assert raised is not None and ("CUDA error" in raised.text) is (name == "out_of_range")
    assert answer(session, call("random")).raised is None


def test_a_hung_kernel_costs_one_call(session: Session, call: Callable[..., Call]) -> None:
    answer(session, call("random"))
    (lost,) = session.run([call("hang")], 2).answers
    assert isinstance(lost, Lost) and lost.cause is Cause.TIMEOUT
    assert answer(session, call("random")).raised is None


def test_kernels_that_are_not_deterministic_are_named(session: Session, call: Callable[..., Call]) -> None:
    found = answer(session, call("unsteady", x=ones(9)))
    assert any("does not have a deterministic implementation" in text for text in found.warnings)


@pytest.mark.slow
@pytest.mark.parametrize("name", COURSE.order)
def test_the_course_is_right_on_both(name: str, fork: Runner) -> None:
    """Parity: every reference passes there too, or on the CPU, where it goes by itself."""
    assignment = load_assignment(assignment_file(COURSE, name), COURSE)
    file = ROOT / "reference" / name / "solution.py"
    for device in ("cpu", "cuda"):
        result = grade(Request(file, assignment, COURSE, 1, "option", device=device), fork)
        assert result.passed, [each for each in result.exercises if each.outcome is not Outcome.PASSED]
        on_device = {each.id for each in result.exercises if each.device}
        needing = {each.id for each in assignment.exercises if is_on_device(each)}
        assert on_device >= needing if device == "cuda" else not on_device
        print(name, *result.notes, sep="\n  ")


@pytest.mark.slow
def test_fifty_submissions_in_one_run(tmp_path: Path) -> None:
    text = (ROOT / "reference/devices/solution.py").read_text("utf-8")
    for number in range(50):
        home = tmp_path / "handed-in" / f"s{number:02}"
        home.mkdir(parents=True)
        written = text.replace("loss.backward()", "pass") if number % 10 == 0 else text
        (home / "devices.py").write_text(f"{written}\n# {number}\n", "utf-8")
    gradebook = tmp_path / "gradebook.db"
    command = [sys.executable, "-m", "grader", "batch", "devices", str(tmp_path / "handed-in")]
    command += ["--gradebook", str(gradebook), "--require", "process"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    with Gradebook.open(gradebook) as book:
        scores = [each.score for each in book.standings("devices").students]
    assert (scores.count(1800), scores.count(2100)) == (5, 45), scores
