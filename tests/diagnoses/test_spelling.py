"""Names that nothing has, files that do not import, and what Python says in somebody's first weeks."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from grader.model.record import Frame, Raised
from grader.reporters.wording import say
from tests.diagnoses.conftest import id_of, rand, sight, t, told

X = torch.ones(2, 3)
TEXT = "def total(x):\n    count = 1\n    return sofmax(x) + coutn + prnit\n"


def run(text: str) -> Callable[[], object]:
    return lambda: exec(compile(text, "work.py", "exec"), {"torch": torch, "x": X, "nn": nn})


MISSPELT: dict[str, tuple[str, Callable[[], object]]] = {
    "a function of torch": ("arange", lambda: torch.arrange(3)),
    "a class of nn": ("Linear", lambda: nn.Liner(3, 2)),
    "a class without its capital": ("Linear", lambda: nn.linear(3, 2)),
    "a function of functional": ("cross_entropy", lambda: F.crossentropy(X, X)),
    "an optimizer": ("AdamW", lambda: torch.optim.Adamw([X])),
    "a method": ("sum", lambda: X.sumn()),
    "a property": ("shape", lambda: X.shap),
    "a method of a list": ("append", lambda: [].apend(1)),
    "a name of torch's": ("torch.softmax", run("sofmax(x)")),
    "a name of the student's own": ("count", run("coutn")),
    "a name of Python's": ("print", run("prnit('x')")),
    "a module that is not imported": ("import numpy as np", run("np.ones(3)")),
    "a keyword": ("keepdim", lambda: nn.Linear(2, 3, keepdims=True)),
    "a module": ("torch", lambda: importlib.import_module("toch")),
    "an imported name": ("Tensor", run("from torch import Tensro")),
}
MISTAKES: dict[str, tuple[str, Callable[[], object]]] = {
    "a function as a method": ("no_method", lambda: X.stack()),
    "a tensor is no list": ("no_method", lambda: X.append(1)),
    "a list is no tensor": ("no_tensor", lambda: [1.0].mean()),
    "a number is no tensor": ("no_tensor", lambda: (1.0).backward()),
    "an argument is missing": ("argument_missing", run("def f(x, y): pass\nf(1)")),
    "torch misses an argument": ("argument_missing", lambda: torch.softmax(X)),
    "too many arguments": ("arguments_many", run("def f(x): pass\nf(1, 2)")),
    "arguments that do not fit": ("arguments_unfit", lambda: torch.zeros("3")),
    "an index outside": ("index_outside", lambda: X[5]),
    "an index outside a list": ("index_outside", lambda: [1][1]),
    "a dimension outside": ("dimension_outside", lambda: X.sum(2)),
    "too many indices": ("indices_many", lambda: X[0, 0, 0]),
    "unequal shapes in stack": ("stack_sizes", lambda: torch.stack([X, X.T])),
    "unequal shapes in cat": ("cat_sizes", lambda: torch.cat([X, X.T])),
    "numbers in cat": ("cat_sizes", lambda: torch.cat([X.sum(), X.sum()])),
    "cat of no list": ("list_of_tensors", lambda: torch.cat(X)),
    "a function not called": ("not_called", lambda: X.sum + 1),
    "a value called": ("called_value", lambda: X.shape(0)),
    "None in a sum": ("from_nothing", lambda: 1.0 * None),
    "None in torch": ("from_nothing", lambda: X + None),
    "a method of None": ("from_nothing", lambda: [].append(1).sum()),
    "too few values": ("not_enough_values", run("a, b, c = (1, 2)")),
    "lists calculate": ("list_arithmetic", lambda: [1, 2] * 0.5),
    "lists subtract": ("list_arithmetic", lambda: [1, 2] - [1]),
    "used before it is set": ("used_before_set", run("def f():\n    if 0: y = 1\n    return y\nf()")),
    "divided by nothing": ("divided_by_zero", lambda: 1 / len([])),
}
SYNTAX = {
    "def f(x)\n    return x": "colon",
    "y = (1 + 2": "bracket",
    "y = 'a": "quotation",
    "def f(x):\nreturn x": "indented",
    "x = 1\n  y = 2": "indented",
    "return 3": "no function",
    "if x = 3:\n    pass": "`==`",
    "print 3": "print",
    "y = 3 +* 4": "end of the one before",
}


def caught(mistake: Callable[[], object], stage: str = "call") -> Raised:
    with pytest.raises(Exception) as error:
        mistake()
    frame = Frame("work.py", 3, "f", "the line")
    return Raised(stage, type(error.value).__name__, (), str(error.value), (frame,))


@pytest.mark.parametrize(("near", "mistake"), MISSPELT.values(), ids=MISSPELT)
def test_the_nearest_name(near: str, mistake: Callable[[], object]) -> None:
    raised = caught(mistake)
    found = told(sight(t(rand(3)), None, raised=raised, text=TEXT, names=("total",)))
    assert found is not None and found.id == "misspelt", raised.text
    assert f"`{near}`?" in say(found.message)


@pytest.mark.parametrize(("expected", "mistake"), MISTAKES.values(), ids=MISTAKES)
def test_what_beginners_read(expected: str, mistake: Callable[[], object]) -> None:
    raised = caught(mistake)
    found = told(sight(t(rand(3)), None, raised=raised))
    assert found is not None and (found.id, found.confidence) == (expected, "certain"), raised.text
    assert "{" not in say(found.message)


def test_a_method_without_self() -> None:
    text = "class Net:\n    def forward(x):\n        return x"
    raised = Raised("call", "TypeError", (), "Net.forward() takes 1 positional argument but 2 were given")
    assert id_of(sight(t(rand(3)), None, raised=raised, text=text, names=("Net",))) == "self_missing"


def test_a_function_of_nearly_the_right_name() -> None:
    case = sight(t(rand(3)), None, raised=Raised("find", text="softmax", names=("sofmax", "helper")))
    assert id_of(case) == "misspelt"
    assert id_of(sight(t(rand(3)), None, raised=Raised("find", text="softmax", names=("helper",)))) is None


@pytest.mark.parametrize(("text", "word"), SYNTAX.items())
def test_a_file_that_python_cannot_read(text: str, word: str) -> None:
    with pytest.raises(SyntaxError) as error:
        compile(text, "work.py", "exec")
    frames = (Frame("work.py", error.value.lineno or 0, "", text.splitlines()[0]),)
    raised = Raised("import", type(error.value).__name__, (), error.value.msg, frames)
    found = told(sight(t(rand(3)), None, raised=raised, text=text))
    assert found is not None and found.id == "syntax" and word in say(found.message), raised.text


@pytest.mark.parametrize(
    "raised",
    [
        Raised("call", "AttributeError", (), "module 'torch' has no attribute 'quaternion_fft'"),
        Raised("call", "NameError", (), "name 'zzz' is not defined"),
        Raised("call", "AttributeError", (), "'Tensor' object has no attribute 'zzz'"),
        Raised("import", "ModuleNotFoundError", (), "No module named 'zzzzz'"),
        Raised("call", "ValueError", (), f"the answer is {math.pi}"),
    ],
)
def test_names_that_are_like_nothing(raised: Raised) -> None:
    assert id_of(sight(t(rand(3)), None, raised=raised)) is None
