"""Good specifications, field by field."""

import subprocess
import sys

import pytest

from grader.model.expression import Expression
from grader.model.path import Path
from grader.model.spec import Check, Exercise, Limits
from grader.model.written import Choice, Constant, Dollar, Fixed, Items, ObjectMaker, Range, TensorMaker


def size(*texts):
    return tuple(Expression.parse(text) for text in texts)


def dollar(text):
    return Dollar(Path.parse(text))


def test_the_smallest_exercise(author):
    exercise = author.exercise("id: square\ncall: square")
    assert exercise == Exercise(
        id="square",
        title="square",
        prompt="",
        hints=(),
        points=1.0,
        needs=(),
        hidden=False,
        calls=("square",),
        class_name=None,
        cases=exercise.cases,
        limits=Limits(10.0, 1 << 30),
        line=4,
    )
    (case,) = exercise.cases
    assert (case.title, case.points, case.hidden, case.mode, case.repeat) == (None, None, False, "train", 1)
    assert (case.let, case.init, case.given, case.assign, case.backward, case.checks) == ((), (), (), (), (), ())
    assert case.everything


def test_the_words_of_an_exercise(author):
    exercise = author.exercise(
        "id: affine\ntitle: A layer\nprompt: Write it.\nhint: [first, second]\npoints: 2.25\nneeds: [cuda, scipy]\n"
        "hidden: true\ncall: [forward, run]\nclass: Affine\nmode: eval\nrepeat: 3\n"
        "limits: {seconds: 2.5, memory: 1.5MiB}"
    )
    assert (exercise.title, exercise.prompt, exercise.hints) == ("A layer", "Write it.", ("first", "second"))
    assert (exercise.points, exercise.needs, exercise.hidden) == (2.25, ("cuda", "scipy"), True)
    assert (exercise.calls, exercise.class_name, exercise.names) == (("forward", "run"), "Affine", ("Affine",))
    assert exercise.limits == Limits(2.5, 3 << 19)
    assert (exercise.cases[0].mode, exercise.cases[0].repeat) == ("eval", 3)


def test_an_assignment(author):
    text = "format: 1\ntitle: Firsts\nsubmission: firsts.py\nlimits: {seconds: 3}\nexercises:\n- id: a\n  call: f\n"
    assignment = author.assignment(text)
    assert (assignment.name, assignment.title, assignment.submission) == ("draft", "Firsts", "firsts.py")
    assert (assignment.file, assignment.folder) == (author.file, author.file.parent)
    assert assignment.exercises[0].limits == Limits(3.0, 1 << 30)
    assert len(assignment.digest) == 64
    assert author.assignment(text + "\n").digest != assignment.digest
    assert author.assignment("format: 1\nsubmission: s.py\nexercises: [{id: a, call: f}]").title == "draft"


