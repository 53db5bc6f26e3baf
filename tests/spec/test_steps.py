"""Steps, and what an exercise asks beyond one call: field by field."""

import pytest

from grader.model.path import Path
from grader.model.spec import Check, Demand, Limits, Step
from grader.model.written import CallMaker, Constant, Dollar, Items, TensorMaker

CACHE = "class: Cache\nlet: {n: 2..4}\ngiven: {x: {randn: [n]}, w: {randn: [n]}}\n"


def dollar(text):
    return Dollar(Path.parse(text))


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("{}", Step("b", (), ())),
        ("{call: reset}", Step("b", ("reset",), ())),
        ("{call: [reset, clear]}", Step("b", ("reset", "clear"), ())),
        ("{call: a.append, given: {item: 3}}", Step("b", ("a.append",), (("item", Constant(3)),))),
        ("{call: self.layers.0.forward}", Step("b", ("self.layers.0.forward",), ())),
        ("{given: {x: $x, state: $a.1}}", Step("b", (), (("x", dollar("x")), ("state", dollar("a.1"))))),
        ("{given: {x: $self.table, n: $n}}", Step("b", (), (("x", dollar("self.table")), ("n", dollar("n"))))),
        ('{given: {x: "$a[:, 1:]"}}', Step("b", (), (("x", dollar("a[:, 1:]")),))),
        ("{set: {w.grad: {randn: same}}}", Step("b", (), (), ((Path("w", ("grad",)), TensorMaker("randn")),))),
        ("{set: {a.0: $x}}", Step("b", (), (), ((Path("a", ("0",)), dollar("x")),))),
        ("{mode: eval, repeat: 3}", Step("b", (), (), (), "eval", 3)),
    ],
)
def test_a_step(author, written, step):
    (case,) = author.exercise(f"{CACHE}steps:\n  a: {{given: {{x: $x}}}}\n  b: {written}\n").cases
    assert case.steps[0] == Step("a", (), (("x", dollar("x")),), line=9)
    assert case.steps[1] == Step(step.name, step.calls, step.given, step.assign, step.mode, step.repeat, line=10)


def test_a_case_has_steps_of_its_own(author):
    exercise = author.exercise(
        f"{CACHE}steps: {{a: {{}}, b: {{}}}}\nbackward: random\n"
        "cases: [{title: both}, {title: one, steps: {c: {}}}]"
    )
    assert [[step.name for step in case.steps] for case in exercise.cases] == [["a", "b"], ["c"]]
    assert [case.backward for case in exercise.cases] == [((Path("result"), "random"),)] * 2


def test_steps_need_no_call_of_the_exercise(author):
    exercise = author.exercise("steps: {a: {call: [f, g]}, b: {call: a.run}, c: {call: h}}")
    assert (exercise.calls, exercise.names) == ((), ("f", "g", "h"))
    assert author.exercise("call: f\nsteps: {a: {}, b: {call: g}}").names == ("f", "g")
    assert author.exercise("cases: [{steps: {a: {call: f}}}]").names == ("f",)
    starter = author.file.parent / "starter"
    starter.mkdir()
    (starter / "a.py").write_text("def h(): 'Third.'\n")
    (starter / "b.py").write_text("def f(): 'First.'\n")
    assert author.exercise("steps: {a: {call: f}, c: {call: h}}").prompt == "First."


def test_what_is_built_first_may_hold_inputs(author):
    (case,) = author.exercise(f"{CACHE}init: {{params: [$w], more: $x.data}}").cases
    assert case.init == (("params", Items("list", (dollar("w"),))), ("more", dollar("x.data")))


def test_limits_are_inherited_word_by_word(author):
    text = "format: 1\nsubmission: a.py\nlimits: {seconds: 3, operators: 9}\nexercises:\n  - id: a\n    call: f\n"
    text += "    limits: {memory: 1MiB}\n    cases: [{limits: {slowdown: 20, operators: 5}}, {title: b}]\n"
    exercise = author.assignment(text).exercises[0]
    assert exercise.limits == Limits(3.0, 1 << 20, None, 9)
    assert [case.limits for case in exercise.cases] == [Limits(3.0, 1 << 20, 20.0, 5), exercise.limits]


