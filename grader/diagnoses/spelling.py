"""Names that nothing has: the nearest one that is known."""

from __future__ import annotations

import ast
import builtins
import difflib
from collections.abc import Iterable, Iterator

from grader.diagnoses.raised import match
from grader.diagnoses.rule import Finding, Rule
from grader.diagnoses.sight import Sight
from grader.source.spelling import OTHERS
from grader.source.vocabulary import KNOWN, METHODS

_LIKE = 0.75
_TENSOR = METHODS | {
    "shape",
    "dtype",
    "device",
    "grad",
    "ndim",
    "requires_grad",
    "is_leaf",
    "data",
    "layout",
    "grad_fn",
}
_PYTHONS = {"list": list, "tuple": tuple, "dict": dict, "str": str, "int": int, "float": float, "set": set}
_ARGUMENTS = "dim keepdim dtype device requires_grad correction bias reduction lr min max".split()  # noqa: SIM905


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that was most likely meant by ``word``; None where none is near. Capitals alone count least."""
    known = {name for name in names if name != word}
    same = sorted(name for name in known if name.lower() == word.lower())
    found = same or difflib.get_close_matches(word, sorted(known), n=1, cutoff=_LIKE)
    return found[0] if found else None


def _of_module(s: Sight) -> Iterator[Finding]:
    """`module 'torch' has no attribute 'arrange'`"""
    found = match(s, r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'")
    if found is None or found["module"].split(".")[0] != "torch":
        return
    names: Iterable[str] = KNOWN | OTHERS
    if found["module"] in ("torch.nn", "torch.optim"):
        names = {name for name in names if name[:1].isupper()} or names
    if (near := nearest(found["name"], names)) is not None:
        yield Finding(near, {"owner": found["module"], "name": found["name"], "near": near})


def _of_tensor(s: Sight) -> Iterator[Finding]:
    """`'Tensor' object has no attribute 'sumn'`, and the same of Python's own types and of the student's classes."""
    found = match(s, r"'(?P<type>\w+)' object has no attribute '(?P<name>\w+)'")
    if found is None or found["type"] == "NoneType":
        return
    kind, name = found["type"], found["name"]
    if kind in ("Tensor", "Parameter"):
        names: Iterable[str] = _TENSOR
    elif kind in _PYTHONS:
        names = dir(_PYTHONS[kind])
    else:
        names = {*_own_attributes(s), *dir(object)}
    if (near := nearest(name, names)) is not None:
        yield Finding(near, {"owner": f"a {kind}", "name": name, "near": near})


def _own_attributes(s: Sight) -> Iterator[str]:
    for text in s.code.texts:
        for node in ast.walk(text.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                yield node.attr
            elif isinstance(node, ast.FunctionDef):
                yield node.name


def _no_method(s: Sight) -> Iterator[Finding]:
    """A function of torch that is no method of a tensor, or something that only lists can."""
    found = match(s, r"'(?:Tensor|Parameter)' object has no attribute '(?P<name>\w+)'")
    if found is None:
        return
    name = found["name"]
    if name in KNOWN:
        yield Finding(name, {"what": f"it is a function: write `torch.{name}(x)`"})
    elif name in dir(list):
        what = f"only a list has `{name}`: collect tensors in a list and put them together with `torch.stack`"
        yield Finding(name, {"what": f"{what} or `torch.cat`"})


def _no_tensor(s: Sight) -> Iterator[Finding]:
    """Something that only tensors have, asked of a list or a number."""
    found = match(s, r"'(?P<type>list|tuple|float|int|bool|ndarray)' object has no attribute '(?P<name>\w+)'")
    if found is None or found["name"] not in _TENSOR:
        return
    how = {
        "list": "make one of the list with `torch.tensor`, or with `torch.stack` where it holds tensors",
        "tuple": "take the item that you want out of the tuple first",
        "ndarray": "make one of the array with `torch.from_numpy`",
    }.get(found["type"], "leave out the `.item()` or `float()` that made a plain number of it")
    yield Finding(found["type"], {"type": found["type"], "name": found["name"], "how": how})


def _of_name(s: Sight) -> Iterator[Finding]:
    """`name 'sofmax' is not defined`"""
    if s.raised is None or s.raised.type != "NameError" or (found := match(s, r"name '(?P<name>\w+)' is not")) is None:
        return
    name = found["name"]
    own = {*_names_in(s, name), *dir(builtins)}
    if (near := nearest(name, own)) is not None:
        yield Finding(near, {"owner": "Python", "name": name, "near": near})
    elif name in ("np", "nn", "F", "math", "plt", "torch", "Tensor"):
        line = {
            "np": "import numpy as np",
            "nn": "from torch import nn",
            "F": "from torch.nn import functional as F",
            "plt": "import matplotlib.pyplot as plt",
            "Tensor": "from torch import Tensor",
        }.get(name, f"import {name}")
        yield Finding(name, {"owner": "Python", "name": name, "near": line})
    elif name in KNOWN | OTHERS:
        yield Finding(
            name, {"owner": "Python", "name": name, "near": f"{'nn' if name[0].isupper() else 'torch'}.{name}"}
        )
    elif (near := nearest(name, KNOWN | OTHERS)) is not None:
        yield Finding(near, {"owner": "Python", "name": name, "near": f"torch.{near}"})


def _names_in(s: Sight, but: str) -> Iterator[str]:
    """The student's own names, arguments and imports included."""
    for text in s.code.texts:
        for node in ast.walk(text.tree):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                    yield name
                case ast.ClassDef(name=name) | ast.alias(name=name, asname=None) | ast.alias(asname=str(name)):
                    if name != but:
                        yield name