def test_the_prompt_is_the_starters_docstring(author):
    starter = author.file.parent / "starter.py"
    starter.write_text('def f(x):\n    """Return x.\n\n    Nothing else.\n    """\n\nclass C:\n    "A class."\n')
    assert author.exercise("call: [g, f]").prompt == "Return x.\n\nNothing else."
    assert author.exercise("class: C\ncall: f").prompt == "A class."
    assert author.exercise("call: f\nprompt: Mine.").prompt == "Mine."
    starter.write_text("def f(:\n")
    assert author.exercise("call: f").prompt == ""


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", Constant(3)),
        ("3.0", Constant(3.0)),
        ("true", Constant(True)),
        ("null", Constant(None)),
        ("on", Constant("on")),
        ("'3'", Constant("3")),
        ("'None'", Constant("None")),
        ("$$5", Constant("$5")),
        ("'-n'", Constant("-n")),
        ("-q", Constant("-q")),
        ("[1, [2, a]]", Constant([1, [2, "a"]])),
        ("[]", Constant([])),
        ("[[$w]]", Items("list", (Items("list", (dollar("w"),)),))),
        ("$w", dollar("w")),
        ('"$w[:, 1]"', dollar("w[:, 1]")),
        ("$w.parameters", dollar("w.parameters")),
        ("$n", dollar("n")),
        ("{tensor: 3}", TensorMaker("tensor", numbers=Constant(3))),
        (
            "{tensor: [[1, 2], [3, 4]], dtype: float64}",
            TensorMaker("tensor", numbers=Constant([[1, 2], [3, 4]]), dtype="float64"),
        ),
        ("{tensor: [1.0], requires_grad: true}", TensorMaker("tensor", numbers=Constant([1.0]), requires_grad=True)),
        ("{tensor: []}", TensorMaker("tensor", numbers=Constant([]))),
        ("{tensor: $n}", TensorMaker("tensor", numbers=dollar("n"))),
        ("{tensor: [.inf, -.inf]}", TensorMaker("tensor", numbers=Constant([float("inf"), -float("inf")]))),
        ("{randn: [2, n, n*2 + 1]}", TensorMaker("randn", size(2, "n", "n*2 + 1"))),
        ("{randn: []}", TensorMaker("randn", ())),
        ("{randn: [2], requires_grad: false}", TensorMaker("randn", size(2), requires_grad=False)),
        ("{zeros: [2], dtype: int64}", TensorMaker("zeros", size(2), dtype="int64")),
        ("{ones: [0, 3]}", TensorMaker("ones", size(0, 3))),
        ("{rand: [2], from: -1.0e4..1.0e4}", TensorMaker("rand", size(2), bounds=Range(-1e4, 1e4, real=True))),
        ("{rand: [2]}", TensorMaker("rand", size(2))),
        ("{randint: [2], from: 0..n-1}", TensorMaker("randint", size(2), bounds=Range(*size(0, "n-1")))),
        ("{full: [2], from: 7.0}", TensorMaker("full", size(2), bounds=Range(7.0, 7.0, real=True))),
        ("{full: [2], from: 7}", TensorMaker("full", size(2), bounds=Range(*size(7, 7)))),
        ("{full: [2], from: $n}", TensorMaker("full", size(2), bounds=Range(*size("n", "n")))),
        ("{arange: [2, 3]}", TensorMaker("arange", size(2, 3))),
        ("{arange: [6], from: 5..}", TensorMaker("arange", size(6), bounds=Range(size(5)[0], None))),
        ("{tuple: [1, {zeros: [1]}]}", Items("tuple", (Constant(1), TensorMaker("zeros", size(1))))),
        ("{tuple: []}", Items("tuple", ())),
        ("{python: \"(1, {'a': None}, b'c', 2j)\"}", Constant((1, {"a": None}, b"c", 2j))),
        (
            "{class: torch.nn.Linear, init: {in_features: $n, bias: false}}",
            ObjectMaker("torch.nn.Linear", (("in_features", dollar("n")), ("bias", Constant(False)))),
        ),
        ("{class: torch.nn.MSELoss}", ObjectMaker("torch.nn.MSELoss")),
    ],
)
def test_values(author, written, value):
    (case,) = author.exercise(f"call: f\nlet: {{n: 2..5}}\ngiven:\n  w: {{randn: [3]}}\n  x: {written}").cases
    assert dict(case.given)["x"] == value


