"""Right and wrong work is tried on every draw, and what only one of them shows is told with its seed."""

from __future__ import annotations

from collections.abc import Callable

from grader.audit import AuditReport

# Each seed draws it once.
EXERCISE = "call: f\nlet: {n: 0..1}\ngiven: {n: $n}\nrepeat: 1"
RIGHT = "def f(n):\n    return n + 1\n"
WRONG_AT_ONE = "def f(n):\n    return 1\n"


def test_a_mistake_that_only_some_draws_show(audited: Callable[..., AuditReport]) -> None:
    found = audited(EXERCISE, RIGHT, seeds=6, wrong=WRONG_AT_ONE)
    rules = [each.rule for each in found.findings if "is passed by this mistake" in each.text]
    assert len(rules) == 1
    first = audited(EXERCISE, RIGHT, seeds=1, wrong=WRONG_AT_ONE)
    is_first = any("is passed by this mistake" in each.text for each in first.findings)
    assert rules[0].startswith("wrong/none" if is_first else "wrong/none, seed ")


def test_only_some_mutants(audited: Callable[..., AuditReport]) -> None:
    exercise = "call: f\nlet: {n: 2..9}\ngiven: {n: $n}\nrepeat: 3"
    whole, some = (audited(exercise, RIGHT, most=most) for most in (None, 2))
    assert some.tally.made == 4 < whole.tally.made
    assert audited(exercise, RIGHT, most=2).mutants == some.mutants


def test_right_work_is_judged_on_every_draw(audited: Callable[..., AuditReport]) -> None:
    also = "def f(n):\n    return 1 + n if n < 3 else n\n"
    exercise = "call: f\nlet: {n: 0..3}\ngiven: {n: $n}\nrepeat: 1"
    found = audited(exercise, RIGHT, seeds=12, also=also)
    rules = [each.rule for each in found.findings if each.text == "refuses right work"]
    assert len(rules) == 1 and rules[0].startswith("also/")


def test_laws_are_asked_on_every_draw_too(audited: Callable[..., AuditReport]) -> None:
    exercise = """\
        call: f
        let: {N: 2..5}
        given: {x: {randint: [N], from: 0..9}}
        repeat: 1
        laws: {unchanged_by: {add: 10, to: x}}
        """
    right = "def f(x):\n    return x - x[0]\n"
    # Right in the first call, always; no longer in a further one where there are five.
    also = "seen = []\n\n\ndef f(x):\n    seen.append(x)\n    return x - x[0] + (len(seen) > 1 and len(x) == 5)\n"
    found = audited(exercise, right, seeds=12, also=also)
    rules = [each.rule for each in found.findings if each.text == "refuses right work"]
    assert len(rules) == 1 and rules[0].startswith("also/other")


def test_what_was_withdrawn_is_left_out_unless_it_is_asked_for(audited: Callable[..., AuditReport]) -> None:
    exercise = "call: f\nlet: {n: 2..9}\ngiven: {n: $n}\nwithdrawn: nobody knew what n is"
    found = audited(exercise, "def f(n):\n    return 1 / 0\n")
    assert found.is_green and found.withdrawn == ("one",) and not found.mutants
    asked = audited(exercise, "def f(n):\n    return 1 / 0\n", only="one")
    assert not asked.is_green and asked.withdrawn == ()
