"""`--device` without one: `cuda` is pretended in a child that is confined as if it had a device, the stand-in `cpu`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from grader.commands.grading import exit_code
from grader.errors import UsageError
from grader.model.devices import CPU
from grader.model.pretended import pretending
from grader.model.result import Cause, Outcome, Result
from grader.pipeline import asking, attempts, moving, reference
from grader.pipeline import where as places
from grader.plan import Draft, ExercisePlan
from grader.reporters.json_result import to_json
from grader.sandbox import ISOLATED, PROCESS, Runner

Run = Callable[..., Result]

SCALED = """
- {id: scaled, call: scaled, given: {x: {randn: [B, 3]}, by: {randn: [3]}}, let: {B: 1..4}, repeat: 2}
"""
MODULE = """
- id: affine
  class: Affine
  let: {B: 1..4}
  init: {size: 3}
  given: {x: {randn: [B, 3]}, layer: {class: torch.nn.Linear, init: {in_features: 3, out_features: 3}}}
  set: {layer.*: {randn: same}}
  backward: random
  expect: {all: reference}
"""
RIGHT = """
from torch import nn
def scaled(x, by):
    return x * by
class Affine(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.register_buffer("shift", torch.arange(size, dtype=torch.float32))
    def forward(self, x, layer):
        return layer(x) * self.weight + self.shift
"""
MIXED = RIGHT.replace("return x * by", "return x * by + torch.zeros(3)")
NUMPY = RIGHT.replace("return x * by", "return torch.from_numpy(x.numpy() * by.numpy())")


@pytest.fixture
def cuda(fork: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has it."""
    facts = fork.facts()
    if facts.devices != (CPU,):
        pytest.skip("this machine has a device of its own")

    def on(plan: ExercisePlan, device: str) -> ExercisePlan:
        def all_of(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
            return tuple(replace(draft, survey=pretending(draft.survey, device)) for draft in drafts)

        there = places.moved(plan, device)
        return replace(there, visible=all_of(there.visible), hidden=all_of(there.hidden))

    def stands_in(plan: ExercisePlan, runner: Runner) -> str:
        return CPU if places.device_of(plan, runner) else ""

    monkeypatch.setattr(fork, "facts", lambda: replace(facts, devices=(CPU, "cuda")))
    monkeypatch.setattr(moving, "moved", on)
    monkeypatch.setattr(moving, "try_confinement", lambda *_: None)
    monkeypatch.setattr(reference, "device_of", stands_in)
    monkeypatch.setattr(asking.Asking, "_device", lambda _, exercise, call: CPU if call.device else "")


def places_of(result: Result) -> dict[str, str]:
    return {each.id: each.device for each in result.exercises}


@pytest.mark.usefixtures("cuda")
@pytest.mark.parametrize("device", ["cuda", "auto"])
def test_everything_moves_and_comes_home(run: Run, device: str) -> None:
    result = run(SCALED + MODULE, RIGHT, RIGHT, device=device)
    assert result.passed and set(places_of(result).values()) == {CPU}
    assert result.notes == ("2 of 2 exercises were graded on `cuda`",)
    assert (result.confinement, result.authoritative) == (PROCESS, False)
    assert result.run["device_memory"] == 0 and "device_seconds" in result.run
    assert [each["device"] for each in to_json(result)["exercises"]] == [CPU, CPU]  # type: ignore[index]


@pytest.mark.usefixtures("cuda")
def test_nobody_loses_points_for_a_device(run: Run) -> None:
    result = run(SCALED + MODULE, RIGHT, MIXED, device="cuda")
    assert result.passed and places_of(result) == {"scaled": "", "affine": CPU}
    assert result.notes[0].startswith("1 of 2 exercises were graded on `cuda`")
    assert result.notes[1].startswith("`scaled` does not pass on `cuda` (MixedError: Expected all tensors")


@pytest.mark.usefixtures("cuda")
def test_what_is_wrong_everywhere_is_told_as_on_the_cpu(run: Run) -> None:
    wrong = RIGHT.replace("x * by", "x + by").replace("+ self.shift", "- self.shift")
    there, here = run(SCALED + MODULE, RIGHT, wrong, device="cuda"), run(SCALED + MODULE, RIGHT, wrong)
    assert [each.outcome for each in there.exercises] == [Outcome.FAILED] * 2
    assert to_json(there)["exercises"] == to_json(here)["exercises"]
    assert places_of(there) == {"scaled": "", "affine": ""}


@pytest.mark.usefixtures("cuda")
def test_a_reference_that_stays_on_the_cpu_is_asked_there(run: Run) -> None:
    result = run(SCALED + MODULE, NUMPY, RIGHT, device="cuda")
    assert result.passed and places_of(result) == {"scaled": "", "affine": CPU}
    assert "the reference does not pass on `cuda` in `scaled`" in result.notes


@pytest.mark.usefixtures("cuda")
def test_who_says_where_things_are_is_not_moved(run: Run) -> None:
    placed = SCALED.replace("{randn: [3]}", "{randn: [3], device: cpu}")
    result = run(placed, RIGHT, MIXED, device="cuda")
    assert result.passed and places_of(result) == {"scaled": ""} and result.confinement == ISOLATED


@pytest.mark.usefixtures("cuda")
def test_an_interrupt_there_leaves_the_rest_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not begun was not left out by the machine: the run says that it was interrupted, and exits so."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    placed = SCALED.replace("id: scaled", "id: placed").replace("{randn: [3]}", "{randn: [3], device: cpu}")
    monkeypatch.setattr(attempts, "_attempt", interrupted)
    result = run(SCALED + placed, RIGHT, RIGHT, device="cuda")
    assert [each.cause for each in result.exercises] == [Cause.INTERRUPTED] * 2 and exit_code(result) == 130


@pytest.mark.usefixtures("cuda")
def test_nothing_is_isolated_on_a_device(run: Run) -> None:
    with pytest.raises(UsageError, match="`--require process`"):
        run(SCALED, RIGHT, RIGHT, device="cuda", require=ISOLATED)
    assert run(SCALED, RIGHT, RIGHT, device="auto", require=ISOLATED).confinement == ISOLATED


def test_a_device_that_is_not_here(run: Run, fork: Runner) -> None:
    if "xpu" in fork.facts().devices:
        pytest.skip("it is here")
    with pytest.raises(UsageError, match="no device `xpu:1`: it has `cpu`"):
        run(SCALED, RIGHT, RIGHT, device="xpu:1")