@pytest.mark.parametrize(
    ("written", "draw"),
    [
        ("1..6", Range(*size(1, 6))),
        ("-60..60", Range(*size(-60, 60))),
        ("0.5..1.5", Range(0.5, 1.5, real=True)),
        ("0..1.5", Range(0.0, 1.5, real=True)),
        ("-.5...5", None),
        ("1e-3..1.0", Range(1e-3, 1.0, real=True)),
        ("d..d+45", Range(*size("d", "d+45"))),
        ("2*d", size("2*d")[0]),
        ("d", size("d")[0]),
        ("d // 2 - 1", size("d // 2 - 1")[0]),
        ("[1, 3]", Choice((Constant(1), Constant(3)))),
        ("[sum, mean]", Choice((Constant("sum"), Constant("mean")))),
        ("[$d, 1]", Choice((dollar("d"), Constant(1)))),
        ("3", Fixed(Constant(3))),
        ("0.1", Fixed(Constant(0.1))),
        ("false", Fixed(Constant(False))),
        ("$d", Fixed(dollar("d"))),
        ("{tensor: [1]}", Fixed(TensorMaker("tensor", numbers=Constant([1])))),
    ],
)
def test_draws(author, written, draw):
    text = f"call: f\nlet: {{d: 2..5, n: {written}}}"
    if draw is None:
        assert "expected a range" in author.refusal(text)[0]
    else:
        assert dict(author.exercise(text).cases[0].let)["n"] == draw


def test_draws_come_in_an_order_in_which_they_can_be_drawn(author):
    (case,) = author.exercise("call: f\nlet: {D: H*d, B: 1..3, H: 2..4, d: 2..5, pair: {tuple: [$B, $D]}}").cases
    assert [name for name, _ in case.let] == ["H", "d", "D", "B", "pair"]


@pytest.mark.parametrize(
    ("let", "repeat"),
    [("{}", 1), ("{B: 1..6}", 10), ("{B: 3..3}", 1), ("{B: [1, 2]}", 10), ("{B: [1]}", 1), ("{B: 3, D: 2*B}", 1)],
)
def test_drawing_repeats_ten_times(author, let, repeat):
    assert author.exercise(f"call: f\nlet: {let}").cases[0].repeat == repeat


@pytest.mark.parametrize(
    ("written", "backward"),
    [
        ("random", (("result", "random"),)),
        ("ones", (("result", "ones"),)),
        ("2.0", (("result", Constant(2.0)),)),
        ("[1.0, 2.0]", (("result", Constant([1.0, 2.0])),)),
        ("{tensor: [1.0]}", (("result", TensorMaker("tensor", numbers=Constant([1.0]))),)),
        ("{result.0: random}", (("result.0", "random"),)),
        ("{result.0: ones, result.1: 3.0}", (("result.0", "ones"), ("result.1", Constant(3.0)))),
        ("$x", (("result", dollar("x")),)),
    ],
)
def test_backward(author, written, backward):
    (case,) = author.exercise(f"call: f\ngiven: {{x: {{randn: [2]}}}}\nbackward: {written}").cases
    assert tuple((str(path), cotangent) for path, cotangent in case.backward) == backward


def test_set(author):
    (case,) = author.exercise(
        "class: C\ngiven: {w: {randn: [2]}}\n"
        "set: {self.*: {randn: same}, self.weight: {zeros: same}, w.grad: $self.bias, self.a.0: 1}"
    ).cases
    assert tuple((str(path), value) for path, value in case.assign) == (
        ("self.*", TensorMaker("randn")),
        ("self.weight", TensorMaker("zeros")),
        ("w.grad", dollar("self.bias")),
        ("self.a.0", Constant(1)),
    )


@pytest.mark.parametrize(
    ("written", "everything", "checks"),
    [
        ("reference", True, ()),
        ("{all: reference}", True, ()),
        ("{result: 9.0}", False, (("result", "value", 9.0),)),
        ("{result: [1, [2]]}", False, (("result", "value", [1, [2]]),)),
        ("{result: null}", False, (("result", "value", None),)),
        ("{result: done}", False, (("result", "value", "done"),)),
        ("{result: $n}", False, (("result", "value", "$n"),)),
        ("{result: reference}", False, (("result", "like", "reference"),)),
        ("{result: any}", False, (("result", "any", True),)),
        ("{x.grad: {like: x}}", False, (("x.grad", "like", "x"),)),
        ("{all: reference, result: {is: x}}", True, (("result", "is", "x"),)),
        (
            "{result: {shape: [n, 2*n], dtype: any}}",
            False,
            (("result", "shape", ["n", "2*n"]), ("result", "dtype", "any")),
        ),
        ('{result: {value: {python: "(1, None)"}}}', False, (("result", "value", {"python": "(1, None)"}),)),
        ("{raises: {type: [IndexError, KeyError]}}", False, (("raises", "type", ["IndexError", "KeyError"]),)),
        ("{raises: reference}", False, (("raises", "like", "reference"),)),
        ("{x: {exists: false}}", False, (("x", "exists", False),)),
        ("{'result.0[:, 1]': {finite: true}}", False, (("result.0[:, 1]", "finite", True),)),
    ],
)
def test_expect(author, written, everything, checks):
    (case,) = author.exercise(f"call: f\nlet: {{n: 2..5}}\ngiven: {{x: {{randn: [n]}}}}\nexpect: {written}").cases
    assert case.everything is everything
    assert tuple((str(check.path), check.kind, check.argument) for check in case.checks) == checks


