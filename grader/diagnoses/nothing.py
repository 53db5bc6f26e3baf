"""Nothing came back, or another kind of thing than was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight, numbers
from grader.model.path import STDOUT
from grader.model.values import Absent, Named, Opaque, Sequence, Tensor, Tree

_FUNCTIONS = frozenset(
    {"function", "builtin_function_or_method", "method", "type", "method-wrapper", "functools.partial"}
)
_NO_TENSOR = frozenset({"list", "tuple", "numpy.ndarray"})


def _is_none(s: Sight) -> bool:
    return s.raised is None and s.actual is None and s.expected is not None and s.path.root != STDOUT


def _printed(s: Sight) -> Iterator[Finding]:
    if _is_none(s) and not s.path.is_gradient and s.printed.strip() and not s.code.has_return:
        yield Finding()


def _no_return(s: Sight) -> Iterator[Finding]:
    if _is_none(s) and not s.path.is_gradient and s.code.is_begun and not s.code.has_return:
        yield Finding(parameters={"name": s.code.names[0]})


def _not_written(s: Sight) -> Iterator[Finding]:
    stub = s.raised is not None and s.raised.type == "NotImplementedError" and s.raised.stage in ("build", "call")
    if s.code.names and (stub or (_is_none(s) and not s.path.is_gradient)) and not s.code.is_begun:
        yield Finding(parameters={"name": s.code.names[0]})


def _not_called(s: Sight) -> Iterator[Finding]:
    if isinstance(s.actual, Opaque) and s.actual.name.rpartition(".")[2] in {f.rpartition(".")[2] for f in _FUNCTIONS}:
        yield Finding()


def _tuple_item(s: Sight) -> Iterator[Finding]:
    if not isinstance(s.actual, Sequence) or isinstance(s.expected, Sequence):
        return
    for index, item in enumerate(s.actual.items):
        if s.near(numbers(item), s.e):
            yield Finding(str(index), {"index": index, "type": s.actual.type_name})


def _not_a_tensor(s: Sight) -> Iterator[Finding]:
    is_array = isinstance(s.actual, Tensor) and s.actual.type_name == "numpy.ndarray"
    if not _wants_tensor(s) or not (is_array or isinstance(s.actual, Sequence)) or s.a is None or s.e is None:
        return
    is_empty = s.a.shape == s.e.shape and not s.e.size
    if s.near(s.a, s.e) or (is_empty and any(peer.near(peer.a, peer.e) for peer in s.wrong_peers)):
        kind = s.actual.kind if isinstance(s.actual, Sequence) else "NumPy array"
        yield Finding(kind, {"type": kind})


def _python_number(s: Sight) -> Iterator[Finding]:
    if _wants_tensor(s) and _is_number(s.actual) and s.e is not None and s.e.ndim == 0 and s.near(s.a, s.e):
        yield Finding()


def _tensor_not_number(s: Sight) -> Iterator[Finding]:
    if not isinstance(s.actual, Tensor) or not _is_number(s.expected) or s.a is None or s.a.size != 1:
        return
    if s.near(s.a.reshape(()), s.e):
        yield Finding()


def _float_not_int(s: Sight) -> Iterator[Finding]:
    whole = isinstance(s.expected, int) and not isinstance(s.expected, bool)
    if whole and isinstance(s.actual, float) and s.actual == s.expected:
        yield Finding()


def _wants_tensor(s: Sight) -> bool:
    return isinstance(s.expected, Tensor) and s.expected.type_name != "numpy.ndarray"


def _is_number(tree: Tree) -> bool:
    value = tree.value if isinstance(tree, Named) else tree
    return isinstance(value, int | float | complex) and not isinstance(tree, Absent)


RULES = (
    Rule(
        "not_written",
        _not_written,
        "`{name}` is not written yet: put your own lines in the place of those that came with the starter",
        is_fact=True,
    ),
    Rule(
        "printed",
        _printed,
        "your function shows its result with `print` and gives back None: end it with `return` and the result",
        is_fact=True,
    ),
    Rule(
        "missing_return",
        _no_return,
        "`{name}` computes something and gives back None: its last line must be `return` and the result",
        is_fact=True,
    ),
    Rule(
        "not_called",
        _not_called,
        "you return a function itself, not what it computes: call it, with parentheses after its name",
        is_fact=True,
    ),
    Rule(
        "tuple_item",
        _tuple_item,
        "you return a {type}, and what is wanted is its item {index} alone: `torch.max(x, dim)` and its like give "
        "values and indices together",
    ),
    Rule(
        "not_a_tensor",
        _not_a_tensor,
        "the right numbers in a {type}, and a tensor is wanted: make one with `torch.tensor` or `torch.stack`, or stay "
        "with tensors all the way",
        is_fact=True,
    ),
    Rule(
        "python_number",
        _python_number,
        "the right number as plain Python, and a tensor is wanted: `.item()` and `float()` leave the graph, so that no "
        "gradient can flow",
        is_fact=True,
    ),
    Rule(
        "tensor_not_number",
        _tensor_not_number,
        "the right number, still in a tensor, and a plain one is wanted: `.item()` takes it out",
        is_fact=True,
    ),
    Rule(
        "float_not_int",
        _float_not_int,
        "the right number as a float, and an int is wanted: divide with `//`, or convert it with `int()`",
        is_fact=True,
    ),
)