def _unknown_argument(s: Sight) -> Iterator[Finding]:
    """`sum() got an unexpected keyword argument 'dims'`"""
    found = match(s, r"(?P<function>[\w.]+)\(\) got an unexpected keyword argument '(?P<name>\w+)'")
    if found is None:
        return
    function = found["function"].rpartition(".")[2]
    own = [
        argument.arg
        for text in s.code.texts
        for node in ast.walk(text.tree)
        if isinstance(node, ast.FunctionDef) and node.name in (function, "forward", "__init__")
        for argument in [*node.args.args, *node.args.kwonlyargs]
    ]
    near = nearest(found["name"], [*own, *_ARGUMENTS])
    if near is not None:
        yield Finding(near, {"function": function, "name": found["name"], "near": near})


def _own_name(s: Sight) -> Iterator[Finding]:
    """The function or class that the task asks for is there under nearly its name."""
    if s.raised is None or s.raised.stage != "find":
        return
    if (near := nearest(s.raised.text, s.raised.names)) is not None:
        yield Finding(near, {"name": s.raised.text, "near": near})


RULES = (
    Rule("misspelt", _of_module, "`{owner}` has no `{name}`: did you mean `{near}`?", is_fact=True),
    Rule("no_method", _no_method, "a tensor has no such method, and {what}", is_fact=True),
    Rule(
        "no_tensor",
        _no_tensor,
        "this is a {type}, and `{name}` is something that tensors have: {how}",
        is_fact=True,
    ),
    Rule("misspelt", _of_tensor, "{owner} has no `{name}`: did you mean `{near}`?", is_fact=True, variant="attribute"),
    Rule("misspelt", _of_name, "{owner} knows no `{name}` here: did you mean `{near}`?", is_fact=True, variant="name"),
    Rule(
        "misspelt",
        _unknown_argument,
        "`{function}` has no argument `{name}`: did you mean `{near}`?",
        is_fact=True,
        variant="argument",
    ),
    Rule(
        "misspelt",
        _own_name,
        "the task asks for `{name}`, and your file has `{near}`: the names must be the same",
        is_fact=True,
        variant="own",
    ),
)