def test_laws_and_rules_are_whole(author):
    exercise = author.exercise(
        "id: one\ncall: f\nbackward: ones\ngiven: {x: {randn: [3]}}\nlaws: {gradcheck: true}\n"
        "source: {forbid: [a, b.*], at_most: {index: 2}}\n"
        "cases:\n- {title: inherited}\n- {title: own, laws: {permutes: {of: x, dim: 0}}, source: {loops: false}}"
    )
    inherited, own = exercise.cases
    assert inherited.laws == (Demand("gradcheck", True, 8),)
    assert inherited.source == (Demand("forbid", ["a", "b.*"], 9), Demand("at_most", {"index": 2}, 9))
    assert own.laws == (Demand("permutes", {"of": "x", "dim": 0}, 12),)
    assert own.source == (Demand("loops", False, 12),)


def test_several_files_are_handed_in(author):
    assignment = author.assignment("format: 1\nsubmission: [model.py, train.py]\nexercises: [{id: a, call: f}]")
    assert (assignment.submission, assignment.others) == ("model.py", ("train.py",))
    assert assignment.files == ("model.py", "train.py")
    assert author.assignment("format: 1\nsubmission: [a.py]\nexercises: [{id: a, call: f}]").files == ("a.py",)


def test_functions_of_inputs_are_looked_for(author):
    (author.file.parent / "inputs.py").write_text("def spirals(n): ...\n")
    (case,) = author.exercise("call: f\ngiven: {x: {call: spirals, given: {n: $y}}, y: 3}").cases
    assert case.given[0] == ("x", CallMaker("spirals", (("n", dollar("y")),)))
    assert "because it needs itself: x → x" in author.refusal("call: f\ngiven: {x: {call: spirals, given: {n: $x}}}")[0]


RESULT = Path("result")


@pytest.mark.parametrize(
    ("written", "checks"),
    [
        ("{not: 3}", (Check(RESULT, "not", (Check(RESULT, "value", 3, line=8),), line=8),)),
        (
            "{not: {like: x, rtol: 1}}",
            (Check(RESULT, "not", (Check(RESULT, "like", "x", 1.0, line=8),), line=8),),
        ),
        (
            "{any_of: [reference, any, [1, 2]], rtol: 2}",
            (
                Check(
                    RESULT,
                    "any_of",
                    (
                        (Check(RESULT, "like", "reference", 2.0, line=8),),
                        (Check(RESULT, "any", True, line=8),),
                        (Check(RESULT, "value", [1, 2], 2.0, line=8),),
                    ),
                    line=8,
                ),
            ),
        ),
        (
            "{any_of: [{shape: [n], not: {any_of: [null]}}]}",
            (
                Check(
                    RESULT,
                    "any_of",
                    (
                        (
                            Check(RESULT, "shape", ["n"], line=8),
                            Check(
                                RESULT,
                                "not",
                                (Check(RESULT, "any_of", ((Check(RESULT, "value", None, line=8),),), line=8),),
                                line=8,
                            ),
                        ),
                    ),
                    line=8,
                ),
            ),
        ),
        ("{value: 1, atol: measured}", (Check(RESULT, "value", 1, line=8, measured=True),)),
        ("{value: 1, atol: measured, rtol: 0}", (Check(RESULT, "value", 1, 0.0, line=8, measured=True),)),
        (
            "{atol: measured, not: {value: 1, atol: 0}}",
            (Check(RESULT, "not", (Check(RESULT, "value", 1, None, 0.0, line=8),), line=8),),
        ),
    ],
)
def test_checks_inside_checks_are_written_out(author, written, checks):
    (case,) = author.exercise(
        f"call: f\nlet: {{n: 2..4}}\ngiven: {{x: {{randn: [n]}}}}\nexpect: {{result: {written}}}"
    ).cases
    assert case.checks == checks


def test_a_measured_tolerance_for_everything(author):
    (case,) = author.exercise("call: f\nexpect: {all: {like: reference, atol: measured}}").cases
    assert (case.everything, case.measured, case.atol) == (True, True, None)


@pytest.mark.parametrize(
    ("head", "paths"),
    [
        (
            "call: f\ngiven: {x: [1, 2]}",
            ["result", "results.*", "stdout", "calls", "calls.torch.mean", "x.*.grad"],
        ),
        (
            "class: C",
            ["self.*.grad", "self.layers.*.weight", "raises", "result.*", "result[..., 0]"],
        ),
        ("class: C\nsteps: {a: {}, b: {}}", ["a.0", "b.*", "calls.step", "stdout", "raises", "self.a"]),
    ],
)
def test_paths(author, head, paths):
    expect = "".join(f"  '{path}': any\n" for path in paths)
    (case,) = author.exercise(f"{head}\nexpect:\n{expect}").cases
    assert [str(check.path) for check in case.checks] == paths
