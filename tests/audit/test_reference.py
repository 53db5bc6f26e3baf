"""What is told of a reference that does not earn everything: once, with the line to look at and the case."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from textwrap import dedent

from grader.audit import AuditReport
from grader.reporters.audit import report

RIGHT = "import torch\n\n\ndef masked_mean(x):\n    return x.mean()\n"
WRONG = "def masked_mean(x):\n    return x\n"


def lines(found: AuditReport) -> list[str]:
    """What is printed of the reference."""
    stream = StringIO()
    report(found, "a.yaml", stream)
    return [line for line in stream.getvalue().splitlines() if ": reference" in line]


def test_a_name_that_the_reference_does_not_have(audited: Callable[..., AuditReport]) -> None:
    exercise = "call: masked_meam\nlet: {N: 2..5}\ngiven: {x: {randn: [N]}}"
    (said,) = lines(audited(exercise, RIGHT, seeds=3, wrong=WRONG, most=1))
    assert said.endswith(
        "reference, seed 0 and 2 more: one does not earn everything "
        "(reference: the reference solution has no `masked_meam`; is `masked_mean` meant?)"
    )
    (other,) = lines(audited(exercise.replace("masked_meam", "softmax"), RIGHT, wrong=WRONG, most=1))
    assert other.endswith("seed 0: one does not earn everything (reference: the reference solution has no `softmax`)")


def test_a_number_that_is_wrong_in_the_specification(audited: Callable[..., AuditReport]) -> None:
    exercise = dedent(
        """\
        call: masked_mean
        given: {x: {randn: [4]}}
        cases:
          - title: anything
          - title: three numbers
            given: {x: {tensor: [1.0, 2.0, 3.0]}}
            expect:
              result:
                value: 4.0
        """
    )
    (said,) = lines(audited(exercise, RIGHT, seeds=3, wrong=WRONG, most=1))
    assert said == (
        "a.yaml:15: reference, seed 0 and 2 more: one does not earn everything in the case “three numbers” "
        "(reference: the reference solution does not pass `result.value` itself: expected 4.0, got tensor(2.0))"
    )


def test_one_that_is_no_python(audited: Callable[..., AuditReport]) -> None:
    found = audited("call: f", "def f(\n")
    (finding,) = found.findings
    assert finding.text == "reference/a/solution.py:1 is not Python: '(' was never closed; mend it"
    assert not found.is_green and not found.seeds


def test_a_mistake_that_is_no_python(audited: Callable[..., AuditReport]) -> None:
    found = audited("call: f", "def f():\n    return 1\n", wrong="x = 1\ndef f(:\n", most=0)
    (finding,) = (each for each in found.findings if each.rule.startswith("wrong/"))
    assert (finding.rule, finding.text, finding.line) == ("wrong/none.py", "line 2 is not Python: invalid syntax", 0)


def test_one_that_stops_in_a_case(audited: Callable[..., AuditReport]) -> None:
    exercise = "call: f\ncases:\n  - {title: all is well, given: {n: 1}}\n  - {title: none, given: {n: 0}}"
    (said,) = lines(audited(exercise, "def f(n):\n    return 1 / n\n", seeds=2))
    assert said.startswith("a.yaml:10: reference, seed 0 and 1 more: one does not earn everything in the case “none” (")
