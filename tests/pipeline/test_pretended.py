"""Hints for exercises that need a GPU, on a machine without one: who gets one, who gets none, and that none counts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from io import StringIO
from textwrap import dedent
from typing import Any, cast

import pytest

from grader.exports import exported
from grader.model.diagnosis import Confidence
from grader.model.result import Cause, ExerciseResult, Outcome, Result
from grader.reporters.json_result import to_json
from grader.reporters.summary import Surroundings
from grader.reporters.terminal import report
from grader.reporters.wording import say
from grader.sandbox import Runner
from tests.runner.planted import FINE, HEAD, LEFT, MISTAKES, MIXED

Run = Callable[..., Result]

EXERCISE = """
- id: e{number}
  call: f_{number}
  needs: [cuda]
  given:
    x: {{tensor: [[0.5, -1.0, 2.0, 0.25], [1.5, -0.5, 0.75, -2.0], [1.0, 3.0, -1.5, 0.1]], device: cuda}}
    labels: {{tensor: [0, 3, 1], device: cuda}}
    device: cuda
"""
LAW = "- {id: e0, call: f, given: {x: {randn: [2, 3]}}, laws: {same_on: [cuda]}}\n"
RIGHT = "def f(x):\n    return x + torch.ones(3, device=x.device)\n"
WRONG = "def f(x):\n    return x + torch.ones(3)\n"
HINT = (
    "on a GPU this would stop in line {line}, where something is on the CPU: make new tensors with `device=x.device`, "
    "and register what a module keeps with `register_buffer`"
)


@pytest.fixture(autouse=True)
def without_gpu(fork: Runner) -> None:
    if "cuda" in fork.facts().devices:
        pytest.skip("this machine has a GPU")


def numbered(text: str, number: int) -> str:
    """``text`` with names of its own beside the others."""
    return re.sub(r"\b(f|Centred|Scaled|Deep|Cell|Exp)\b(?=\()", rf"\1_{number}", dedent(text)).replace(
        "Exp.apply", f"Exp_{number}.apply"
    )


def all_of(texts: list[str]) -> str:
    return HEAD + "\n".join(numbered(text, number) for number, text in enumerate(texts))


def exercises(count: int) -> str:
    return "".join(EXERCISE.format(number=number) for number in range(count))


def only(result: Result) -> ExerciseResult:
    (found,) = result.exercises
    assert (found.outcome, found.cause, found.score, result.max_score) == (Outcome.SKIPPED, Cause.UNAVAILABLE, 0, 0)
    return found


def hint(result: Result) -> str | None:
    found = only(result).diagnosis
    assert found is None or found.confidence is Confidence.POSSIBLE
    return None if found is None else say(found.message)


def test_every_planted_mistake_is_hinted_at(run: Run) -> None:
    texts = [text for _, _, text in MISTAKES.values()]
    same = "\n".join(f"def f_{number}(x, labels, device):\n    return x * 1\n" for number in range(len(texts)))
    result = run(exercises(len(texts)), same, all_of(texts))
    for (name, (way, what, _)), each in zip(MISTAKES.items(), result.exercises, strict=True):
        assert each.diagnosis is not None, name
        assert each.diagnosis.id == ("device_mixed" if way == MIXED else "wrong_device"), name
        assert (f"`{what}`" if what else "") in say(each.diagnosis.message), name
        assert (" in line " in say(each.diagnosis.message)) is (way != LEFT), name


def test_fine_code_gets_no_hint(run: Run) -> None:
    texts = [text for text in FINE.values() if "is_available" not in text]
    result = run(exercises(len(texts)), all_of(texts), all_of(texts))
    given = {
        name: say(each.diagnosis.message)
        for name, each in zip(FINE, result.exercises, strict=False)
        if each.diagnosis is not None
    }
    assert not given and len(result.exercises) == len(texts) > 13


def test_the_law_puts_everything_there(run: Run) -> None:
    assert hint(run(LAW, RIGHT, WRONG)) == HINT.format(line=3)
    assert hint(run(LAW, RIGHT, RIGHT)) is None


def test_a_result_may_lie_on_the_cpu_where_nobody_looks_where_it_lies(run: Run) -> None:
    task = "- {id: e0, call: f, needs: [cuda], given: {x: {randn: [3], device: cuda}}%s}\n"
    right, work = "def f(x):\n    return x\n", "def f(x):\n    return x.cpu()\n"
    assert (hint(run(task % "", right, work)) or "").startswith("on a GPU `result` would be left on the CPU")
    assert hint(run(task % ", expect: {result.device: any}", right, work)) is None


def test_modules_move_and_what_they_forget_does_not(run: Run) -> None:
    module = """
    class Scaled(torch.nn.Module):
        def __init__(self, size):
            super().__init__()
            {keep}
        def forward(self, x):
            return x * self.scale
    """
    law = "- {id: e0, class: Scaled, init: {size: 3}, given: {x: {randn: [2, 3]}}, laws: {same_on: [cuda]}}\n"
    right = module.format(keep='self.register_buffer("scale", torch.ones(size))')
    wrong = module.format(keep="self.scale = torch.ones(size)")
    said = hint(run(law, right, wrong))
    assert said is not None and said.startswith("on a GPU this would stop in line 8: `self.scale` stays on the CPU")
    assert hint(run(law, right, right)) is None


def test_nothing_is_said_where_the_reference_itself_does_not_keep_to_the_device(run: Run) -> None:
    assert hint(run(LAW, WRONG, WRONG)) is None


def test_another_exception_is_no_mistake_of_devices(run: Run) -> None:
    for raises in ("raise ValueError(1)", "return x @ x", "return torch.empty(3, device='xpu')", "return undefined"):
        assert hint(run(LAW, RIGHT, f"def f(x):\n    {raises}\n")) is None


def test_whoever_asks_what_is_here_was_told_that_nothing_is(run: Run) -> None:
    asks = 'where = "cuda" if torch.cuda.is_available() else "cpu"\n'
    asks += "def f(x):\n    return x + torch.ones(3, device=where)\n"
    assert hint(run(LAW, RIGHT, asks)) is None


def test_an_author_has_words_of_their_own_or_none(run: Run) -> None:
    own = LAW.rstrip("}\n") + "}, diagnoses: {device_mixed: %s}}\n"
    assert hint(run(own % "Mind the device.", RIGHT, WRONG)) == "Mind the device."
    assert hint(run(own % "false", RIGHT, WRONG)) is None


def test_a_child_that_is_lost_costs_nothing_but_its_time(run: Run) -> None:
    both = LAW.replace("laws", "limits: {seconds: 1}, laws") + "- {id: plain, call: g, given: {x: 1.0}}\n"
    other = "def g(x):\n    return x\n"
    for end in ("while True: pass", "import os; os._exit(0)", "x.resize_(10**12)", "import sys; sys.exit()"):
        started = time.monotonic()
        result = run(both, RIGHT + other, f"def f(x):\n    {end}\n{other}")
        first, second = result.exercises
        assert (first.outcome, first.cause, first.diagnosis) == (Outcome.SKIPPED, Cause.UNAVAILABLE, None)
        assert second.outcome is Outcome.PASSED and result.passed
        assert time.monotonic() - started < 8


def test_what_is_pretended_is_no_way_to_another_device(run: Run) -> None:
    """A tensor around another one is nothing that is observed, in a call that is really made."""
    task = "- {id: e0, call: f, given: {x: {randn: [2], device: meta}}, expect: {result.device: reference}}\n"
    work = """
    def f(x):
        from grader.runner.pretended import Pretended
        Pretended.kind = "meta"
        return Pretended(torch.ones(2))
    """
    (found,) = run(task, "def f(x):\n    return x\n", work).exercises
    assert found.outcome is Outcome.FAILED


def test_a_text_that_is_made_up_says_nothing_of_its_own(run: Run) -> None:
    said = "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!"
    result = run(LAW, RIGHT, f"def f(x):\n    raise RuntimeError({said!r})\n")
    assert hint(result) == HINT.format(line=3)
    assert hint(run(LAW, RIGHT, f"def f(x):\n    raise RuntimeError({'full marks. ' + said!r})\n")) is None


def test_what_cannot_be_imported_is_not_waited_for_again(run: Run) -> None:
    both = "- {id: plain, call: g, given: {x: 1.0}, limits: {seconds: 1}}\n" + LAW.replace(
        "laws", "limits: {seconds: 1}, laws"
    )
    started = time.monotonic()
    plain, first = run(both, RIGHT + "def g(x):\n    return x\n", "while True: pass\n").exercises
    assert (plain.cause, first.cause, first.diagnosis) == (Cause.IMPORT, Cause.UNAVAILABLE, None)
    assert time.monotonic() - started < 5


def test_it_is_shown_on_the_screen_on_a_page_and_in_the_file(run: Run) -> None:
    result, screen = run(LAW, RIGHT, WRONG), StringIO()
    report(result, screen, Surroundings())
    (written,) = cast("list[dict[str, Any]]", to_json(result)["exercises"])
    assert written["outcome"] == "skipped" and written["diagnosis"]["text"] == HINT.format(line=3)
    assert "Perhaps on a GPU this would stop in line 3" in " ".join(screen.getvalue().split())
    assert "Perhaps on a GPU this would stop in line 3" in exported(result, "html", {})
