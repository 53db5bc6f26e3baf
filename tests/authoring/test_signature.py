"""What is read of a function's text: shapes in its docstring, annotations, arguments that must be given."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from grader.authoring.exercise import function_id
from grader.authoring.guesses import guesses
from grader.authoring.signature import Signature
from grader.authoring.stub import added
from grader.errors import UsageError


def signature(text: str, name: str = "f") -> Signature:
    text = dedent(text)
    return Signature.of(ast.parse(text), name, text, "solution.py")


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("x: a tensor of shape (N, D).", ("N", "D")),
        ("x: shape [batch, 3]", ("batch", "3")),
        ("x (Tensor): floats, shape `(N,)`", ("N",)),
        ("`x` and `y`: tensors of shape (R, C)", ("R", "C")),
        ("y: shape (M,); x: shape (N, M)", ("N", "M")),
        ("x - the inputs, of shape ()", ()),
        ("x: of any shape", None),
        ("x: shape (..., D)", None),
        ("Returns x: of shape (N, D)", None),
        ("", None),
    ],
)
def test_shapes(said: str, shape: tuple[str, ...] | None) -> None:
    found = signature(f'def f(x: Tensor):\n    """Do.\n\n    {said}\n    """\n')
    assert found.arguments[0].shape == shape


def test_only_what_must_be_given_is_an_argument() -> None:
    found = signature("def f(x: Tensor, n: int = 3, *, eps: float, last: bool = False): ...")
    assert [each.name for each in found.arguments] == ["x", "eps"]


def test_a_class_has_a_constructor_and_forward() -> None:
    found = signature(
        '''
        class F(nn.Module):
            """A layer."""

            def __init__(self, inputs: int, bias: bool = True):
                super().__init__()

            def forward(self, x: Tensor) -> Tensor:
                return x
        ''',
        "F",
    )
    assert [each.name for each in found.init] == ["inputs"]
    assert [each.name for each in found.arguments] == ["x"]
    with pytest.raises(UsageError, match="no `forward`"):
        signature("class F: pass", "F")


def test_the_likeliest_guess_comes_first() -> None:
    found = signature(
        '''
        def f(scores: Tensor, labels: Tensor, mask: "torch.Tensor", k: int, rate: float, last: bool):
            """Do.

            scores: shape (N, C)
            labels: whole numbers below C, shape (N,)
            mask: shape (N, k)
            """
        '''
    )
    first = next(guesses(found))
    assert first.let == {"N": "2..6", "C": "2..6", "k": "1..6", "rate": "0.5..2.0", "last": "[true, false]"}
    assert first.given == {
        "scores": "{randn: [N, C]}",
        "labels": "{randint: [N], from: 0..C-1}",
        "mask": "{randint: [N, k], from: 0..1, dtype: bool}",
        "k": "$k",
        "rate": "$rate",
        "last": "$last",
    }
    assert first.backward


@pytest.mark.parametrize(("annotation", "word"), [("list[Tensor]", "`list[Tensor]`"), ("", "no annotation")])
def test_what_cannot_be_guessed_is_said(annotation: str, word: str) -> None:
    found = signature(f"def f(x{': ' + annotation if annotation else ''}): ...")
    with pytest.raises(UsageError, match="`x` may be cannot be told") as error:
        next(guesses(found))
    assert word in str(error.value)


@pytest.mark.parametrize(
    ("name", "id_"), [("row_means", "row-means"), ("RowMeans", "row-means"), ("_f", "f"), ("mse", "mse")]
)
def test_ids(name: str, id_: str) -> None:
    assert function_id(name) == id_


def test_a_stub_keeps_what_is_there_and_gives_nothing_away() -> None:
    solution = ast.parse(
        'import torch\nfrom torch import nn\n\nclass F(nn.Module):\n    """A layer."""\n\n'
        "    def __init__(self, n: int) -> None:\n        super().__init__()\n        self.secret = n\n\n"
        "    def forward(self, x):\n        return x * self.secret\n"
    )
    node = solution.body[-1]
    assert isinstance(node, ast.ClassDef)
    before = '"""Mine."""\n\nimport torch\n\n# A remark.\n\n\ndef other(): ...\n'
    found = added(before, solution, node)
    compile(found, "starter.py", "exec")
    assert found.startswith('"""Mine."""\n\nimport torch\nfrom torch import nn\n') and "# A remark." in found
    assert "secret" not in found and found.count("raise NotImplementedError") == 2
    assert "super().__init__()" in found and '"""A layer."""' in found