def test_checks_have_lines_and_tolerances(author):
    (case,) = author.exercise(
        "call: f\nexpect:\n  all: {like: reference, rtol: 1e-3}\n"
        "  result:\n    like: reference\n    finite: true\n    atol: 0\n  result.0: 1"
    ).cases
    assert (case.everything, case.rtol, case.atol) == (True, 1e-3, None)
    assert case.checks == (
        Check(Path("result"), "like", "reference", None, 0.0, 9),
        Check(Path("result"), "finite", True, None, None, 10),
        Check(Path("result", ("0",)), "value", 1, None, None, 12),
    )


def test_a_list_of_cases(author):
    exercise = author.exercise(
        "call: f\nlet: {B: 2..5, C: 3}\ngiven: {x: {randn: [B, C]}, dim: 0}\n"
        "backward: random\nexpect: {result: {finite: true}}\n"
        "cases:\n- {title: anywhere, repeat: 20, points: 1}\n- {given: {dim: 1}, let: {B: 4}, points: 0.5}\n"
        "- {title: large, hidden: true, points: 2, backward: ones, expect: reference}"
    )
    assert exercise.points == 3.5
    anywhere, second, large = exercise.cases
    assert [case.title for case in exercise.cases] == ["anywhere", "case 2", "large"]
    assert [case.points for case in exercise.cases] == [1.0, 0.5, 2.0]
    assert [case.hidden for case in exercise.cases] == [False, False, True]
    assert [case.repeat for case in exercise.cases] == [20, 1, 10]
    assert dict(second.given) == {"x": TensorMaker("randn", size("B", "C")), "dim": Constant(1)}
    assert dict(second.let) == {"B": Fixed(Constant(4)), "C": Fixed(Constant(3))}
    assert second.backward == anywhere.backward == ((Path("result"), "random"),)
    assert second.checks == anywhere.checks
    assert (large.backward, large.everything, large.checks) == (((Path("result"), "ones"),), True, ())
    assert [case.line for case in exercise.cases] == [11, 12, 13]


def test_a_grid_of_cases(author):
    exercise = author.exercise("call: f\ngiven: {a: $a, mode: $mode}\ncases: {a: [[1, 2], 3], mode: [sum, true]}")
    assert [case.title for case in exercise.cases] == [
        "a=[1, 2], mode=sum", "a=[1, 2], mode=true", "a=3, mode=sum", "a=3, mode=true",
    ]  # fmt: skip
    assert exercise.cases[0].let == (("a", Fixed(Constant([1, 2]))), ("mode", Fixed(Constant("sum"))))
    assert [case.repeat for case in exercise.cases] == [1, 1, 1, 1]
    assert all(case.points is None for case in exercise.cases)


def test_loading_needs_neither_numpy_nor_torch(author):
    author.exercise("call: f\ngiven: {x: {randn: [2]}}")
    program = (
        "import sys, pathlib; from grader.spec import load_assignment; "
        f"load_assignment(pathlib.Path({str(author.file)!r}), None); "
        "sys.exit(bool({'numpy', 'torch'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
