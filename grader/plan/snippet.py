"""A call as a few lines of Python to paste into the student's own editor."""

from __future__ import annotations

import math
from pathlib import PurePath

from grader.model.calls import Call
from grader.model.values import COMPLEX, FLOATING, Absent, Made, Mapping, Named, Opaque, Same, Sequence, Tensor, Tree
from grader.plan.tensors import array_of

_SHOWN = 64
_DIGITS = 6
_DEFAULTS = {"f": "float32", "i": "int64", "b": "bool", "c": "complex64"}


def snippet(call: Call, submission: str) -> str:
    """Lines that make ``call`` on the module of the file ``submission``. Tensors beyond 64 numbers are drawn anew."""
    turn = call.turns[0]
    owner = call.class_name or turn.names[0]
    own = [tree.class_name for _, tree in call.given if isinstance(tree, Made) and "." not in tree.class_name]
    lines = ["import torch", f"from {PurePath(submission).stem} import {', '.join(dict.fromkeys([owner, *own]))}", ""]
    lines += [f"{name} = {python(tree)}" for name, tree in call.given]
    names = [name for name, _ in call.given]
    # A single one needs no name, which may be another in the student's function.
    arguments = names[0] if len(names) == 1 else ", ".join(f"{name}={name}" for name in names)
    target = owner
    if call.class_name:
        init = ", ".join(f"{name}={python(tree)}" for name, tree in call.init)
        lines.append(f"module = {owner}({init})")
        target = ".".join(["module", *turn.names[:1]])
    lines += [_assignment(path, tree) for path, tree in call.assign]
    if turn.mode == "eval":
        modules = [name for name, tree in call.given if isinstance(tree, Made)]
        lines += [f"{name}.eval()" for name in [*modules, *(["module"] if call.class_name else [])]]
    lines.append(f"result = {target}({arguments})")
    if call.backward:
        terms = [_term(path, tree) for path, tree in call.backward]
        lines.append(f"({' + '.join(terms)}).backward()" if len(terms) > 1 else f"{terms[0]}.backward()")
    lines.append("print(result)")
    if call.backward:
        leaves = [name for name, tree in call.given if isinstance(tree, Tensor) and tree.requires_grad]
        lines += [f"print({name}.grad)" for name in leaves]
    return "\n".join(lines)


def place(path: str) -> str:
    """A path as Python: ``result.0`` is ``result[0]``, and the object itself is called ``module``."""
    root, *steps = path.split(".")
    return ("module" if root == "self" else root) + "".join(f"[{s}]" if s.isdecimal() else f".{s}" for s in steps)


def _term(path: str, cotangent: Tree) -> str:
    """One part of the number that backward starts from; that of complex numbers is real too."""
    if isinstance(cotangent, Tensor) and cotangent.dtype in COMPLEX:
        return f"(torch.view_as_real({place(path)}) * torch.view_as_real({python(cotangent)})).sum()"
    return f"({place(path)} * {python(cotangent)}).sum()"


def _assignment(path: str, tree: Tree) -> str:
    if path.endswith(".grad") or not isinstance(tree, Tensor):
        return f"{place(path)} = {python(tree)}"
    return f"{place(path)}.data.copy_({python(tree)})"


def python(tree: Tree) -> str:
    """``tree`` as a Python expression."""
    match tree:
        case Tensor():
            return _tensor(tree)
        case Sequence(kind, items):
            inside = ", ".join(python(item) for item in items)
            if kind == "list":
                return f"[{inside}]"
            return f"({inside},)" if len(items) == 1 else f"({inside})"
        case Mapping(items):
            return "{" + ", ".join(f"{python(key)}: {python(item)}" for key, item in items) + "}"
        case Made(class_name, init):
            return f"{class_name}({', '.join(f'{name}={python(item)}' for name, item in init)})"
        case Same(path):
            return _same(path)
        case Named(_, value):
            return python(value)
        case float() if not math.isfinite(tree):
            return f'float("{tree}")'
        case complex():
            return f"complex({python(tree.real)}, {python(tree.imag)})"
        case Opaque() | Absent():
            return "..."
    return repr(tree)


def _same(text: str) -> str:
    path, bracket, subscript = text.partition("[")
    return place(path) + bracket + subscript


def _tensor(tensor: Tensor) -> str:
    grad = ", requires_grad=True" if tensor.requires_grad else ""
    if tensor.numel > _SHOWN or tensor.numel == 0:
        maker = "randn" if tensor.dtype in FLOATING or tensor.dtype in COMPLEX else "zeros"
        dtype = "" if tensor.dtype == "float32" else f", dtype=torch.{tensor.dtype}"
        return f"torch.{maker}({list(tensor.shape)}{dtype}{grad})"
    array = array_of(tensor)
    default = _DEFAULTS.get(array.dtype.kind)
    dtype = "" if tensor.dtype == default else f", dtype=torch.{tensor.dtype}"
    return f"torch.tensor({_numbers(array.tolist())}{dtype}{grad})"


def _numbers(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_numbers(item) for item in value)}]"
    if isinstance(value, float):
        if not math.isfinite(value):
            return f'float("{value}")'
        return f"{value:.{_DIGITS}g}" if not value.is_integer() else repr(value)
    if isinstance(value, complex):
        return f"complex({_numbers(value.real)}, {_numbers(value.imag)})"
    return repr(value)
